/** Photos made small on the phone, so that nothing but the picture leaves it (the server takes 200 kB without Exif). */

export const photo_bytes_max = 180_000;
const sides_px = [1280, 1024, 800, 640];
const qualities = [0.8, 0.68, 0.56, 0.44];

/** The picture cannot be read, or not be made small enough. */
export class PhotoFailed extends Error {}

interface Size {
  width: number;
  height: number;
}

/** A larger side of at most `side`; a small picture stays as it is. */
export function fitted({ width, height }: Size, side: number): Size {
  const scale = Math.min(1, side / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/**
 * As the camera was held (Exif's rotation), not as the sensor lay. A large picture is asked for small at once: 50
 * megapixels take 200 MB unpacked, which a phone of 2 GB does not have. Whichever side becomes the width, the larger
 * one is not below what is wanted.
 */
async function decode(file: Blob, side: number): Promise<ImageBitmap> {
  const size = await jpegSize(file);
  const large = size !== undefined && Math.min(size.width, size.height) > side;
  return createImageBitmap(file, {
    imageOrientation: 'from-image',
    ...(large && { resizeWidth: side, resizeQuality: 'medium' }),
  });
}

const header_bytes = 256 * 1024;

/** Width and height as a JPEG's frame has them, before any rotation; nothing for other files. */
export async function jpegSize(file: Blob): Promise<Size | undefined> {
  const view = new DataView(await file.slice(0, header_bytes).arrayBuffer());
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return undefined;
  for (let at = 2; at + 9 <= view.byteLength;) {
    const marker = view.getUint16(at);
    if (marker < 0xff01) return undefined;
    const frame = marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker);
    if (frame) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}

function drawn(bitmap: ImageBitmap, side: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, fitted(bitmap, side));
  const context = canvas.getContext('2d');
  if (!context) throw new PhotoFailed();
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** JPEG: every phone writes it, and what a canvas writes holds no Exif. */
const encoded = (canvas: HTMLCanvasElement, quality: number): Promise<Blob | null> =>
  new Promise((done) => canvas.toBlob(done, 'image/jpeg', quality));

/** A JPEG of at most 180 kB without Exif, upright. Throws PhotoFailed. */
export async function shrink(file: Blob): Promise<Blob> {
  const bitmap = await decode(file, sides_px[0]!).catch(() => {
    throw new PhotoFailed();
  });
  try {
    for (const side of sides_px) {
      const canvas = drawn(bitmap, side);
      try {
        for (const quality of qualities) {
          const blob = await encoded(canvas, quality);
          if (blob && blob.size <= photo_bytes_max) return blob;
        }
      } finally {
        // Frees its pixels now, not when somebody tidies up.
        canvas.width = canvas.height = 0;
      }
    }
  } finally {
    bitmap.close();
  }
  throw new PhotoFailed();
}

/** The name of a photo, everywhere. */
export async function sha256(blob: Blob): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer());
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

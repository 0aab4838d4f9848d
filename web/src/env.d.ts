declare module '*.svg?icon' {
  /** What stands inside the <svg> of an icon of 24 by 24. */
  const path: string;
  export default path;
}

declare module 'polylabel' {
  export default function polylabel(
    polygon: number[][][],
    precision?: number,
  ): number[] & { distance: number };
}

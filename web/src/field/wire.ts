import type { Fault } from '../base/client';

/** What came back: of the server, whatever it says. */
export interface Reply {
  status: number;
  /** Of a refusal: its key. */
  type: string;
  faults: Fault[];
  text: string;
  blob?: Blob;
  /** The server's clock; 0 when it did not say. */
  at: number;
}

export interface Asking {
  body?: BodyInit;
  contentType?: string;
  timeout_ms?: number;
  /** The reply is a file. */
  file?: boolean;
}

export type Wire = (method: string, path: string, asking?: Asking) => Promise<Reply>;

/** Nobody answered, or somebody who is not the server, as on a network that asks to be signed in to. */
export class Unreached extends Error {}

const timeout_ms = 30_000;

/** The one way out of the phone's program; also of its service worker. */
export const wire: Wire = async (method, path, asking = {}) => {
  const headers: Record<string, string> = { 'X-Bina': '1', 'Device-Time': String(Date.now()) };
  if (asking.body !== undefined) headers['Content-Type'] = asking.contentType ?? 'application/json';
  let reply: Response;
  try {
    reply = await fetch(`/api/v1${path}`, {
      method,
      headers,
      body: asking.body,
      credentials: 'same-origin',
      signal: AbortSignal.timeout(asking.timeout_ms ?? timeout_ms),
    });
    return await read(reply, asking.file === true && reply.ok);
  } catch (error) {
    throw error instanceof Unreached ? error : new Unreached(String(error));
  }
};

async function read(reply: Response, file: boolean): Promise<Reply> {
  const type = reply.headers.get('content-type') ?? '';
  const at = Date.parse(reply.headers.get('date') ?? '') || 0;
  if (file) return { status: reply.status, type: '', faults: [], text: '', blob: await reply.blob(), at };
  const text = await reply.text();
  const ours = reply.status === 204 || /json/.test(type);
  if (reply.status < 500 && !ours) throw new Unreached(`${reply.status} ${type}`);
  const problem = reply.ok ? {} : problemIn(text);
  return { status: reply.status, type: problem.type ?? '', faults: problem.faults ?? [], text, at };
}

function problemIn(text: string): { type?: string; faults?: Fault[] } {
  try {
    return JSON.parse(text) as { type?: string; faults?: Fault[] };
  } catch {
    return {};
  }
}

export const ok = (reply: Reply): boolean => reply.status >= 200 && reply.status < 300;
/** It may go well later, unchanged. */
export const later = (reply: Reply): boolean => reply.status >= 500 || [408, 425, 429].includes(reply.status);
/** The server no longer lets this phone in: a key that says so, not merely a status on the way. */
export const shutOut = (reply: Reply): boolean => reply.status === 401 && reply.type === 'access.no_session';

/** Lines of JSON. A last one that was cut off is none. */
export function lines<T>(text: string): T[] {
  return text.split('\n').flatMap((line) => {
    try {
      return line.trim() === '' ? [] : [JSON.parse(line) as T];
    } catch {
      return [];
    }
  });
}

import { newId } from './ids';

/** One fault of a form or file, so that all of them can be shown at once. */
export interface Fault {
  path: string;
  key: string;
}

/** Why something was not done. `type` is a key with a sentence; those starting with "client." are our own. */
export interface Problem {
  type: string;
  status: number;
  detail: string;
  faults: Fault[];
  request?: string;
  /** The reply as it came: with 412 it holds the current record. */
  body?: unknown;
}

export class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(problem.type);
  }
}

export interface Page<T> {
  items: T[];
  next: string | null;
  /** Not every list is counted. */
  count?: { value: number; capped: boolean };
}

export interface CountedPage<T> extends Page<T> {
  count: { value: number; capped: boolean };
}

export type Query = Record<string, string | number | undefined | null>;

interface WriteOptions {
  ifMatch?: string;
  signal?: AbortSignal;
}

const retry_delays_ms = [400, 1200];

export const isAbort = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'AbortError';

export function problemOf(error: unknown): Problem {
  if (error instanceof Refused) return error.problem;
  return { type: 'client.failed', status: 0, detail: String(error), faults: [] };
}

export function address(path: string, query: Query = {}): string {
  const pairs = Object.entries(query).filter(
    ([, value]) => value !== undefined && value !== null && value !== '',
  );
  if (pairs.length === 0) return path;
  return `${path}?${new URLSearchParams(pairs.map(([name, value]) => [name, String(value)]))}`;
}

export interface NamedFile {
  name: string;
  blob: Blob;
}

/** The one way to the server. A write is sent again after a lost connection, under the same key, so it counts once. */
export class Client {
  /** Called once the server no longer knows who asks. */
  onSignedOut: (() => void) | undefined;
  /** Called before a refusal is handed on, so that its sentences are there when it is shown. */
  onRefused: ((problem: Problem) => Promise<void>) | undefined;

  constructor(
    private readonly root = '/api/v1',
    private readonly request: typeof fetch = (...args) => fetch(...args),
    private readonly pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms)),
  ) {}

  get<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> {
    return this.json<T>(address(path, query), { signal });
  }

  put<T>(path: string, body: unknown, options: WriteOptions = {}): Promise<T> {
    return this.write<T>('PUT', path, body, options);
  }

  post<T>(path: string, body: unknown = {}, options: WriteOptions = {}): Promise<T> {
    return this.write<T>('POST', path, body, options);
  }

  delete<T>(path: string, options: WriteOptions = {}): Promise<T> {
    return this.write<T>('DELETE', path, undefined, options);
  }

  /** Raw bytes with progress, which `fetch` does not tell. */
  upload<T>(path: string, file: Blob, onProgress: (sent: number) => void, signal?: AbortSignal): Promise<T> {
    return new Promise<T>((done, fail) => {
      const request = new XMLHttpRequest();
      request.open('PUT', this.root + path);
      request.setRequestHeader('X-Bina', '1');
      request.setRequestHeader('Content-Type', 'application/octet-stream');
      request.upload.onprogress = (event) => onProgress(event.loaded);
      request.onerror = () => fail(new Refused(offline));
      request.onabort = () => fail(new DOMException('aborted', 'AbortError'));
      request.onload = () => {
        const reply = new Response(request.response, { status: request.status });
        this.read<T>(reply).then(done, fail);
      };
      signal?.addEventListener('abort', () => request.abort());
      request.send(file);
    });
  }

  /** A file with the name the server gave it. */
  file(path: string, query?: Query): Promise<NamedFile> {
    return this.received(address(path, query));
  }

  /** The same of people's data. The reason stands in the body: it is in somebody's own words. */
  download(path: string, body: unknown, signal?: AbortSignal): Promise<NamedFile> {
    const headers = { 'X-Bina': '1', 'Content-Type': 'application/json' };
    return this.received(path, { method: 'POST', headers, body: JSON.stringify(body), signal });
  }

  private async received(path: string, init: RequestInit = {}): Promise<NamedFile> {
    const reply = await this.send(path, init);
    if (!reply.ok) await this.refuse(reply);
    return { name: fileName(reply.headers.get('content-disposition')), blob: await reply.blob() };
  }

  private async write<T>(method: string, path: string, body: unknown, options: WriteOptions): Promise<T> {
    const headers: Record<string, string> = { 'X-Bina': '1', 'Idempotency-Key': newId() };
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    if (options.ifMatch !== undefined) headers['If-Match'] = `"${options.ifMatch}"`;
    const init = {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: options.signal,
    };
    for (const delay of retry_delays_ms) {
      try {
        const reply = await this.send(path, init);
        if (![502, 503, 504].includes(reply.status)) return await this.read<T>(reply);
      } catch (error) {
        if (!(error instanceof Refused) || error.problem.type !== offline.type) throw error;
      }
      await this.pause(delay);
    }
    return this.json<T>(path, init);
  }

  private async json<T>(path: string, init: RequestInit): Promise<T> {
    return this.read<T>(await this.send(path, init));
  }

  private async send(path: string, init: RequestInit): Promise<Response> {
    try {
      return await this.request(this.root + path, { credentials: 'same-origin', ...init });
    } catch (error) {
      if (isAbort(error)) throw error;
      throw new Refused(offline);
    }
  }

  private async read<T>(reply: Response): Promise<T> {
    if (!reply.ok) await this.refuse(reply);
    const text = await reply.text();
    if (text === '') return undefined as T;
    try {
      return JSON.parse(text) as T;
    } catch {
      throw new Refused({ ...offline, type: 'client.unreadable', status: reply.status });
    }
  }

  private async refuse(reply: Response): Promise<never> {
    const problem = problemIn(reply.status, await reply.text());
    if (problem.type === 'access.no_session') this.onSignedOut?.();
    await this.onRefused?.(problem);
    throw new Refused(problem);
  }
}

const offline: Problem = { type: 'client.offline', status: 0, detail: '', faults: [] };

function problemIn(status: number, text: string): Problem {
  const unknown: Problem = {
    type: status >= 500 ? 'client.server' : 'client.refused',
    status,
    detail: '',
    faults: [],
  };
  try {
    const body = JSON.parse(text) as Partial<Problem>;
    return {
      type: typeof body.type === 'string' ? body.type : unknown.type,
      status,
      detail: body.detail ?? '',
      faults: body.faults ?? [],
      request: body.request,
      body,
    };
  } catch {
    return unknown;
  }
}

/** The name in a Content-Disposition, RFC 6266: `filename*` before `filename`. */
export function fileName(header: string | null): string {
  const extended = header?.match(/filename\*=UTF-8''([^;]+)/i)?.[1];
  if (extended) return decodeURIComponent(extended);
  return header?.match(/filename="?([^";]+)"?/i)?.[1] ?? 'bina';
}

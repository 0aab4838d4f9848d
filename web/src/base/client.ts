import type { ListCount, Routes } from './contract';
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
  count?: ListCount;
}

export interface CountedPage<T> extends Page<T> {
  count: ListCount;
}

type Method = keyof Routes;
type Of<M extends Method, P, Part extends string> = P extends keyof Routes[M]
  ? Part extends keyof Routes[M][P]
    ? Routes[M][P][Part]
    : never
  : never;
type Path<M extends Method> = keyof Routes[M];
/** The paths of which that much is true: what they are asked with, or that a file comes back. */
type PathWhere<M extends Method, Known> = {
  [P in keyof Routes[M]]: Routes[M][P] extends Known ? P : never;
}[keyof Routes[M]];
type UploadPath = PathWhere<'PUT', { body: Blob }>;
type FilePath<M extends Method> = PathWhere<M, { file: true }>;
type OrderPath = PathWhere<'POST', { body: undefined }>;

/** What stands in the path and what behind it; of the latter is left out what is null or empty. */
type Params<M extends Method, P> = Empty<Of<M, P, 'params'>>;
type Empty<T> = { [N in keyof T]: undefined extends T[N] ? T[N] | null : T[N] };

/** `T` where it has only members that `Known` has, for a spread may bring in what nobody would write. */
type Only<Known, T> = T extends readonly (infer One)[]
  ? readonly Only<Known extends readonly (infer Each)[] ? Each : never, One>[]
  : T extends object
    ? { [N in keyof T]: N extends Names<Known> ? Only<Member<Known, N>, T[N]> : never }
    : T;
type Names<T> = T extends object ? keyof T : never;
type Member<T, N> = T extends object ? (N extends keyof T ? T[N] : never) : never;

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

/** The names in braces are filled in, what is left stands behind the question mark. */
export function address(path: string, params: object): string {
  const left = new Map<string, unknown>(Object.entries(params));
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(left.get(name));
    left.delete(name);
    return encodeURIComponent(value);
  });
  const asked = new URLSearchParams();
  for (const [name, value] of left)
    if (value !== undefined && value !== null && value !== '') asked.set(name, String(value));
  return asked.size === 0 ? filled : `${filled}?${asked}`;
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

  get<P extends Path<'GET'>, A extends Params<'GET', P>>(
    path: P,
    params: A & Only<Params<'GET', P>, A>,
    signal?: AbortSignal,
  ): Promise<Of<'GET', P, 'reply'>> {
    return this.json(address(path, params), { signal });
  }

  put<P extends Exclude<Path<'PUT'>, UploadPath>, A extends Params<'PUT', P>, B extends Of<'PUT', P, 'body'>>(
    path: P,
    params: A & Only<Params<'PUT', P>, A>,
    body: B & Only<Of<'PUT', P, 'body'>, B>,
    options?: WriteOptions,
  ): Promise<Of<'PUT', P, 'reply'>> {
    return this.write('PUT', address(path, params), body, options);
  }

  post<
    P extends Exclude<Path<'POST'>, OrderPath>,
    A extends Params<'POST', P>,
    B extends Of<'POST', P, 'body'>,
  >(
    path: P,
    params: A & Only<Params<'POST', P>, A>,
    body: B & Only<Of<'POST', P, 'body'>, B>,
    options?: WriteOptions,
  ): Promise<Of<'POST', P, 'reply'>> {
    return this.write('POST', address(path, params), body, options);
  }

  /** A POST to which nothing is to be said. */
  order<P extends OrderPath, A extends Params<'POST', P>>(
    path: P,
    params: A & Only<Params<'POST', P>, A>,
    options?: WriteOptions,
  ): Promise<Of<'POST', P, 'reply'>> {
    return this.write('POST', address(path, params), undefined, options);
  }

  delete<P extends Path<'DELETE'>, A extends Params<'DELETE', P>>(
    path: P,
    params: A & Only<Params<'DELETE', P>, A>,
  ): Promise<Of<'DELETE', P, 'reply'>> {
    return this.write('DELETE', address(path, params), undefined);
  }

  /** Raw bytes with progress, which `fetch` does not tell. */
  upload<P extends UploadPath, A extends Params<'PUT', P>>(
    path: P,
    params: A & Only<Params<'PUT', P>, A>,
    file: Blob,
    onProgress: (sent: number) => void,
    signal?: AbortSignal,
  ): Promise<Of<'PUT', P, 'reply'>> {
    return new Promise((done, fail) => {
      const request = new XMLHttpRequest();
      request.open('PUT', this.root + address(path, params));
      request.setRequestHeader('X-Bina', '1');
      request.setRequestHeader('Content-Type', 'application/octet-stream');
      request.upload.onprogress = (event) => onProgress(event.loaded);
      request.onerror = () => fail(new Refused(offline));
      request.onabort = () => fail(new DOMException('aborted', 'AbortError'));
      request.onload = () => {
        const reply = new Response(request.response, { status: request.status });
        this.read<Of<'PUT', P, 'reply'>>(reply).then(done, fail);
      };
      signal?.addEventListener('abort', () => request.abort());
      request.send(file);
    });
  }

  /** A file with the name the server gave it. */
  file<P extends FilePath<'GET'>, A extends Params<'GET', P>>(
    path: P,
    params: A & Only<Params<'GET', P>, A>,
  ): Promise<NamedFile> {
    return this.received(address(path, params));
  }

  /**
   * The same of people's data. The reason stands in the body: it is in somebody's own words. A file of lines is sent as
   * it is, and the answer has a line for each.
   */
  download<P extends FilePath<'POST'>, A extends Params<'POST', P>, B extends Of<'POST', P, 'body'>>(
    path: P,
    params: A & Only<Params<'POST', P>, A>,
    body: B & Only<Of<'POST', P, 'body'>, B>,
    signal?: AbortSignal,
  ): Promise<NamedFile> {
    const lines = body instanceof Blob;
    const type = `application/${lines ? 'x-nd' : ''}json`;
    return this.received(address(path, params), {
      method: 'POST',
      headers: { 'X-Bina': '1', 'Content-Type': type },
      body: lines ? body : JSON.stringify(body),
      signal,
    });
  }

  private async received(path: string, init: RequestInit = {}): Promise<NamedFile> {
    const reply = await this.send(path, init);
    if (!reply.ok) await this.refuse(reply);
    return { name: fileName(reply.headers.get('content-disposition')), blob: await reply.blob() };
  }

  private async write<T>(
    method: string,
    path: string,
    body: unknown,
    options: WriteOptions = {},
  ): Promise<T> {
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

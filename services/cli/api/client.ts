import { CommandError } from '../errors/command-error.ts';
import type { CommandIo } from '../io.ts';
import { chooseCredentials, type Credentials } from './credentials.ts';
import { apiPath, requestJson, sendRequest, type HttpRequest } from './http.ts';
import type { Routes } from './routes.ts';

/** What a call adds to its route. */
export interface CallOptions {
  /** The values of the names with a colon. */
  readonly params?: Readonly<Record<string, string>>;
  /** Those that are `undefined` are left out. */
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds until the answer must be there. @default 30_000 */
  readonly deadlineMs?: number;
  /** Ends the call, beside Ctrl-C. */
  readonly signal?: AbortSignal;
}

const defaultDeadlineMs = 30_000;

/** The REST API of a gateway, in the name of the user. */
export class Api {
  /** The origin of the gateway. */
  readonly url: string;
  readonly #io: CommandIo;
  readonly #credentials: Credentials;

  constructor(io: CommandIo, credentials: Credentials) {
    this.#io = io;
    this.#credentials = credentials;
    this.url = credentials.url;
  }

  /** Calls a route. @throws {CommandError} */
  async call<R extends keyof Routes>(route: R, options: CallOptions = {}): Promise<Routes[R]> {
    const [method = '', template = ''] = route.split(' ');
    const { params = {}, query, body, headers, deadlineMs = defaultDeadlineMs, signal = this.#io.signal } = options;
    const path = template.replaceAll(/:([a-z]+)/g, (_match, name: string) => encodeURIComponent(params[name] ?? ''));
    const answer = await this.#authorized((authorization) =>
      requestJson(this.#io, {
        method,
        url: `${this.url}${apiPath}${path}${toQuery(query)}`,
        headers: { ...headers, ...authorization },
        ...(body !== undefined && { json: body }),
        signal: AbortSignal.any([this.#io.signal, signal, AbortSignal.timeout(deadlineMs)]),
      }),
    );
    return answer as Routes[R];
  }

  /** Sends a request whose body or answer is a stream. @throws {CommandError} */
  async stream({ path, ...request }: Omit<HttpRequest, 'url'> & { readonly path: string }): Promise<Response> {
    const url = `${this.url}${apiPath}${path}`;
    return this.#authorized((authorization) => sendRequest(this.#io, { ...request, url, headers: authorization }));
  }

  /** The gateway may not take a token that this clock still holds for good: then it is exchanged, once. */
  async #authorized<T>(send: (authorization: { authorization: string }) => Promise<T>): Promise<T> {
    const token = await this.#credentials.accessToken();
    try {
      return await send({ authorization: `Bearer ${token}` });
    } catch (error) {
      if (!(error instanceof CommandError) || error.status !== 401) throw error;
      const replaced = await this.#credentials.replace(token);
      if (replaced === undefined) throw error;
      return send({ authorization: `Bearer ${replaced}` });
    }
  }
}

/** The API that a command speaks to. @throws {CommandError} where nobody is logged in */
export async function openApi(io: CommandIo, { context }: { readonly context?: string | undefined }): Promise<Api> {
  return new Api(io, await chooseCredentials(io, context));
}

/** The path of a file of a project. */
export function filePath(project: string, path: string): string {
  return `/projects/${encodeURIComponent(project)}/files/${path.split('/').map(encodeURIComponent).join('/')}`;
}

function toQuery(query: CallOptions['query'] = {}): string {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) given.set(name, String(value));
  return given.size === 0 ? '' : `?${given.toString()}`;
}

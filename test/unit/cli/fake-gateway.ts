import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as a handler and a test see it. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
  /** The body as JSON. */
  readonly json: unknown;
}

/** What a handler answers: JSON, or raw bytes. */
export interface Answer {
  readonly status?: number;
  readonly json?: unknown;
  readonly raw?: Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

type Handler = (request: SeenRequest) => Answer | Promise<Answer>;

/** A small server that speaks the REST API as far as a test tells it to. */
export class FakeGateway {
  readonly requests: SeenRequest[] = [];
  readonly #routes: { method: string; pattern: RegExp; handler: Handler }[] = [];
  readonly server: Server = createServer((request, response) => void this.#serve(request, response));

  static async start(): Promise<FakeGateway> {
    const gateway = new FakeGateway();
    await new Promise<void>((resolve) => gateway.server.listen(0, '127.0.0.1', resolve));
    return gateway;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Serves a route, e.g. `GET /sessions/:id`; the newest handler counts. `*` takes the rest of a path. */
  on(route: string, handler: Handler | Answer): this {
    const [method = '', template = ''] = route.split(' ');
    const source = template.replaceAll(/:([a-z]+)/g, '(?<$1>[^/]+)').replace('*', '(?<rest>.*)');
    const serve = typeof handler === 'function' ? handler : () => handler;
    this.#routes.unshift({ method, pattern: new RegExp(`^/api/v1${source}$`), handler: serve });
    return this;
  }

  /** The requests to a route, by method and path without the base. */
  seen(method: string, path: string): readonly SeenRequest[] {
    return this.requests.filter((request) => request.method === method && request.path === `/api/v1${path}`);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://gateway');
    const body = Buffer.concat(chunks);
    for (const { method, pattern, handler } of this.#routes) {
      const match = method === request.method ? pattern.exec(pathname) : null;
      if (match === null) continue;
      const params = Object.fromEntries(
        Object.entries(match.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]),
      );
      const seen: SeenRequest = {
        method,
        path: pathname,
        params,
        query: searchParams,
        headers: request.headers,
        body,
        json: request.headers['content-type'] === 'application/json' ? JSON.parse(body.toString()) : undefined,
      };
      this.requests.push(seen);
      send(response, await handler(seen));
      return;
    }
    send(response, problem(404, 'ROUTE_UNKNOWN', `No route ${request.method ?? ''} ${pathname}.`));
  }
}

function send(response: ServerResponse, { status = 200, json, raw, headers }: Answer): void {
  const type = status >= 400 ? 'application/problem+json' : 'application/json';
  response.writeHead(status, { 'content-type': raw === undefined ? type : 'application/octet-stream', ...headers });
  response.end(raw ?? JSON.stringify(json ?? {}));
}

/** A problem detail as an answer. */
export function problem(status: number, code: string, detail: string, more: object = {}): Answer {
  const json = { type: `urn:berth:error:${code}`, title: code, status, detail, code, remedy: 'Do better.', ...more };
  return { status, json };
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import { timingSafeEqual } from 'node:crypto';
import { BerthError } from '../../kit/errors/berth-error.ts';
import { problemMediaType, toProblem } from '../../kit/errors/problem.ts';

const maxBodyBytes = 16 * 2 ** 20;

/** The JSON body of a request. @throws {BerthError} `REQUEST_TOO_LARGE`, `REQUEST_MALFORMED` */
export async function readJson(request: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBodyBytes) {
      throw new BerthError('REQUEST_TOO_LARGE', { detail: `The body has more than ${maxBodyBytes} bytes.` });
    }
    chunks.push(chunk);
  }
  return parseObject(Buffer.concat(chunks).toString('utf8'));
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = text === '' ? {} : JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch (cause) {
    throw new BerthError('REQUEST_MALFORMED', { detail: `The body is not JSON: ${(cause as Error).message}.`, cause });
  }
  throw new BerthError('REQUEST_MALFORMED', { detail: 'The body is not a JSON object.' });
}

export function sendJson(response: ServerResponse, value: object): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

/** Answers with the problem detail of an error. */
export function sendError(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const problem = toProblem(error);
  response
    .writeHead(problem.status, { 'content-type': problemMediaType, connection: 'close' })
    .end(JSON.stringify(problem));
}

/** @throws {BerthError} unless the request carries the token as its bearer. */
export function requireToken(request: IncomingMessage, token: string): void {
  const sent = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  if (sent === undefined) throw new BerthError('TOKEN_MISSING', { detail: 'The request has no bearer token.' });
  const a = Buffer.from(sent);
  const b = Buffer.from(token);
  if (a.length !== b.length || !timingSafeEqual(a, b)) {
    throw new BerthError('TOKEN_INVALID', { detail: 'The token is not the one of this worker.' });
  }
}

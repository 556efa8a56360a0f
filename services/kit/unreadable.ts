import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { BerthError } from './errors/berth-error.ts';
import { problemMediaType, toProblem } from './errors/problem.ts';

/** Answers what is no HTTP request (or one with headers beyond all measure) with a problem detail, and hangs up. */
export function answerUnreadable(error: Error & { readonly code?: string }, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const isTooLarge = error.code === 'HPE_HEADER_OVERFLOW';
  const problem = toProblem(
    new BerthError(isTooLarge ? 'REQUEST_TOO_LARGE' : 'REQUEST_MALFORMED', {
      detail: isTooLarge
        ? 'The headers of the request are too large.'
        : `The request is not valid HTTP (${error.code ?? error.message}).`,
      remedy: isTooLarge ? 'Send fewer or shorter headers.' : 'Send a request as RFC 9112 describes it.',
    }),
  );
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}`,
    `content-type: ${problemMediaType}`,
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

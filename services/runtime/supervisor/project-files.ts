import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { BerthError } from '../../kit/errors/berth-error.ts';
import type { SupervisedWorker } from './worker.ts';

const methods = new Set(['GET', 'PUT']);
/** Without a byte in either direction for so long, the transfer is given up. */
const idleTimeoutMs = 60_000;

/** Passes a request for the project's files on to the project data service, with the session's own token. */
export async function forwardProjectRequest(
  worker: SupervisedWorker,
  request: IncomingMessage,
  response: ServerResponse,
  file: string,
): Promise<void> {
  if (!methods.has(request.method ?? '')) {
    throw new BerthError('METHOD_NOT_ALLOWED', {
      detail: `Project files know GET and PUT, not ${request.method ?? ''}.`,
    });
  }
  const { url, token } = worker.projectData;
  const target = `${url}/v1/project-data/files/${encodeURIComponent(worker.start.init.session.project)}${file}`;
  const upstream = httpRequest(target, {
    method: request.method,
    timeout: idleTimeoutMs,
    headers: {
      authorization: `Bearer ${token}`,
      ...(request.headers['content-type'] !== undefined && { 'content-type': request.headers['content-type'] }),
      ...(request.headers['content-length'] !== undefined && { 'content-length': request.headers['content-length'] }),
    },
  });
  upstream.on('timeout', () => upstream.destroy(new Error(`no byte for ${idleTimeoutMs} ms`)));
  try {
    const [answer] = await Promise.all([answerOf(upstream), pipeline(request, upstream)]);
    response.writeHead(answer.statusCode ?? 502, {
      'content-type': answer.headers['content-type'] ?? 'application/octet-stream',
      ...(answer.headers['content-length'] !== undefined && { 'content-length': answer.headers['content-length'] }),
    });
    await pipeline(answer, response);
  } catch (cause) {
    throw new BerthError('UNAVAILABLE', { detail: 'The project data service does not answer.', cause });
  }
}

async function answerOf(upstream: ReturnType<typeof httpRequest>): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    upstream.once('response', resolve);
    upstream.once('error', reject);
  });
}

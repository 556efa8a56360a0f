import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';
import { BerthError } from '../kit/errors/berth-error.ts';
import { sendProblem } from '../kit/host.ts';
import type { Log } from '../kit/log.ts';
import type { Authorization, Wanted } from './authorization.ts';
import { requestedRange } from './byte-range.ts';
import { projectFilesPath } from './contract.ts';
import type { ProjectFiles } from './project-files.ts';

/** What the routes need. */
export interface FileRoutesDeps {
  readonly files: ProjectFiles;
  readonly authorization: Authorization;
  readonly log: Log;
}

interface FileParams {
  readonly Params: { readonly project: string; readonly '*': string };
}

interface ProjectParams {
  readonly Params: { readonly project: string };
  readonly Querystring: { readonly prefix?: string | readonly string[] };
}

type Answer<T> = (request: T, reply: FastifyReply) => Promise<unknown>;

/** The routes for bytes, as an encapsulated plugin: bodies of any type and size are streams here, and only here. */
export function createFileRoutes({ files, authorization, log }: FileRoutesDeps) {
  /** Checks the caller, and answers with a problem detail what fails. */
  function guarded<T extends FastifyRequest<ProjectParams> | FastifyRequest<FileParams>>(
    right: Wanted['right'],
    answer: Answer<T>,
  ): Answer<T> {
    return async (request, reply) => {
      try {
        await authorization.requireRequest(request.headers, { project: request.params.project, right });
        return await answer(request, reply);
      } catch (error) {
        // A body that nobody reads would keep the connection busy: it ends with the answer.
        if (!request.raw.complete) reply.header('connection', 'close');
        return await sendProblem(reply, error, log, request);
      }
    };
  }

  return async (app: FastifyInstance): Promise<void> => {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', (_request, _payload, done) => done(null));

    app.get(
      `${projectFilesPath}/:project`,
      guarded('read', async (request: FastifyRequest<ProjectParams>, reply) => {
        const { prefix } = request.query;
        const list = await files.list(request.params.project, typeof prefix === 'string' ? prefix : '');
        return await reply.send({ files: list });
      }),
    );
    app.get(
      `${projectFilesPath}/:project/*`,
      // Fastify answers HEAD by reading the whole stream of GET.
      { exposeHeadRoute: false },
      guarded('read', (request: FastifyRequest<FileParams>, reply) => download(files, request, reply)),
    );
    app.put(
      `${projectFilesPath}/:project/*`,
      guarded('write', async (request: FastifyRequest<FileParams>, reply) => reply.send(await upload(files, request))),
    );
    app.delete(
      `${projectFilesPath}/:project/*`,
      guarded('write', async (request: FastifyRequest<FileParams>, reply) => {
        const removed = await files.remove(request.params.project, request.params['*']);
        return await reply.send({ removed });
      }),
    );
  };
}

async function download(
  files: ProjectFiles,
  request: FastifyRequest<FileParams>,
  reply: FastifyReply,
): Promise<unknown> {
  const file = await files.stat(request.params.project, request.params['*']);
  const etag = `"${file.sha256}"`;
  reply.headers({
    etag,
    'last-modified': file.modifiedAt.toUTCString(),
    'accept-ranges': 'bytes',
    'cache-control': 'private, no-cache',
  });
  if (request.headers['if-none-match'] === etag) return await reply.code(304).send();
  const part = requestedRange(request.headers, file.sizeBytes, etag);
  const range = part ?? { start: 0, end: file.sizeBytes };
  if (part !== undefined) {
    reply.code(206).header('content-range', `bytes ${part.start}-${part.end - 1}/${file.sizeBytes}`);
  }
  // Whatever the file is, a browser must not take it for a page of ours.
  reply.headers({
    'content-type': 'application/octet-stream',
    'x-content-type-options': 'nosniff',
    'content-length': range.end - range.start,
  });
  return await reply.send(files.read(file, range));
}

async function upload(files: ProjectFiles, { params, raw }: FastifyRequest<FileParams>) {
  try {
    return await files.write(params.project, params['*'], { source: raw, announcedBytes: announcedBytes(raw) });
  } catch (cause) {
    if (cause instanceof BerthError || !raw.destroyed || raw.complete) throw cause;
    throw new BerthError('REQUEST_MALFORMED', {
      detail: 'The connection ended before the whole file had come; the file is as it was.',
      remedy: 'Send the file again.',
      cause,
    });
  }
}

function announcedBytes({ headers }: IncomingMessage): number | undefined {
  const text = headers['content-length'];
  return text === undefined ? undefined : Number(text);
}

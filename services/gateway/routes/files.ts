import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import { Name } from '../../../infra/model/names.ts';
import { BerthError } from '../../kit/errors/berth-error.ts';
import { onBehalfHeader, projectFilesPath } from '../../project-data/contract.ts';
import { ProjectParams } from '../contract.ts';
import type { RouteDeps } from './deps.ts';

const FileParams = Type.Object({ project: Name, '*': Type.String({ maxLength: 4096 }) });
const Prefix = Type.Object({ prefix: Type.Optional(Type.String({ maxLength: 1024 })) });
const tags = ['files'];

/** Headers of a request that the project data service needs, and of its answer that clients need. */
const requestHeaders = ['content-type', 'content-length', 'range', 'if-none-match', 'if-range'] as const;
const responseHeaders = [
  'content-type',
  'content-length',
  'etag',
  'accept-ranges',
  'content-range',
  'last-modified',
] as const;
/** Without a byte for so long, a transfer is given up. */
const idleTimeoutMs = 60_000;

/** The files of projects: bytes are passed through as they come, in both directions. */
export function fileRoutes(app: FastifyInstance, deps: RouteDeps): void {
  void app.register(async (files) => {
    // Uploads are never read here: the stream goes on to the project data service.
    files.removeAllContentTypeParsers();
    files.addContentTypeParser('*', (_request, _payload, done) => done(null));

    files.get<{ Params: Static<typeof ProjectParams>; Querystring: Static<typeof Prefix> }>(
      '/projects/:project/files',
      { schema: { tags, summary: 'The files of a project', params: ProjectParams, querystring: Prefix } },
      (request, reply) => {
        const { prefix } = request.query;
        const query = prefix === undefined ? '' : `?prefix=${encodeURIComponent(prefix)}`;
        return forward(deps, { request, reply, path: `/${encodeURIComponent(request.params.project)}${query}` });
      },
    );
    const summaries = { GET: 'The bytes of a file', PUT: 'Write a file whole', DELETE: 'Remove a file' } as const;
    for (const method of ['GET', 'PUT', 'DELETE'] as const) {
      files.route<{ Params: Static<typeof FileParams> }>({
        method,
        url: '/projects/:project/files/*',
        exposeHeadRoute: false,
        schema: { tags, summary: summaries[method], params: FileParams },
        handler: (request, reply) => {
          const { project, '*': file } = request.params;
          const path = file.split('/').map(encodeURIComponent).join('/');
          return forward(deps, { request, reply, path: `/${encodeURIComponent(project)}/${path}` });
        },
      });
    }
  });
}

async function forward(
  { context, authentication }: RouteDeps,
  { request, reply, path }: { request: FastifyRequest; reply: FastifyReply; path: string },
): Promise<FastifyReply> {
  const [endpoint] = context.endpoints.endpoints('project-data');
  if (endpoint === undefined) throw new BerthError('UNAVAILABLE', { detail: 'The project data service is not there.' });
  const headers = Object.fromEntries(
    requestHeaders.flatMap((name) =>
      request.headers[name] === undefined ? [] : [[name, String(request.headers[name])]],
    ),
  );
  // Origin and path apart: a URL would be normalised, and ".." shall arrive as what it is, to be refused.
  const answer = await context.dispatcher.request({
    origin: endpoint.url,
    path: projectFilesPath + path,
    method: request.method,
    headersTimeout: idleTimeoutMs,
    bodyTimeout: idleTimeoutMs,
    headers: {
      ...headers,
      authorization: `Bearer ${await context.identity.token()}`,
      [onBehalfHeader]: authentication.actorOf(request).name,
    },
    body: request.method === 'PUT' ? request.raw : null,
  });
  for (const name of responseHeaders) {
    const value = answer.headers[name];
    if (value !== undefined) void reply.header(name, value);
  }
  return reply.code(answer.statusCode).send(answer.body);
}

import type { FastifyInstance, FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import Type, { type Static } from 'typebox';
import { v5 as nameBasedId, v7 as newId } from 'uuid';
import { BerthError, isBerthError } from '../../kit/errors/berth-error.ts';
import { SessionView } from '../../session/contract.ts';
import type { Actor } from '../../auth/contract.ts';
import { isAdmin } from '../authentication.ts';
import { Attachment, OpenSession, SessionParams } from '../contract.ts';
import type { RouteDeps } from './deps.ts';

const List = Type.Object({ all: Type.Optional(Type.Boolean()), ended: Type.Optional(Type.Boolean()) });
const Wait = Type.Object({
  afterRevision: Type.Optional(
    Type.Integer({ minimum: 0, description: 'Answer as soon as the revision is above it.' }),
  ),
  waitMs: Type.Optional(Type.Integer({ minimum: 0, maximum: 30_000 })),
});
const Logs = Type.Object({
  worker: Type.Optional(Type.String({ maxLength: 100 })),
  maxLines: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })),
});
const Attach = Type.Object(
  { client: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9-]{8,64}$', description: 'the id of a client' })) },
  { additionalProperties: false },
);
const tags = ['sessions'];
const created = 201;
const accepted = 202;
const defaultLogLines = 200;
/** Namespace of the ids that come from idempotency keys (RFC 9562, version 5); chosen once, at random. */
const sessionIdNamespace = '7d3f5b52-8a53-4c37-9c2e-5b8f6f0f7c11';
const idPattern = /^[0-9a-f-]{36}$/;

type ById = { Params: Static<typeof SessionParams> };

/** Sessions: open, look, attach, close. */
export function sessionRoutes(app: FastifyInstance, deps: RouteDeps): void {
  const { clients, authentication, catalogue } = deps;

  app.get('/session-types', { schema: { tags, summary: 'The session types of the application' } }, async () => ({
    sessionTypes: catalogue.sessionTypes.map(({ name, description, workers }) => ({
      name,
      description,
      workers: workers.map((worker) => ({ name: worker.name, minCount: worker.minCount, maxCount: worker.maxCount })),
    })),
  }));

  app.post<{ Body: Static<typeof OpenSession> }>(
    '/sessions',
    {
      schema: {
        tags,
        summary: 'Open a session on a project',
        description: 'With the header `idempotency-key`, the same request again answers with the same session.',
        body: OpenSession,
        response: { 201: SessionView },
      },
    },
    async (request, reply) => {
      const actor = authentication.actorOf(request);
      const { type, project, input = {} } = request.body;
      await requireProject(deps, actor, project);
      const id = sessionIdOf(request, actor);
      const session = await clients.globalSession.open({ id, type, project, user: actor.name, input });
      if (session.type !== type || session.project !== project) throw keyReused(session);
      return reply.code(created).header('location', `/api/v1/sessions/${id}`).send(session);
    },
  );

  app.get<{ Querystring: Static<typeof List> }>(
    '/sessions',
    { schema: { tags, summary: 'Your sessions; `all` shows those of everybody to admins', querystring: List } },
    async (request) => {
      const actor = authentication.actorOf(request);
      const { all, ended } = request.query;
      const everybody = all === true && isAdmin(actor);
      return clients.session.list({ ...(!everybody && { user: actor.name }), ended: ended ?? false });
    },
  );

  app.get<ById & { Querystring: Static<typeof Wait> }>(
    '/sessions/:id',
    {
      schema: {
        tags,
        summary: 'A session, at once or when it has changed',
        params: SessionParams,
        querystring: Wait,
        response: { 200: SessionView },
      },
    },
    (request) => visibleSession(deps, request, request.query),
  );

  app.delete<ById>(
    '/sessions/:id',
    { schema: { tags, summary: 'Close a session', params: SessionParams, response: { 202: SessionView } } },
    async (request, reply) => {
      const { id } = await visibleSession(deps, request, {});
      const session = await clients.session.close({ id, by: authentication.actorOf(request).name });
      return reply.code(accepted).send(session);
    },
  );

  app.get<ById & { Querystring: Static<typeof Logs> }>(
    '/sessions/:id/logs',
    { schema: { tags, summary: 'The newest lines that its workers wrote', params: SessionParams, querystring: Logs } },
    async (request) => {
      const { id } = await visibleSession(deps, request, {});
      const { worker, maxLines = defaultLogLines } = request.query;
      return clients.session.logs({ id, ...(worker !== undefined && { worker }), maxLines });
    },
  );

  app.post<ById & { Body: Static<typeof Attach> }>(
    '/sessions/:id/attach',
    {
      schema: {
        tags,
        summary: 'A ticket for the WebSocket of a session',
        params: SessionParams,
        body: Attach,
        response: { 200: Attachment },
      },
    },
    async (request) => {
      const { id, state } = await visibleSession(deps, request, {});
      if (state === 'closed' || state === 'failed') {
        throw new BerthError('SESSION_ENDED', { detail: `The session ${id} is ${state}.` });
      }
      const client = request.body.client ?? randomUUID();
      const user = authentication.actorOf(request).name;
      const { ticket, expiresInSeconds } = await clients.relay.issueTicket({ sessionId: id, user, client });
      const url = `${deps.publicUrl().replace(/^http/, 'ws')}/api/v1/stream`;
      return { url, ticket, client, expiresInSeconds };
    },
  );
}

/** A session as if it did not exist, unless the caller is its user or an admin. */
async function visibleSession(
  { clients, authentication }: RouteDeps,
  request: FastifyRequest<ById>,
  wait: Static<typeof Wait>,
): Promise<SessionView> {
  const { id } = request.params;
  const actor = authentication.actorOf(request);
  const unknown = new BerthError('SESSION_UNKNOWN', {
    detail: `There is no session ${id.slice(0, 60)}, or none that you may see.`,
  });
  if (!idPattern.test(id)) throw unknown;
  const gone = new AbortController();
  request.raw.once('close', () => {
    if (request.raw.destroyed) gone.abort(new Error('the client is gone'));
  });
  try {
    const session = await clients.session.get({ id, ...wait }, { signal: gone.signal });
    if (session.user === actor.name || isAdmin(actor)) return session;
  } catch (error) {
    if (!isBerthError(error, 'SESSION_UNKNOWN')) throw error;
  }
  throw unknown;
}

async function requireProject({ clients }: RouteDeps, actor: Actor, project: string): Promise<void> {
  const { allowed, right } = await clients.auth.access({ user: actor.name, project, right: 'write' });
  if (allowed) return;
  if (right === 'none') {
    throw new BerthError('PROJECT_UNKNOWN', { detail: `There is no project "${project}", or none that you may see.` });
  }
  throw new BerthError('FORBIDDEN', {
    detail: `${actor.name} may read the project "${project}", but not open sessions on it.`,
  });
}

function sessionIdOf(request: FastifyRequest, actor: Actor): string {
  const key = request.headers['idempotency-key'];
  return typeof key === 'string' ? nameBasedId(`${actor.name}\n${key}`, sessionIdNamespace) : newId();
}

function keyReused({ id, type, project }: SessionView): BerthError {
  return new BerthError('REQUEST_INVALID', {
    detail: `This idempotency key opened the session ${id} of type "${type}" on "${project}"; this request asks for another.`,
    remedy: 'Use a new idempotency key for each session that you want to open.',
  });
}

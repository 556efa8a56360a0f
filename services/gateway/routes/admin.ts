import type { FastifyInstance } from 'fastify';
import Type, { type Static } from 'typebox';
import { serviceNames } from '../../kit/contract.ts';
import { Name } from '../../../infra/model/names.ts';
import { UserRole } from '../../auth/contract.ts';
import { requireAdmin } from '../authentication.ts';
import { SystemStatus } from '../contract.ts';
import type { RouteDeps } from './deps.ts';

const Password = Type.String({ maxLength: 1024 });
const CreateUser = Type.Object(
  {
    name: Name,
    password: Password,
    roles: Type.Optional(Type.Array(UserRole)),
    groups: Type.Optional(Type.Array(Name)),
  },
  { additionalProperties: false },
);
const UpdateUser = Type.Object(
  {
    password: Type.Optional(Password),
    roles: Type.Optional(Type.Array(UserRole)),
    groups: Type.Optional(Type.Array(Name)),
    disabled: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
const CreateGroup = Type.Object({ name: Name }, { additionalProperties: false });
const UserParams = Type.Object({ name: Name });
const tags = ['administration'];
const created = 201;

/** Users, groups, nodes and the state of the system. */
export function adminRoutes(app: FastifyInstance, { clients, authentication, context, catalogue }: RouteDeps): void {
  app.get('/nodes', { schema: { tags, summary: 'The nodes and what is free on them (admins)' } }, async (request) => {
    requireAdmin(authentication.actorOf(request), 'The list of nodes');
    return clients.globalDirectory.nodes({});
  });
  app.get(
    '/status',
    { schema: { tags, summary: 'The state of the system (admins)', response: { 200: SystemStatus } } },
    async (request) => {
      requireAdmin(authentication.actorOf(request), 'The state of the system');
      const [{ nodes }, { sessions }] = await Promise.all([
        clients.globalDirectory.nodes({}),
        clients.session.list({ limit: 1000 }),
      ]);
      const byState = Object.groupBy(sessions, ({ state }) => state);
      return {
        platform: catalogue.platform,
        services: serviceNames.flatMap((service) => [...context.endpoints.endpoints(service)]),
        sessions: Object.fromEntries(Object.entries(byState).map(([state, list]) => [state, list.length])),
        nodes: {
          ready: nodes.filter(({ state }) => state === 'ready').length,
          lost: nodes.filter(({ state }) => state === 'lost').length,
        },
      };
    },
  );
  app.get('/users', { schema: { tags, summary: 'All users (admins)' } }, (request) =>
    clients.auth.listUsers({ actor: authentication.actorOf(request) }),
  );
  app.post<{ Body: Static<typeof CreateUser> }>(
    '/users',
    { schema: { tags, summary: 'Create a user (admins)', body: CreateUser } },
    async (request, reply) => {
      const user = await clients.auth.createUser({ actor: authentication.actorOf(request), ...request.body });
      return reply.code(created).send(user);
    },
  );
  app.patch<{ Body: Static<typeof UpdateUser>; Params: Static<typeof UserParams> }>(
    '/users/:name',
    { schema: { tags, summary: 'Change a user (admins)', body: UpdateUser, params: UserParams } },
    (request) =>
      clients.auth.updateUser({ actor: authentication.actorOf(request), name: request.params.name, ...request.body }),
  );
  app.get('/groups', { schema: { tags, summary: 'All groups' } }, (request) =>
    clients.auth.listGroups({ actor: authentication.actorOf(request) }),
  );
  app.post<{ Body: Static<typeof CreateGroup> }>(
    '/groups',
    { schema: { tags, summary: 'Create a group (admins)', body: CreateGroup } },
    async (request, reply) => {
      const group = await clients.auth.createGroup({ actor: authentication.actorOf(request), name: request.body.name });
      return reply.code(created).send(group);
    },
  );
}

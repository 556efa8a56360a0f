import type { FastifyInstance } from 'fastify';
import Type, { type Static } from 'typebox';
import { TokenPair } from '../../auth/contract.ts';
import { publicRoute, type RouteDeps } from './deps.ts';

const Login = Type.Object(
  { user: Type.String({ maxLength: 256 }), password: Type.String({ maxLength: 1024 }) },
  { additionalProperties: false },
);
const Refresh = Type.Object({ refreshToken: Type.String({ maxLength: 4096 }) }, { additionalProperties: false });
const tags = ['login'];

/** Logging in and out. */
export function loginRoutes(app: FastifyInstance, { clients, authentication, loginsPerMinute }: RouteDeps): void {
  app.post<{ Body: Static<typeof Login> }>(
    '/login',
    {
      config: { ...publicRoute, rateLimit: { max: loginsPerMinute } },
      schema: { tags, summary: 'Log in', security: [], body: Login, response: { 200: TokenPair } },
    },
    ({ body }) => clients.auth.login(body),
  );
  app.post<{ Body: Static<typeof Refresh> }>(
    '/token/refresh',
    {
      config: publicRoute,
      schema: {
        tags,
        summary: 'Exchange a refresh token; it is good once',
        security: [],
        body: Refresh,
        response: { 200: TokenPair },
      },
    },
    ({ body }) => clients.auth.refresh(body),
  );
  app.post<{ Body: Static<typeof Refresh> }>(
    '/logout',
    { config: publicRoute, schema: { tags, summary: 'End a login and all its tokens', security: [], body: Refresh } },
    async ({ body }) => {
      await clients.auth.logout(body);
      return {};
    },
  );
  app.get('/me', { schema: { tags, summary: 'Who the access token belongs to' } }, async (request) =>
    authentication.actorOf(request),
  );
  app.get(
    '/keys',
    { config: publicRoute, schema: { tags, summary: 'The public keys of access tokens (JWKS)', security: [] } },
    () => clients.auth.keys({}),
  );
}

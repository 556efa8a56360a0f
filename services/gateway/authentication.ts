import type { FastifyInstance, FastifyRequest } from 'fastify';
import { createAccessTokenVerifier, type UserIdentity } from '../kit/access-token.ts';
import type { Background } from '../kit/background.ts';
import type { Client } from '../kit/client.ts';
import { BerthError, isBerthError } from '../kit/errors/berth-error.ts';
import type { Actor, AuthMethods } from '../auth/contract.ts';
import { createAddressLimit } from './address-limit.ts';

/** How long a revoked login is still let in at most. */
const revocationPollMs = 2000;

/** Tells who sent a request. */
export interface Authentication {
  /** From now on every route of the app needs an access token, unless it is public. */
  require(app: FastifyInstance): void;
  /** @throws {BerthError} `TOKEN_MISSING`, `TOKEN_INVALID`, `TOKEN_EXPIRED` */
  actorOf(request: FastifyRequest): Actor;
}

/** Authentication by the access tokens of auth, checked here with its published keys. */
export function createAuthentication({
  auth,
  background,
  refusalsPerMinute,
}: {
  readonly auth: Client<AuthMethods>;
  readonly background: Background;
  /** How often one address is told why its token is not good; above that it is slowed down. */
  readonly refusalsPerMinute: number;
}): Authentication {
  const mayBeRefused = createAddressLimit(refusalsPerMinute);
  let revoked: ReadonlySet<string> = new Set();
  background.repeat('fetch revoked logins', revocationPollMs, async (signal) => {
    const { revocations } = await auth.revocations({}, { signal });
    revoked = new Set(revocations.map(({ sid }) => sid));
  });
  const verifier = createAccessTokenVerifier({ keys: () => auth.keys({}), isRevoked: (sid) => revoked.has(sid) });
  const users = new WeakMap<FastifyRequest, UserIdentity>();

  return {
    require(app) {
      app.addHook('onRequest', async (request) => {
        if (request.routeOptions.config.isPublic === true) return;
        try {
          users.set(request, await verifier.verify(bearerOf(request)));
        } catch (error) {
          if (isBerthError(error) && !mayBeRefused(request.ip)) throw tooManyRefusals(refusalsPerMinute);
          throw error;
        }
      });
    },
    actorOf(request) {
      const user = users.get(request);
      if (user === undefined) throw new BerthError('TOKEN_MISSING', { detail: 'The request has no access token.' });
      return { name: user.name, roles: [...user.roles], groups: [...user.groups] };
    },
  };
}

function bearerOf(request: FastifyRequest): string {
  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  if (token !== undefined) return token;
  throw new BerthError('TOKEN_MISSING', {
    detail: 'The request has no header "Authorization: Bearer <access token>".',
  });
}

function tooManyRefusals(maxPerMinute: number): BerthError {
  return new BerthError('RATE_LIMITED', {
    detail: `More than ${maxPerMinute} requests without a good token came from this address in a minute.`,
    facts: { retryAfterSeconds: 60 },
  });
}

/** Whether somebody sees and does everything. */
export function isAdmin(actor: Actor): boolean {
  return actor.roles.includes('admin');
}

/** @throws {BerthError} `FORBIDDEN` unless the actor is an admin */
export function requireAdmin(actor: Actor, what: string): void {
  if (isAdmin(actor)) return;
  throw new BerthError('FORBIDDEN', { detail: `${what} is for admins; ${actor.name} is none.` });
}

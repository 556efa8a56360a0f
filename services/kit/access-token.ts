import { createLocalJWKSet, errors as joseErrors, jwtVerify, type JSONWebKeySet, type JWTPayload } from 'jose';
import { BerthError } from './errors/berth-error.ts';
import { verifyJwt } from './identity.ts';

/** What every access token of a user has in common; auth signs by it, the verifier holds tokens to it. */
export const accessTokenProfile = {
  algorithm: 'EdDSA',
  issuer: 'berth-auth',
  audience: 'berth-api',
  /** The type of the header (RFC 9068), so that no other token of the same key passes for an access token. */
  type: 'at+jwt',
} as const;

/** Who a user is, as an access token says it. */
export interface UserIdentity {
  readonly name: string;
  readonly roles: readonly string[];
  readonly groups: readonly string[];
  /** The login that the token comes from; revoking it ends every token of that login. */
  readonly sid: string;
  readonly expiresAt: Date;
}

/** What the verifier needs from outside. */
export interface AccessTokenVerifierDeps {
  /** The public keys of auth, e.g. its method `keys`. */
  readonly keys: () => Promise<JSONWebKeySet>;
  /** Whether a login was revoked; asked for every token, so it must answer from memory. */
  readonly isRevoked: (sid: string) => boolean;
  /** @default the system's clock */
  readonly now?: () => Date;
  /** The shortest time between two fetches of the keys, in milliseconds. @default 10000 */
  readonly refetchPauseMs?: number;
}

/** Checks access tokens without asking auth: the signature by its published keys, the revocation by a known list. */
export interface AccessTokenVerifier {
  /** @throws {BerthError} `TOKEN_INVALID`, `TOKEN_EXPIRED` */
  verify(token: string): Promise<UserIdentity>;
}

const defaultRefetchPauseMs = 10_000;
/** Clocks of two machines may differ by this much, in seconds. */
const clockToleranceSeconds = 5;

/** A verifier that fetches the keys at the first token, and again when a token names a key that it does not know. */
export function createAccessTokenVerifier(deps: AccessTokenVerifierDeps): AccessTokenVerifier {
  const now = deps.now ?? (() => new Date());
  const keys = createKeyCache(deps.keys, deps.refetchPauseMs ?? defaultRefetchPauseMs);

  async function payloadOf(token: string): Promise<JWTPayload> {
    const check = async (set: KeySet) => {
      const { payload } = await jwtVerify(token, set, {
        algorithms: [accessTokenProfile.algorithm],
        issuer: accessTokenProfile.issuer,
        audience: accessTokenProfile.audience,
        typ: accessTokenProfile.type,
        requiredClaims: ['sub', 'sid', 'exp'],
        clockTolerance: clockToleranceSeconds,
        currentDate: now(),
      });
      return payload;
    };
    const known = await keys.current();
    try {
      return await check(known);
    } catch (error) {
      const newer = error instanceof joseErrors.JWKSNoMatchingKey ? await keys.newer() : undefined;
      if (newer === undefined) throw error;
      return await check(newer);
    }
  }

  return {
    async verify(token) {
      const identity = identityOf(await verifyJwt(() => payloadOf(token)));
      if (!deps.isRevoked(identity.sid)) return identity;
      throw new BerthError('TOKEN_INVALID', { detail: 'The login that the token comes from was revoked.' });
    },
  };
}

type KeySet = ReturnType<typeof createLocalJWKSet>;

/** Keeps the keys; forged key ids cannot make it fetch more often than the pause allows. */
function createKeyCache(fetchKeys: () => Promise<JSONWebKeySet>, pauseMs: number) {
  let set: KeySet | undefined;
  let fetchedAt = -Infinity;
  let fetching: Promise<KeySet> | undefined;

  async function load(): Promise<KeySet> {
    set = createLocalJWKSet(await fetchKeys());
    fetchedAt = performance.now();
    return set;
  }

  /** Callers at the same time share one fetch. */
  function fetchOnce(): Promise<KeySet> {
    fetching ??= load().finally(() => (fetching = undefined));
    return fetching;
  }

  return {
    current: async (): Promise<KeySet> => set ?? (await fetchOnce()),
    newer: async (): Promise<KeySet | undefined> =>
      performance.now() - fetchedAt < pauseMs ? undefined : await fetchOnce(),
  };
}

function identityOf(payload: JWTPayload): UserIdentity {
  return {
    name: payload.sub ?? '',
    roles: texts(payload['roles']),
    groups: texts(payload['groups']),
    sid: String(payload['sid']),
    expiresAt: new Date((payload.exp ?? 0) * 1000),
  };
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

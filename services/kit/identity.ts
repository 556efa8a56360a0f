import { importPKCS8, importSPKI, jwtVerify, SignJWT, errors as joseErrors } from 'jose';
import { generateKeyPairSync } from 'node:crypto';
import type { ServiceName } from './contract.ts';
import { BerthError } from './errors/berth-error.ts';

const algorithm = 'EdDSA';
const audience = 'berth-services';
const issuer = 'berth-local';
const tokenLifeSeconds = 300;
/** What every token is held to. A named algorithm: one that the key cannot have is refused as any other wrong token. */
const verification = { issuer, audience, algorithms: [algorithm], requiredClaims: ['sub', 'exp'] };
/** A token is renewed this long before it ends, so that none expires on its way. */
const renewBeforeMs = 60_000;

/** Who calls: a service and which instance of it. */
export interface ServiceIdentity {
  readonly service: ServiceName;
  readonly instance: string;
}

/** Proves who a service is to the others, and checks who they are. */
export interface Identity {
  readonly self: ServiceIdentity;
  /** A token that says who this is. */
  token(): Promise<string>;
  /** Who sent a token. @throws {BerthError} `TOKEN_INVALID`, `TOKEN_EXPIRED` */
  verify(token: string): Promise<ServiceIdentity>;
}

/** The key pair of the local issuer, as PEM. */
export interface IdentityKeys {
  readonly privateKey: string;
  readonly publicKey: string;
}

/** A new key pair for the local issuer. */
export function createIdentityKeys(): IdentityKeys {
  const pair = generateKeyPairSync('ed25519');
  return {
    privateKey: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKey: pair.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}

/** Identity outside a cluster: the services of one installation share the key of a local issuer. */
export async function createLocalIdentity(keys: IdentityKeys, self: ServiceIdentity): Promise<Identity> {
  const privateKey = await importPKCS8(keys.privateKey, algorithm);
  const publicKey = await importSPKI(keys.publicKey, algorithm);
  let current: { token: string; renewAtMs: number } | undefined;
  const verified = new Map<string, { identity: ServiceIdentity; untilMs: number }>();

  return {
    self,
    async token() {
      if (current !== undefined && Date.now() < current.renewAtMs) return current.token;
      const token = await new SignJWT({ instance: self.instance })
        .setProtectedHeader({ alg: algorithm })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(self.service)
        .setIssuedAt()
        .setExpirationTime(`${tokenLifeSeconds}s`)
        .sign(privateKey);
      current = { token, renewAtMs: Date.now() + tokenLifeSeconds * 1000 - renewBeforeMs };
      return token;
    },
    async verify(token) {
      const known = verified.get(token);
      if (known !== undefined && Date.now() < known.untilMs) return known.identity;
      const { payload } = await verifyJwt(() => jwtVerify(token, publicKey, verification));
      const identity = {
        service: payload.sub as ServiceName,
        instance: typeof payload['instance'] === 'string' ? payload['instance'] : '',
      };
      forgetExpired(verified);
      verified.set(token, { identity, untilMs: (payload.exp ?? 0) * 1000 });
      return identity;
    },
  };
}

/** Runs a verification and turns the failures of jose into ours. */
export async function verifyJwt<T>(verify: () => Promise<T>): Promise<T> {
  try {
    return await verify();
  } catch (cause) {
    if (cause instanceof joseErrors.JWTExpired) {
      throw new BerthError('TOKEN_EXPIRED', { detail: 'The token was valid, but its time is over.', cause });
    }
    if (cause instanceof joseErrors.JOSEError) {
      throw new BerthError('TOKEN_INVALID', {
        detail: 'The token is not one of this platform: its form, its signature or its audience is wrong.',
        cause,
      });
    }
    throw cause;
  }
}

const rememberedTokens = 1000;

function forgetExpired(verified: Map<string, { untilMs: number }>): void {
  if (verified.size < rememberedTokens) return;
  for (const [token, { untilMs }] of verified) {
    if (untilMs <= Date.now() || verified.size >= rememberedTokens) verified.delete(token);
  }
}

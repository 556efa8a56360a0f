import { decodeProtectedHeader, jwtVerify, SignJWT } from 'jose';
import type { Db } from 'mongodb';
import { randomBytes, randomUUID } from 'node:crypto';
import { BerthError } from '../kit/errors/berth-error.ts';
import { verifyJwt } from '../kit/identity.ts';
import { isDuplicateKey } from '../kit/store.ts';

const algorithm = 'HS256';
const audience = 'berth-project-data';
const secretBytes = 32;

/** What a data token allows: one session's supervisors, one project. */
export interface DataGrant {
  readonly sessionId: string;
  readonly project: string;
  readonly right: 'read' | 'write';
}

/** Signs and checks data tokens. */
export interface DataTokens {
  sign(grant: DataGrant, expiresAt: Date): Promise<string>;
  /** @throws {BerthError} `TOKEN_INVALID`, `TOKEN_EXPIRED` */
  verify(token: string): Promise<DataGrant>;
}

/** Data tokens with one secret. Nobody but project-data reads them, so none needs a public key. */
export function createDataTokens(secret: Uint8Array, now: () => Date): DataTokens {
  return {
    sign: ({ sessionId, project, right }, expiresAt) =>
      new SignJWT({ sessionId, project, right })
        .setProtectedHeader({ alg: algorithm })
        .setAudience(audience)
        .setIssuedAt(now())
        .setExpirationTime(expiresAt)
        .setJti(randomUUID())
        .sign(secret),
    async verify(token) {
      const options = { algorithms: [algorithm], audience, requiredClaims: ['exp'], currentDate: now() };
      const { payload } = await verifyJwt(() => jwtVerify(token, secret, options));
      const { sessionId, project, right } = payload;
      if (typeof sessionId === 'string' && typeof project === 'string' && (right === 'read' || right === 'write')) {
        return { sessionId, project, right };
      }
      throw new BerthError('TOKEN_INVALID', { detail: 'The data token names no project.' });
    },
  };
}

/** Whether a token claims to be a data token; it is verified as what it claims, and as nothing else. */
export function looksLikeDataToken(token: string): boolean {
  try {
    return decodeProtectedHeader(token).alg === algorithm;
  } catch {
    return false;
  }
}

/** The secret that all instances share: the first to come makes it: all others find its document there. */
export async function sharedSecret(db: Db): Promise<Uint8Array> {
  const secrets = db.collection<{ readonly _id: string; readonly secret: string }>('project_data_secrets');
  const fresh = randomBytes(secretBytes).toString('base64');
  const _id = 'data-token';
  await secrets.insertOne({ _id, secret: fresh }).catch(ignoreDuplicateKey);
  const stored = await secrets.findOne({ _id });
  if (stored === null) throw new Error('the secret of the data tokens was removed while it was read');
  return Buffer.from(stored.secret, 'base64');
}

function ignoreDuplicateKey(error: unknown): void {
  if (!isDuplicateKey(error)) throw error;
}

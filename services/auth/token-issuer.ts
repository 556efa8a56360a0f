import { jwtVerify, SignJWT } from 'jose';
import { createHash, randomUUID } from 'node:crypto';
import { accessTokenProfile } from '../kit/access-token.ts';
import { BerthError } from '../kit/errors/berth-error.ts';
import { verifyJwt } from '../kit/identity.ts';
import type { SigningKey } from './signing-key.ts';

/** An audience of its own: a refresh token is no access token and the other way round. */
const refreshAudience = 'berth-refresh';
const refreshType = 'berth-refresh+jwt';

/** Who an access token is for. */
export interface TokenSubject {
  readonly name: string;
  readonly roles: readonly string[];
  readonly groups: readonly string[];
  readonly sid: string;
}

/** What a refresh token says: which use of which login it is. */
export interface RefreshClaims {
  readonly sid: string;
  /** 1 for the token of the login, and one more with each use. */
  readonly generation: number;
  readonly hash: string;
}

/** Signs tokens, and reads back the refresh tokens that it signed. */
export interface TokenIssuer {
  signAccess(subject: TokenSubject, time: TokenTime): Promise<string>;
  signRefresh(login: { readonly sid: string; readonly generation: number }, time: TokenTime): Promise<string>;
  /** @throws {BerthError} `TOKEN_INVALID`, `TOKEN_EXPIRED` */
  readRefresh(token: string, now: Date): Promise<RefreshClaims>;
}

/** The first and the last moment of a token. */
export interface TokenTime {
  readonly issuedAt: Date;
  readonly expiresAt: Date;
}

/** An issuer with one key. Refresh tokens are signed too: a forged one is told from a used one, which ends the login. */
export function createTokenIssuer(key: SigningKey): TokenIssuer {
  function begin(claims: Record<string, unknown>, typ: string, { issuedAt, expiresAt }: TokenTime): SignJWT {
    return new SignJWT(claims)
      .setProtectedHeader({ alg: accessTokenProfile.algorithm, kid: key.kid, typ })
      .setIssuer(accessTokenProfile.issuer)
      .setIssuedAt(issuedAt)
      .setExpirationTime(expiresAt)
      .setJti(randomUUID());
  }

  return {
    signAccess: ({ name, roles, groups, sid }, time) =>
      begin({ roles, groups, sid }, accessTokenProfile.type, time)
        .setSubject(name)
        .setAudience(accessTokenProfile.audience)
        .sign(key.privateKey),
    signRefresh: ({ sid, generation }, time) =>
      begin({ sid, generation }, refreshType, time).setAudience(refreshAudience).sign(key.privateKey),
    async readRefresh(token, now) {
      const { payload } = await verifyJwt(() =>
        jwtVerify(token, key.publicJwk, {
          algorithms: [accessTokenProfile.algorithm],
          issuer: accessTokenProfile.issuer,
          audience: refreshAudience,
          typ: refreshType,
          currentDate: now,
        }),
      );
      const { sid, generation } = payload;
      if (typeof sid !== 'string' || typeof generation !== 'number') {
        throw new BerthError('TOKEN_INVALID', { detail: 'The refresh token names no login.' });
      }
      return { sid, generation, hash: hashToken(token) };
    },
  };
}

/** SHA-256, hexadecimal. Enough for a token, which unlike a password cannot be guessed. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

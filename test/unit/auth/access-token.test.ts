import { describe, expect, test } from '@jest/globals';
import { SignJWT, type JSONWebKeySet } from 'jose';
import { createSigningKey, parseSigningKey, type SigningKey } from '../../../services/auth/signing-key.ts';
import { createTokenIssuer } from '../../../services/auth/token-issuer.ts';
import { createAccessTokenVerifier } from '../../../services/kit/access-token.ts';

const now = new Date('2026-11-23T12:00:00Z');
const subject = { name: 'ada', roles: ['user'], groups: ['lab'], sid: 'login-1' };
const time = { issuedAt: now, expiresAt: new Date(now.getTime() + 300_000) };

async function setup({ refetchPauseMs = 0 } = {}) {
  const key = await parseSigningKey(createSigningKey());
  const published: { keys: SigningKey[] } = { keys: [key] };
  const state = { fetches: 0, revoked: new Set<string>(), now };
  const verifier = createAccessTokenVerifier({
    keys: async (): Promise<JSONWebKeySet> => {
      state.fetches++;
      return { keys: published.keys.map(({ publicJwk }) => ({ ...publicJwk })) };
    },
    isRevoked: (sid) => state.revoked.has(sid),
    now: () => state.now,
    refetchPauseMs,
  });
  return { key, published, state, verifier, issuer: createTokenIssuer(key) };
}

describe('an access token', () => {
  test('says who the user is', async () => {
    const { issuer, verifier } = await setup();
    const identity = await verifier.verify(await issuer.signAccess(subject, time));
    expect(identity).toEqual({ ...subject, expiresAt: time.expiresAt });
  });

  test('is refused after its time', async () => {
    const { issuer, verifier, state } = await setup();
    const token = await issuer.signAccess(subject, time);
    state.now = new Date(time.expiresAt.getTime() + 60_000);
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'TOKEN_EXPIRED' });
  });

  test('is refused when its login was revoked', async () => {
    const { issuer, verifier, state } = await setup();
    state.revoked.add('login-1');
    await expect(verifier.verify(await issuer.signAccess(subject, time))).rejects.toMatchObject({
      code: 'TOKEN_INVALID',
    });
  });

  test('is refused when somebody else signed it, even under a known key id', async () => {
    const { key, verifier } = await setup();
    const forger = await parseSigningKey(createSigningKey());
    const forged = await createTokenIssuer({ ...forger, kid: key.kid }).signAccess(subject, time);
    await expect(verifier.verify(forged)).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
  });

  test('cannot be a refresh token, nor the other way round', async () => {
    const { issuer, verifier } = await setup();
    const refresh = await issuer.signRefresh({ sid: 'login-1', generation: 1 }, time);
    await expect(verifier.verify(refresh)).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
    const access = await issuer.signAccess(subject, time);
    await expect(issuer.readRefresh(access, now)).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
  });

  test.each(['', 'x', 'a.b.c', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ.'])('is not %j', async (token) => {
    const { verifier } = await setup();
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
  });

  test('signed with the public key as a shared secret is refused', async () => {
    const { key, verifier } = await setup();
    const forged = await new SignJWT({ sid: 's', roles: ['admin'] })
      .setProtectedHeader({ alg: 'HS256', kid: key.kid, typ: 'at+jwt' })
      .setSubject('eve')
      .setIssuer('berth-auth')
      .setAudience('berth-api')
      .setExpirationTime(time.expiresAt)
      .sign(Buffer.from(key.publicJwk.x, 'base64url'));
    await expect(verifier.verify(forged)).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
  });
});

describe('the keys', () => {
  test('are fetched once for many tokens, and again for a new key', async () => {
    const { issuer, verifier, state, published } = await setup();
    const token = await issuer.signAccess(subject, time);
    await Promise.all([verifier.verify(token), verifier.verify(token), verifier.verify(token)]);
    expect(state.fetches).toBe(1);
    const newKey = await parseSigningKey(createSigningKey());
    published.keys.push(newKey);
    await verifier.verify(await createTokenIssuer(newKey).signAccess(subject, time));
    expect(state.fetches).toBe(2);
  });

  test('are not fetched again and again for forged key ids', async () => {
    const { issuer, verifier, state } = await setup({ refetchPauseMs: 60_000 });
    await verifier.verify(await issuer.signAccess(subject, time));
    const forger = createTokenIssuer(await parseSigningKey(createSigningKey()));
    for (let count = 0; count < 5; count++) {
      const forged = await forger.signAccess(subject, time);
      await expect(verifier.verify(forged)).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
    }
    expect(state.fetches).toBe(1);
  });

  test('have no private part', async () => {
    const { key } = await setup();
    expect(Object.keys(key.publicJwk).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x']);
  });
});

import { describe, expect, jest, test } from '@jest/globals';
import { importPKCS8, SignJWT } from 'jose';
import { createIdentityKeys, createLocalIdentity, type IdentityKeys } from '../../../services/kit/identity.ts';

const session = { service: 'session', instance: 'session-1' } as const;
const relay = { service: 'relay', instance: 'relay-1' } as const;

interface Claims {
  readonly issuer?: string;
  readonly audience?: string;
  readonly expiresAt?: number;
  readonly instance?: unknown;
}

async function sign(keys: IdentityKeys, claims: Claims = {}): Promise<string> {
  return new SignJWT({ instance: claims.instance ?? 'x-1' })
    .setProtectedHeader({ alg: 'EdDSA' })
    .setIssuer(claims.issuer ?? 'berth-local')
    .setAudience(claims.audience ?? 'berth-services')
    .setSubject('gateway')
    .setExpirationTime(claims.expiresAt ?? Math.floor(Date.now() / 1000) + 60)
    .sign(await importPKCS8(keys.privateKey, 'EdDSA'));
}

describe('a service token', () => {
  test('says to the others which instance of which service calls', async () => {
    const keys = createIdentityKeys();
    const [caller, answerer] = await Promise.all([
      createLocalIdentity(keys, session),
      createLocalIdentity(keys, relay),
    ]);
    const token = await caller.token();
    expect(await answerer.verify(token)).toEqual(session);
    expect(await answerer.verify(token)).toEqual(session);
    expect(await caller.token()).toBe(token);
  });

  test('of another installation is refused', async () => {
    const identity = await createLocalIdentity(createIdentityKeys(), session);
    await expect(identity.verify(await sign(createIdentityKeys()))).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
  });

  test.each<[string, Claims, string]>([
    ['for another audience', { audience: 'berth-api' }, 'TOKEN_INVALID'],
    ['of another issuer', { issuer: 'berth-auth' }, 'TOKEN_INVALID'],
    ['whose time is over', { expiresAt: Math.floor(Date.now() / 1000) - 1 }, 'TOKEN_EXPIRED'],
  ])('%s is refused', async (_, claims, code) => {
    const keys = createIdentityKeys();
    const identity = await createLocalIdentity(keys, session);
    await expect(identity.verify(await sign(keys, claims))).rejects.toMatchObject({ code });
  });

  test('that was tampered with is refused, though the genuine one is remembered', async () => {
    const identity = await createLocalIdentity(createIdentityKeys(), session);
    const token = await identity.token();
    await identity.verify(token);
    const [header, , signature] = token.split('.');
    const payload = Buffer.from(JSON.stringify({ sub: 'operator', aud: 'berth-services', iss: 'berth-local' }));
    const forged = [header, payload.toString('base64url'), signature].join('.');
    await expect(identity.verify(forged)).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
  });

  test('without a signature, or signed with the public key as a secret, is refused', async () => {
    const keys = createIdentityKeys();
    const identity = await createLocalIdentity(keys, session);
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{}').toString('base64url')}.`;
    const shared = await new SignJWT({})
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer('berth-local')
      .setAudience('berth-services')
      .setSubject('operator')
      .setExpirationTime('1m')
      .sign(Buffer.from(keys.publicKey));
    for (const token of ['', 'x', 'a.b.c', none, shared]) {
      await expect(identity.verify(token)).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
    }
  });

  test('is remembered no longer than it is valid', async () => {
    const keys = createIdentityKeys();
    const identity = await createLocalIdentity(keys, session);
    const token = await sign(keys);
    await identity.verify(token);
    jest.useFakeTimers({ now: Date.now() + 120_000, doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
    try {
      await expect(identity.verify(token)).rejects.toMatchObject({ code: 'TOKEN_EXPIRED' });
    } finally {
      jest.useRealTimers();
    }
  });

  test('is one of many: the memory for tokens is bounded and loses none that is sent again', async () => {
    const keys = createIdentityKeys();
    const identity = await createLocalIdentity(keys, session);
    const tokens = await Promise.all(
      Array.from({ length: 1100 }, (_, index) => sign(keys, { instance: `x-${index}` })),
    );
    for (const token of tokens) await identity.verify(token);
    expect((await identity.verify(tokens[0] ?? '')).instance).toBe('x-0');
  });
});

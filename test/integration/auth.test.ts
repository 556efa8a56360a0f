import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { TokenPair } from '../../services/auth/contract.ts';
import { createAccessTokenVerifier } from '../../services/kit/access-token.ts';
import {
  admin,
  newName,
  outcomes,
  password,
  startAuthPair,
  type AuthInstance,
  type AuthPair,
} from '../support/auth-pair.ts';
import { eventually } from '../support/eventually.ts';

let pair: AuthPair;
let one: AuthInstance;
let other: AuthInstance;

beforeAll(async () => {
  pair = await startAuthPair();
  [one, other] = pair.instances;
}, 300_000);

afterAll(() => pair.stop());

afterEach(() => {
  pair.clock.aheadMs = 0;
});

async function revokedSids(instance: AuthInstance): Promise<readonly string[]> {
  return (await instance.gateway.revocations({})).revocations.map(({ sid }) => sid);
}

function verifierOf(instance: AuthInstance, revoked: readonly string[] = []) {
  return createAccessTokenVerifier({
    keys: () => instance.gateway.keys({}),
    isRevoked: (sid) => revoked.includes(sid),
    now: () => pair.now(),
  });
}

async function sidOf(tokens: TokenPair): Promise<string> {
  return (await verifierOf(one).verify(tokens.accessToken)).sid;
}

function alternating(index: number): AuthInstance {
  return index % 2 === 0 ? one : other;
}

describe('a login', () => {
  test('gives an access token that is verified with the keys of any instance', async () => {
    const user = await pair.newUser(['lab']);
    const tokens = await one.gateway.login({ user: user.name, password });
    expect(tokens.user).toEqual({ name: user.name, roles: ['user'], groups: ['lab'] });
    const identity = await verifierOf(other).verify(tokens.accessToken);
    expect(identity).toMatchObject({ name: user.name, roles: ['user'], groups: ['lab'] });
    expect(identity.expiresAt.getTime()).toBeGreaterThan(Date.now() + 290_000);
  });

  test('fails alike for an unknown user, a wrong password and a disabled user', async () => {
    const user = await pair.newUser();
    const disabled = await pair.newUser();
    await one.gateway.updateUser({ actor: admin, name: disabled.name, disabled: true });
    const attempts = [
      { user: newName('nobody'), password },
      { user: 'NOT a name/../', password },
      { user: user.name, password: 'something else' },
      { user: disabled.name, password },
    ];
    const failures = await Promise.all(
      attempts.map((attempt) => one.gateway.login(attempt).catch((error: unknown) => error)),
    );
    for (const failure of failures) {
      expect(failure).toMatchObject({ code: 'LOGIN_FAILED', message: (failures[0] as Error).message });
    }
  });

  test('takes as long for an unknown user as for a wrong password', async () => {
    const user = await pair.newUser();
    const timed = async (name: () => string) => {
      const times: number[] = [];
      for (let count = 0; count < 5; count++) {
        const begin = performance.now();
        await one.gateway.login({ user: name(), password: 'wrong password' }).catch(() => undefined);
        times.push(performance.now() - begin);
      }
      return times.sort((a, b) => a - b)[2] ?? 0;
    };
    const known = await timed(() => user.name);
    const unknown = await timed(() => newName('nobody'));
    // A hash takes 20 ms and more; without one an answer would take a tenth of that.
    expect(unknown).toBeGreaterThan(known / 3);
  });

  test('is held up on every instance after failures on one, and let in again after the wait', async () => {
    const user = await pair.newUser();
    for (let count = 0; count < 7; count++) {
      await one.gateway.login({ user: user.name, password: 'wrong password' }).catch(() => undefined);
    }
    const refused = other.gateway.login({ user: user.name, password });
    await expect(refused).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      facts: { retryAfterSeconds: expect.any(Number) },
    });
    pair.clock.aheadMs = 61_000;
    await other.gateway.login({ user: user.name, password });
    // A success forgets the failures.
    await one.gateway.login({ user: user.name, password: 'wrong password' }).catch(() => undefined);
    await one.gateway.login({ user: user.name, password });
  });

  test('cannot be guessed faster by many attempts at once', async () => {
    const user = await pair.newUser();
    const attempts = Array.from({ length: 40 }, (_, index) =>
      alternating(index).gateway.login({ user: user.name, password: `wrong password ${index}` }),
    );
    const { codes } = await outcomes(attempts);
    // Six failures begin the delay; each instance may have one more attempt under way.
    expect(codes.filter((code) => code === 'LOGIN_FAILED').length).toBeLessThanOrEqual(8);
    expect(codes.filter((code) => code === 'RATE_LIMITED').length).toBeGreaterThanOrEqual(32);
  });

  test('of many honest clients at once succeeds', async () => {
    const user = await pair.newUser();
    const logins = Array.from({ length: 20 }, (_, index) =>
      alternating(index).gateway.login({ user: user.name, password }),
    );
    expect((await outcomes(logins)).codes).toEqual([]);
  });
});

describe('a refresh token', () => {
  test('is exchanged once, and carries the roles of now', async () => {
    const user = await pair.newUser();
    const first = await one.gateway.login({ user: user.name, password });
    await one.gateway.updateUser({ actor: admin, name: user.name, roles: ['admin'] });
    const second = await other.gateway.refresh({ refreshToken: first.refreshToken });
    expect(second.user.roles).toEqual(['admin']);
    const third = await one.gateway.refresh({ refreshToken: second.refreshToken });
    expect(await sidOf(third)).toBe(await sidOf(first));
  });

  test('used twice ends the login everywhere', async () => {
    const user = await pair.newUser();
    const first = await one.gateway.login({ user: user.name, password });
    const second = await one.gateway.refresh({ refreshToken: first.refreshToken });
    await expect(other.gateway.refresh({ refreshToken: first.refreshToken })).rejects.toMatchObject({
      code: 'TOKEN_INVALID',
    });
    await expect(one.gateway.refresh({ refreshToken: second.refreshToken })).rejects.toMatchObject({
      code: 'TOKEN_INVALID',
    });
    const revoked = await revokedSids(other);
    expect(revoked).toContain(await sidOf(second));
    await expect(verifierOf(one, revoked).verify(second.accessToken)).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
  });

  test('used by many at once on two instances has one winner', async () => {
    for (let round = 0; round < 5; round++) {
      const user = await pair.newUser();
      const { refreshToken } = await one.gateway.login({ user: user.name, password });
      const calls = Array.from({ length: 8 }, (_, index) => alternating(index).gateway.refresh({ refreshToken }));
      const { values, codes } = await outcomes(calls);
      expect(values).toHaveLength(1);
      expect(codes).toEqual(Array.from({ length: 7 }, () => 'TOKEN_INVALID'));
    }
  });

  test('expires, and is not taken when forged', async () => {
    const user = await pair.newUser();
    const { refreshToken, accessToken } = await one.gateway.login({ user: user.name, password });
    const [head, , signature] = refreshToken.split('.');
    const claims = Buffer.from(
      JSON.stringify({ sid: 'x', generation: 1, iss: 'berth-auth', aud: 'berth-refresh' }),
    ).toString('base64url');
    for (const forged of [`${head}.${claims}.${signature}`, accessToken, 'nonsense', '']) {
      await expect(one.gateway.refresh({ refreshToken: forged })).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
    }
    pair.clock.aheadMs = 3_601_000;
    await expect(one.gateway.refresh({ refreshToken })).rejects.toMatchObject({ code: 'TOKEN_EXPIRED' });
  });

  test('is not in the store', async () => {
    const user = await pair.newUser();
    const { refreshToken } = await one.gateway.login({ user: user.name, password });
    const families = await pair.store.db.collection('auth_families').find({ user: user.name }).toArray();
    expect(families).toHaveLength(1);
    expect(JSON.stringify(families)).not.toContain(refreshToken.split('.')[2]);
  });
});

describe('a revocation', () => {
  test('by logout is seen on the other instance until the access token has expired', async () => {
    const user = await pair.newUser();
    const tokens = await one.gateway.login({ user: user.name, password });
    const sid = await sidOf(tokens);
    expect(await one.gateway.logout({ refreshToken: tokens.refreshToken })).toEqual({ revoked: true });
    expect(await other.gateway.logout({ refreshToken: tokens.refreshToken })).toEqual({ revoked: false });
    expect(await revokedSids(other)).toContain(sid);
    await expect(other.gateway.refresh({ refreshToken: tokens.refreshToken })).rejects.toMatchObject({
      code: 'TOKEN_INVALID',
    });
    pair.clock.aheadMs = 400_000;
    expect(await revokedSids(other)).not.toContain(sid);
  });

  test('by id is for the user itself and for admins', async () => {
    const user = await pair.newUser();
    const sid = await sidOf(await one.gateway.login({ user: user.name, password }));
    expect(await other.gateway.revoke({ actor: await pair.newUser(), sid })).toEqual({ revoked: false });
    expect(await revokedSids(other)).not.toContain(sid);
    expect(await other.gateway.revoke({ actor: user, sid })).toEqual({ revoked: true });
    const second = await sidOf(await one.gateway.login({ user: user.name, password }));
    expect(await other.gateway.revoke({ actor: admin, sid: second })).toEqual({ revoked: true });
  });

  test.each([{ password: 'another good password' }, { disabled: true }])(
    'of all logins follows from %j',
    async (change) => {
      const user = await pair.newUser();
      const logins = [
        await one.gateway.login({ user: user.name, password }),
        await other.gateway.login({ user: user.name, password }),
      ];
      await one.gateway.updateUser({ actor: admin, name: user.name, ...change });
      const revoked = await revokedSids(other);
      for (const tokens of logins) {
        expect(revoked).toContain(await sidOf(tokens));
        await expect(other.gateway.refresh({ refreshToken: tokens.refreshToken })).rejects.toMatchObject({
          code: 'TOKEN_INVALID',
        });
      }
    },
  );

  test('is made good by the sweeper where the change of the user was killed half way', async () => {
    const user = await pair.newUser();
    const sid = await sidOf(await one.gateway.login({ user: user.name, password }));
    await pair.store.db.collection<{ _id: string }>('auth_users').updateOne({ _id: user.name }, { $inc: { epoch: 1 } });
    await eventually(async () => expect(await revokedSids(other)).toContain(sid));
  });

  test('and its login are removed when no token can be used any more', async () => {
    const user = await pair.newUser();
    await one.gateway.login({ user: user.name, password });
    pair.clock.aheadMs = 4_000_000;
    await eventually(async () => {
      expect(await pair.store.db.collection('auth_families').countDocuments({ user: user.name })).toBe(0);
    });
  });
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decideRefresh, isLoginOf, type LoginFamily, type LoginUser } from '../../../services/auth/refresh-decision.ts';

const now = new Date('2026-11-23T12:00:00Z');
const later = new Date('2026-11-24T12:00:00Z');

const family: LoginFamily = {
  user: 'ada',
  userEpoch: 3,
  state: 'active',
  generation: 7,
  tokenHash: 'seventh',
  refreshExpiresAt: later,
};
const user: LoginUser = { disabled: false, epoch: 3 };
const newest = { generation: 7, hash: 'seventh' };

describe('a refresh token', () => {
  test.each<[string, Parameters<typeof decideRefresh>, string]>([
    ['is exchanged while it is the newest', [newest, family, user, now], 'rotate'],
    ['of an unknown login is refused', [newest, undefined, user, now], 'refuse'],
    ['of an ended login is refused', [newest, { ...family, state: 'revoked' }, user, now], 'refuse'],
    ['that was used before ends the login', [{ generation: 6, hash: 'sixth' }, family, user, now], 'revoke'],
    ['that was used long before ends the login', [{ generation: 1, hash: 'first' }, family, user, now], 'revoke'],
    [
      'of an ended login that was used before is refused',
      [{ generation: 6, hash: 'sixth' }, { ...family, state: 'revoked' }, user, now],
      'refuse',
    ],
    [
      'of the right generation with another hash is refused',
      [{ generation: 7, hash: 'other' }, family, user, now],
      'refuse',
    ],
    [
      'from the future (a restored backup) is refused',
      [{ generation: 8, hash: 'eighth' }, family, user, now],
      'refuse',
    ],
    [
      'that claims to be newer than the newest is refused',
      [{ ...newest, generation: newest.generation + 1 }, family, user, now],
      'refuse',
    ],
    ['is refused at the end of its time', [newest, { ...family, refreshExpiresAt: now }, user, now], 'refuse'],
    ['of a disabled user ends the login', [newest, family, { ...user, disabled: true }, now], 'revoke'],
    ['from before a new password ends the login', [newest, family, { ...user, epoch: 4 }, now], 'revoke'],
    ['of a user who is gone ends the login', [newest, family, undefined, now], 'revoke'],
  ])('%s', (_, input, action) => {
    expect(decideRefresh(...input).action).toBe(action);
  });

  test('is exchanged only where it is the newest one of an active login of this user', () => {
    const families = fc.record({
      user: fc.constant('ada'),
      userEpoch: fc.integer({ min: 1, max: 3 }),
      state: fc.constantFrom('active' as const, 'revoked' as const),
      generation: fc.integer({ min: 1, max: 4 }),
      tokenHash: fc.constantFrom('a', 'b'),
      refreshExpiresAt: fc.constantFrom(now, later),
    });
    const presented = fc.record({ generation: fc.integer({ min: 1, max: 4 }), hash: fc.constantFrom('a', 'b') });
    const users = fc.record({ disabled: fc.boolean(), epoch: fc.integer({ min: 1, max: 3 }) });
    fc.assert(
      fc.property(presented, families, users, (token, login, holder) => {
        const rotates = decideRefresh(token, login, holder, now).action === 'rotate';
        const good =
          login.state === 'active' &&
          login.generation === token.generation &&
          login.tokenHash === token.hash &&
          login.refreshExpiresAt > now &&
          isLoginOf(login, holder);
        expect(rotates).toBe(good);
      }),
    );
  });
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  afterFailedLogin,
  loginThrottlePolicy as policy,
  waitBeforeLoginMs,
  type FailedLogins,
} from '../../../services/auth/login-throttle.ts';

const now = new Date('2026-11-23T12:00:00Z');
const ago = (ms: number) => new Date(now.getTime() - ms);

describe('the wait before a login', () => {
  test.each<[string, FailedLogins | undefined, number]>([
    ['is none for a name that never failed', undefined, 0],
    ['is none for a few mistakes', { failures: 5, lastFailureAt: now }, 0],
    ['begins with a second', { failures: 6, lastFailureAt: now }, 1000],
    ['doubles', { failures: 8, lastFailureAt: now }, 4000],
    ['becomes less as time goes by', { failures: 8, lastFailureAt: ago(1500) }, 2500],
    ['ends', { failures: 8, lastFailureAt: ago(4000) }, 0],
    ['is never longer than a minute', { failures: 1000, lastFailureAt: now }, 60_000],
    ['is none when all is forgotten', { failures: 1000, lastFailureAt: ago(policy.forgetAfterMs) }, 0],
  ])('%s', (_, known, waitMs) => {
    expect(waitBeforeLoginMs(known, now, policy)).toBe(waitMs);
  });

  test('never shrinks with one more failure', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500 }), (failures) => {
        const before = { failures, lastFailureAt: now };
        const after = afterFailedLogin(before, now, policy);
        expect(waitBeforeLoginMs(after, now, policy)).toBeGreaterThanOrEqual(waitBeforeLoginMs(before, now, policy));
      }),
    );
  });

  test('counts from the beginning after a quiet time', () => {
    const old = { failures: 50, lastFailureAt: ago(policy.forgetAfterMs) };
    expect(afterFailedLogin(old, now, policy)).toEqual({ failures: 1, lastFailureAt: now });
  });
});

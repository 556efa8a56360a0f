/** How often logins of a user name failed lately. */
export interface FailedLogins {
  readonly failures: number;
  readonly lastFailureAt: Date;
}

/** What to do with failed logins. */
export interface ThrottlePolicy {
  /** Failures without any delay. */
  readonly freeFailures: number;
  /** The delay after the first failure beyond them, in milliseconds; it doubles with each. */
  readonly firstDelayMs: number;
  readonly maxDelayMs: number;
  /** Failures are forgotten when there was none for so long, in milliseconds. */
  readonly forgetAfterMs: number;
}

/**
 * Five mistakes are free; then 1 s, 2 s, … up to a minute: some 1,440 guesses a day, too few for any password of the
 * policy, while the real user, who can be held up by a stranger's guesses, never waits longer than a minute.
 */
export const loginThrottlePolicy: ThrottlePolicy = {
  freeFailures: 5,
  firstDelayMs: 1000,
  maxDelayMs: 60_000,
  forgetAfterMs: 15 * 60_000,
};

/** How long a user name must wait before its next login, in milliseconds; 0 where it need not. */
export function waitBeforeLoginMs(known: FailedLogins | undefined, now: Date, policy: ThrottlePolicy): number {
  if (known === undefined || isForgotten(known, now, policy)) return 0;
  const beyond = known.failures - policy.freeFailures;
  if (beyond <= 0) return 0;
  const delayMs = Math.min(policy.firstDelayMs * 2 ** (beyond - 1), policy.maxDelayMs);
  return Math.max(0, known.lastFailureAt.getTime() + delayMs - now.getTime());
}

/** The count after one more failure. */
export function afterFailedLogin(known: FailedLogins | undefined, now: Date, policy: ThrottlePolicy): FailedLogins {
  const before = known === undefined || isForgotten(known, now, policy) ? 0 : known.failures;
  return { failures: before + 1, lastFailureAt: now };
}

function isForgotten(known: FailedLogins, now: Date, policy: ThrottlePolicy): boolean {
  return now.getTime() - known.lastFailureAt.getTime() >= policy.forgetAfterMs;
}

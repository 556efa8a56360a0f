import type { Db } from 'mongodb';
import { BerthError } from '../kit/errors/berth-error.ts';
import { isDuplicateKey } from '../kit/store.ts';
import { afterFailedLogin, waitBeforeLoginMs, type FailedLogins, type ThrottlePolicy } from './login-throttle.ts';
import { queryDeadline } from './store-limits.ts';

interface ThrottleDocument extends FailedLogins {
  /** The user name as it was sent, whether it exists or not. */
  readonly _id: string;
  readonly revision: number;
}

/** Counts failed logins where every instance sees them: one document per user name, written by its revision. */
export interface LoginThrottle {
  /** @throws {BerthError} `RATE_LIMITED` with `retryAfterSeconds` */
  admit(user: string): Promise<void>;
  failed(user: string): Promise<void>;
  succeeded(user: string): Promise<void>;
  /** Removes what is forgotten by the policy anyway. */
  sweep(): Promise<void>;
}

/** More writers of one document at the same moment than this are too many logins in any case. */
const maxTries = 20;

/** A throttle in the collection `auth_throttles`. */
export function createLoginThrottle(db: Db, policy: ThrottlePolicy, now: () => Date): LoginThrottle {
  const throttles = db.collection<ThrottleDocument>('auth_throttles');
  const read = async (user: string) => (await throttles.findOne({ _id: user }, queryDeadline)) ?? undefined;

  /** Whether the count was written; not where another instance was faster. */
  async function countOnce(user: string): Promise<boolean> {
    const known = await read(user);
    const next = afterFailedLogin(known, now(), policy);
    if (known !== undefined) {
      const filter = { _id: user, revision: known.revision };
      const { matchedCount } = await throttles.updateOne(filter, { $set: { ...next }, $inc: { revision: 1 } });
      return matchedCount === 1;
    }
    try {
      await throttles.insertOne({ _id: user, ...next, revision: 1 });
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  return {
    async admit(user) {
      const waitMs = waitBeforeLoginMs(await read(user), now(), policy);
      if (waitMs === 0) return;
      const retryAfterSeconds = Math.ceil(waitMs / 1000);
      throw new BerthError('RATE_LIMITED', {
        detail: `Too many logins with this user name failed; try again in ${retryAfterSeconds} s.`,
        remedy: `Wait ${retryAfterSeconds} s.`,
        facts: { retryAfterSeconds },
      });
    },
    async failed(user) {
      for (let tries = 0; tries < maxTries; tries++) {
        if (await countOnce(user)) return;
      }
      throw new BerthError('RATE_LIMITED', {
        detail: 'Too many logins with this user name at the same time.',
        facts: { retryAfterSeconds: 1 },
      });
    },
    async succeeded(user) {
      await throttles.deleteOne({ _id: user });
    },
    async sweep() {
      await throttles.deleteMany({ lastFailureAt: { $lt: new Date(now().getTime() - policy.forgetAfterMs) } });
    },
  };
}

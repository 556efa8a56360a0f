import type { Db } from 'mongodb';
import type { LoginFamily } from './refresh-decision.ts';
import { queryDeadline } from './store-limits.ts';

/** The document of a login: every step of it is one guarded update of this. */
export interface FamilyDocument extends LoginFamily {
  /** `sid` in the tokens. */
  readonly _id: string;
  readonly createdAt: Date;
  /** When the newest access token ends; a revocation is published until then. */
  readonly accessExpiresAt: Date;
  readonly revokedAt?: Date;
}

/** What a use of the refresh token changes. */
export type NextGeneration = Pick<FamilyDocument, 'tokenHash' | 'accessExpiresAt' | 'refreshExpiresAt'>;

/** The logins in the collection `auth_families`. */
export interface FamilyStore {
  find(sid: string): Promise<FamilyDocument | undefined>;
  insert(family: FamilyDocument): Promise<void>;
  /** Whether this caller won: of all that use one token, in whatever instance, one does. */
  rotate(family: FamilyDocument, next: NextGeneration): Promise<boolean>;
  /** Whether the login was active until now. */
  revoke(sid: string): Promise<boolean>;
  revokeAllOf(user: string): Promise<void>;
  /** The logins whose revocation must be known, as their tokens have not expired. */
  revoked(): Promise<readonly { readonly sid: string; readonly until: Date }[]>;
  active(): AsyncIterable<Pick<FamilyDocument, '_id' | 'user' | 'userEpoch'>>;
  /** Removes the logins of which no token can be used any more. */
  removeEnded(): Promise<void>;
}

/** Revocations are published for longer than the tokens live by this, since the clocks of two machines differ. */
const clockMarginMs = 30_000;

/** Logins in MongoDB. */
export async function createFamilyStore(db: Db, now: () => Date): Promise<FamilyStore> {
  const families = db.collection<FamilyDocument>('auth_families');
  await families.createIndexes([
    { key: { user: 1 }, name: 'user' },
    { key: { state: 1, accessExpiresAt: 1 }, name: 'state_accessExpiresAt' },
    { key: { refreshExpiresAt: 1 }, name: 'refreshExpiresAt' },
  ]);
  const revocation = () => ({ $set: { state: 'revoked' as const, revokedAt: now() } });
  const tokensEndedBefore = () => new Date(now().getTime() - clockMarginMs);

  return {
    async find(sid) {
      return (await families.findOne({ _id: sid }, queryDeadline)) ?? undefined;
    },
    async insert(family) {
      await families.insertOne(family);
    },
    async rotate({ _id, generation, tokenHash }, next) {
      const filter = { _id, generation, tokenHash, state: 'active' as const };
      const { modifiedCount } = await families.updateOne(filter, { $set: { ...next }, $inc: { generation: 1 } });
      return modifiedCount === 1;
    },
    async revoke(sid) {
      const { modifiedCount } = await families.updateOne({ _id: sid, state: 'active' }, revocation());
      return modifiedCount === 1;
    },
    async revokeAllOf(user) {
      await families.updateMany({ user, state: 'active' }, revocation());
    },
    async revoked() {
      const filter = { state: 'revoked' as const, accessExpiresAt: { $gt: tokensEndedBefore() } };
      const found = await families.find(filter, { ...queryDeadline, projection: { accessExpiresAt: 1 } }).toArray();
      return found.map(({ _id, accessExpiresAt }) => ({
        sid: _id,
        until: new Date(accessExpiresAt.getTime() + clockMarginMs),
      }));
    },
    active() {
      return families.find({ state: 'active' }, { projection: { user: 1, userEpoch: 1 } });
    },
    async removeEnded() {
      const accessExpiresAt = { $lt: tokensEndedBefore() };
      await families.deleteMany({ state: 'revoked', accessExpiresAt });
      await families.deleteMany({ refreshExpiresAt: { $lt: now() }, accessExpiresAt });
    },
  };
}

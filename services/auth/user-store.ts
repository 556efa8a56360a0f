import type { Db } from 'mongodb';
import { BerthError } from '../kit/errors/berth-error.ts';
import { isDuplicateKey } from '../kit/store.ts';
import type { UserRole, UserView } from './contract.ts';
import type { LoginUser } from './refresh-decision.ts';
import { queryDeadline } from './store-limits.ts';

/** A user, with the groups it is in: membership is of the user, so that one document says all about it. */
export interface UserDocument extends LoginUser {
  /** The name. */
  readonly _id: string;
  readonly passwordHash: string;
  readonly roles: readonly UserRole[];
  readonly groups: readonly string[];
  readonly createdAt: Date;
  readonly changedAt: Date;
  readonly revision: number;
}

/** What of a user can be changed. */
export interface UserChange {
  readonly passwordHash?: string;
  readonly roles?: readonly UserRole[];
  readonly groups?: readonly string[];
  readonly disabled?: boolean;
}

/** The users in `auth_users` and the groups in `auth_groups`. */
export interface UserStore {
  find(name: string): Promise<UserDocument | undefined>;
  list(): Promise<readonly UserDocument[]>;
  /** Whether it was created; not where the name is taken. */
  insert(user: Pick<UserDocument, '_id' | 'passwordHash' | 'roles' | 'groups'>): Promise<UserDocument | undefined>;
  /** The user as it is now. `endsLogins` raises the epoch in the same write. */
  update(name: string, change: UserChange, endsLogins: boolean): Promise<UserDocument | undefined>;
  listGroups(): Promise<readonly string[]>;
  /** Whether it was created. */
  insertGroup(name: string): Promise<boolean>;
  /** @throws {BerthError} `GROUP_UNKNOWN` */
  requireGroups(names: readonly string[]): Promise<void>;
}

/** Users in MongoDB. */
export function createUserStore(db: Db, now: () => Date): UserStore {
  const users = db.collection<UserDocument>('auth_users');
  const groups = db.collection<{ readonly _id: string; readonly createdAt: Date }>('auth_groups');

  return {
    async find(name) {
      return (await users.findOne({ _id: name }, queryDeadline)) ?? undefined;
    },
    async list() {
      return await users.find({}, queryDeadline).sort({ _id: 1 }).toArray();
    },
    async insert(user) {
      const time = now();
      const state = { disabled: false, epoch: 1, revision: 1, createdAt: time, changedAt: time };
      const document: UserDocument = { ...user, ...state };
      return (await wasInserted(() => users.insertOne(document))) ? document : undefined;
    },
    async update(name, change, endsLogins) {
      const changed = await users.findOneAndUpdate(
        { _id: name },
        { $set: { ...change, changedAt: now() }, $inc: { revision: 1, epoch: endsLogins ? 1 : 0 } },
        { ...queryDeadline, returnDocument: 'after' },
      );
      return changed ?? undefined;
    },
    async listGroups() {
      const found = await groups.find({}, queryDeadline).sort({ _id: 1 }).toArray();
      return found.map(({ _id }) => _id);
    },
    insertGroup: (name) => wasInserted(() => groups.insertOne({ _id: name, createdAt: now() })),
    async requireGroups(names) {
      const found = await groups.find({ _id: { $in: [...names] } }, queryDeadline).toArray();
      const known = new Set(found.map(({ _id }) => _id));
      const missing = names.filter((name) => !known.has(name));
      if (missing.length === 0) return;
      throw new BerthError('GROUP_UNKNOWN', { detail: `There is no group named ${missing.join(', ')}.` });
    },
  };
}

/** Runs an insert; `false` where the `_id` is taken. */
export async function wasInserted(insert: () => Promise<unknown>): Promise<boolean> {
  try {
    await insert();
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}

/** A user without what only auth may know. */
export function userView({ _id, roles, groups, disabled, createdAt }: UserDocument): UserView {
  return { name: _id, roles: [...roles], groups: [...groups], disabled, createdAt: createdAt.toISOString() };
}

import { BerthError } from '../kit/errors/berth-error.ts';
import type { Actors } from './actors.ts';
import type { Actor, UserRole, UserView } from './contract.ts';
import type { FamilyStore } from './family-store.ts';
import { checkPasswordPolicy, type Passwords } from './passwords.ts';
import { userView, type UserDocument, type UserStore } from './user-store.ts';

/** What users are made of. */
export interface UsersDeps {
  readonly store: UserStore;
  readonly families: FamilyStore;
  readonly passwords: Passwords;
  readonly actors: Actors;
}

/** A user to be created. */
export interface NewUser {
  readonly name: string;
  readonly password: string;
  /** @default ['user'] */
  readonly roles?: readonly UserRole[];
  /** @default none */
  readonly groups?: readonly string[];
}

/** What an admin may change of a user. */
export interface UserEdit {
  readonly password?: string;
  readonly roles?: readonly UserRole[];
  readonly groups?: readonly string[];
  readonly disabled?: boolean;
}

/** Creates, changes and shows users. */
export interface Users {
  /** @throws {BerthError} `FORBIDDEN`, `USER_EXISTS`, `GROUP_UNKNOWN`, `REQUEST_INVALID` */
  create(actor: Actor, user: NewUser): Promise<UserView>;
  /** @throws {BerthError} `FORBIDDEN`, `USER_UNKNOWN`, `GROUP_UNKNOWN`, `REQUEST_INVALID` */
  update(actor: Actor, name: string, edit: UserEdit): Promise<UserView>;
  /** @throws {BerthError} `FORBIDDEN`, `USER_UNKNOWN` */
  get(actor: Actor, name: string): Promise<UserView>;
  /** @throws {BerthError} `FORBIDDEN` */
  list(actor: Actor): Promise<UserView[]>;
  /** Creates a user and its groups where there is none; whether it did. */
  ensure(user: NewUser): Promise<boolean>;
}

/** Users over their store. */
export function createUsers({ store, families, passwords, actors }: UsersDeps): Users {
  async function insert({ name, password, roles = ['user'], groups = [] }: NewUser): Promise<UserDocument | undefined> {
    return await store.insert({ _id: name, passwordHash: await passwords.hash(password), roles, groups });
  }

  async function require(name: string): Promise<UserDocument> {
    const user = await store.find(name);
    if (user !== undefined) return user;
    throw new BerthError('USER_UNKNOWN', { detail: `There is no user named ${name}.` });
  }

  return {
    async create(actor, user) {
      await actors.requireAdmin(actor);
      checkPasswordPolicy(user.password);
      await store.requireGroups(user.groups ?? []);
      const created = await insert(user);
      if (created !== undefined) return userView(created);
      throw new BerthError('USER_EXISTS', { detail: `There is a user named ${user.name} already.` });
    },
    async update(actor, name, { password, ...edit }) {
      await actors.requireAdmin(actor);
      if (password !== undefined) checkPasswordPolicy(password);
      await store.requireGroups(edit.groups ?? []);
      const before = await require(name);
      const passwordHash = password === undefined ? undefined : await passwords.hash(password);
      const endsLogins = password !== undefined || (edit.disabled ?? before.disabled) !== before.disabled;
      const changed = await store.update(name, { ...edit, ...(passwordHash && { passwordHash }) }, endsLogins);
      // The epoch in the user's document is the truth; a kill between these two lines is made good by the sweeper.
      if (endsLogins) await families.revokeAllOf(name);
      return userView(changed ?? before);
    },
    async get(actor, name) {
      await (actor.name === name ? actors.current(actor) : actors.requireAdmin(actor));
      return userView(await require(name));
    },
    async list(actor) {
      await actors.requireAdmin(actor);
      return (await store.list()).map(userView);
    },
    async ensure(user) {
      if ((await store.find(user.name)) !== undefined) return false;
      checkPasswordPolicy(user.password);
      for (const group of user.groups ?? []) await store.insertGroup(group);
      return (await insert(user)) !== undefined;
    },
  };
}

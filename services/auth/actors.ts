import { BerthError } from '../kit/errors/berth-error.ts';
import type { Actor } from './contract.ts';
import type { UserStore } from './user-store.ts';

/** Somebody with the roles and groups of this moment. */
export interface Principal {
  readonly name: string;
  readonly roles: readonly string[];
  readonly groups: readonly string[];
}

/** Finds out who acts. */
export interface Actors {
  /** @throws {BerthError} `FORBIDDEN` where the user was disabled */
  current(actor: Actor): Promise<Principal>;
  /** @throws {BerthError} `FORBIDDEN` */
  requireAdmin(actor: Actor): Promise<Principal>;
}

/**
 * What the store says of a user goes before its token, which may be some minutes old. Who is not in the store comes
 * from another identity provider, and its verified token is all there is.
 */
export function createActors(users: UserStore): Actors {
  async function current(actor: Actor): Promise<Principal> {
    const user = await users.find(actor.name);
    if (user === undefined) return actor;
    if (user.disabled) throw new BerthError('FORBIDDEN', { detail: `The user ${actor.name} was disabled.` });
    return { name: user._id, roles: user.roles, groups: user.groups };
  }

  return {
    current,
    async requireAdmin(actor) {
      const principal = await current(actor);
      if (isAdmin(principal)) return principal;
      throw new BerthError('FORBIDDEN', {
        detail: `The user ${actor.name} is no admin.`,
        remedy: 'Ask an admin to do it.',
      });
    },
  };
}

/** Whether somebody sees and changes everything. */
export function isAdmin({ roles }: Pick<Principal, 'roles'>): boolean {
  return roles.includes('admin');
}

/** A login with all its refresh tokens, of which only the newest is good. */
export interface LoginFamily {
  readonly user: string;
  /** The user's `epoch` at the time of the login. */
  readonly userEpoch: number;
  readonly state: 'active' | 'revoked';
  /** Counts the refresh tokens of the login, from 1. */
  readonly generation: number;
  /** SHA-256 of the newest refresh token. */
  readonly tokenHash: string;
  readonly refreshExpiresAt: Date;
}

/** What of a user decides on its logins. */
export interface LoginUser {
  readonly disabled: boolean;
  /** Raised by a new password and by `disabled`: logins of an earlier epoch are over. */
  readonly epoch: number;
}

/** What to do with a refresh token: hand out new ones, refuse it, or end the whole login as well. */
export type RefreshDecision =
  | { readonly action: 'rotate' }
  | { readonly action: 'refuse'; readonly reason: string }
  | { readonly action: 'revoke'; readonly reason: string };

/**
 * Decides on a refresh token that auth itself signed.
 *
 * A token that was used before ends the login: either its holder or whoever used it first is a thief, and nothing here
 * can tell which (RFC 9700, 4.14.2). There is no time of grace for two uses at once: a thief as fast as the user would
 * go unnoticed. So a client refreshes in one place at a time.
 */
export function decideRefresh(
  presented: { readonly generation: number; readonly hash: string },
  family: LoginFamily | undefined,
  user: LoginUser | undefined,
  now: Date,
): RefreshDecision {
  if (family === undefined) return { action: 'refuse', reason: 'The login that the token comes from is not known.' };
  if (family.state === 'revoked') return { action: 'refuse', reason: 'The login that the token comes from was ended.' };
  if (presented.generation < family.generation) {
    return { action: 'revoke', reason: 'The refresh token was used before, so the login was ended.' };
  }
  if (presented.generation > family.generation || presented.hash !== family.tokenHash) {
    return { action: 'refuse', reason: 'The refresh token is not the one of this login.' };
  }
  if (family.refreshExpiresAt <= now) return { action: 'refuse', reason: 'The login was not used for too long.' };
  if (!isLoginOf(family, user)) return { action: 'revoke', reason: 'The user was changed, so the login was ended.' };
  return { action: 'rotate' };
}

/** Whether a login is still one of the user as the user is now. */
export function isLoginOf(family: Pick<LoginFamily, 'userEpoch'>, user: LoginUser | undefined): boolean {
  return user !== undefined && !user.disabled && user.epoch === family.userEpoch;
}

import { randomUUID } from 'node:crypto';
import { BerthError } from '../kit/errors/berth-error.ts';
import type { TokenPair } from './contract.ts';
import type { FamilyDocument, FamilyStore } from './family-store.ts';
import type { Passwords } from './passwords.ts';
import { decideRefresh, isLoginOf } from './refresh-decision.ts';
import type { LoginThrottle } from './throttle-store.ts';
import { hashToken, type RefreshClaims, type TokenIssuer } from './token-issuer.ts';
import type { Turns } from './turns.ts';
import type { UserDocument, UserStore } from './user-store.ts';

/** What logins are made of. */
export interface LoginDeps {
  readonly users: UserStore;
  readonly families: FamilyStore;
  readonly passwords: Passwords;
  readonly throttle: LoginThrottle;
  readonly turns: Turns;
  readonly issuer: TokenIssuer;
  readonly now: () => Date;
  /** Life of the tokens, in seconds. */
  readonly life: { readonly access: number; readonly refresh: number };
}

/** Opens, continues and ends logins. */
export interface Logins {
  /** The signal says that nobody waits any more. @throws {BerthError} `LOGIN_FAILED`, `RATE_LIMITED` */
  login(user: string, password: string, signal: AbortSignal): Promise<TokenPair>;
  /** @throws {BerthError} `TOKEN_INVALID`, `TOKEN_EXPIRED` */
  refresh(refreshToken: string): Promise<TokenPair>;
  /** Whether the login was active. A token that is not ours ends nothing. */
  logout(refreshToken: string): Promise<boolean>;
  /** Ends the logins of which the user has changed, where whoever changed it was killed before they were ended. */
  endOutdated(): Promise<void>;
}

/** Races for one login end after as many turns as it has writers; more than this is a fault. */
const maxTries = 10;

/** Logins over their stores. */
export function createLogins(deps: LoginDeps): Logins {
  const { users, families, passwords, throttle, issuer, now } = deps;

  /**
   * Attempts with one user name take turns within an instance, so that a burst of guesses cannot outrun the count; and
   * honest clients that log in at the same time wait instead of being refused.
   */
  async function checkPassword(name: string, password: string, signal: AbortSignal): Promise<UserDocument> {
    return await deps.turns(name, async () => {
      if (signal.aborted) {
        throw new BerthError('DEADLINE_EXCEEDED', { detail: 'Too many logins with this user name wait at once.' });
      }
      await throttle.admit(name);
      const user = await users.find(name);
      const matches = await passwords.verify(user?.passwordHash, password);
      if (matches && user?.disabled === false) {
        await throttle.succeeded(name);
        return user;
      }
      await throttle.failed(name);
      throw new BerthError('LOGIN_FAILED', { detail: 'There is no user with this name and this password.' });
    });
  }

  async function makeTokens(user: UserDocument, login: { readonly sid: string; readonly generation: number }) {
    const issuedAt = now();
    const accessExpiresAt = secondsAfter(issuedAt, deps.life.access);
    const refreshExpiresAt = secondsAfter(issuedAt, deps.life.refresh);
    const { _id: name, roles, groups } = user;
    const accessToken = await issuer.signAccess(
      { name, roles, groups, sid: login.sid },
      { issuedAt, expiresAt: accessExpiresAt },
    );
    const refreshToken = await issuer.signRefresh(login, { issuedAt, expiresAt: refreshExpiresAt });
    const pair: TokenPair = {
      accessToken,
      accessExpiresAt: accessExpiresAt.toISOString(),
      refreshToken,
      refreshExpiresAt: refreshExpiresAt.toISOString(),
      user: { name, roles: [...roles], groups: [...groups] },
    };
    return { pair, stored: { tokenHash: hashToken(refreshToken), accessExpiresAt, refreshExpiresAt } };
  }

  async function openLogin(user: UserDocument): Promise<TokenPair> {
    const sid = randomUUID();
    const { pair, stored } = await makeTokens(user, { sid, generation: 1 });
    const family: FamilyDocument = {
      _id: sid,
      user: user._id,
      userEpoch: user.epoch,
      state: 'active',
      generation: 1,
      createdAt: now(),
      ...stored,
    };
    await families.insert(family);
    // A change of the user ends the logins that it finds. One that came in between is found here.
    if (isLoginOf(family, await users.find(user._id))) return pair;
    await families.revoke(sid);
    throw new BerthError('LOGIN_FAILED', { detail: 'There is no user with this name and this password.' });
  }

  /** The new tokens, or nothing where another caller was faster and the decision must be made again. */
  async function tryRefresh(presented: RefreshClaims): Promise<TokenPair | undefined> {
    const family = await families.find(presented.sid);
    const user = family === undefined ? undefined : await users.find(family.user);
    const decision = decideRefresh(presented, family, user, now());
    if (decision.action === 'revoke') await families.revoke(presented.sid);
    if (decision.action !== 'rotate') throw new BerthError('TOKEN_INVALID', { detail: decision.reason });
    if (family === undefined || user === undefined) return undefined;
    const { pair, stored } = await makeTokens(user, { sid: family._id, generation: family.generation + 1 });
    return (await families.rotate(family, stored)) ? pair : undefined;
  }

  return {
    login: async (name, password, signal) => await openLogin(await checkPassword(name, password, signal)),
    async refresh(refreshToken) {
      const presented = await issuer.readRefresh(refreshToken, now());
      for (let tries = 0; tries < maxTries; tries++) {
        const pair = await tryRefresh(presented);
        if (pair !== undefined) return pair;
      }
      throw new BerthError('UNAVAILABLE', { detail: 'The login changes too fast to be continued.' });
    },
    async logout(refreshToken) {
      const { sid } = await issuer.readRefresh(refreshToken, now());
      return await families.revoke(sid);
    },
    async endOutdated() {
      const known = new Map<string, UserDocument | undefined>();
      for await (const family of families.active()) {
        if (!known.has(family.user)) known.set(family.user, await users.find(family.user));
        if (!isLoginOf(family, known.get(family.user))) await families.revoke(family._id);
      }
    },
  };
}

function secondsAfter(time: Date, seconds: number): Date {
  return new Date(time.getTime() + seconds * 1000);
}

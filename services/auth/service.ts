import type { Db } from 'mongodb';
import { createBackground, type Stoppable } from '../kit/background.ts';
import type { Handlers, Host } from '../kit/host.ts';
import { createActors, isAdmin, type Actors } from './actors.ts';
import type { AuthConfig } from './config.ts';
import { authContract, type AuthMethods } from './contract.ts';
import { createFamilyStore, type FamilyStore } from './family-store.ts';
import { loginThrottlePolicy, type ThrottlePolicy } from './login-throttle.ts';
import { createLogins, type Logins } from './logins.ts';
import { createPasswords } from './passwords.ts';
import { isEnough } from './project-access.ts';
import { createProjects, type Projects } from './projects.ts';
import { readSigningKey, type SigningKey } from './signing-key.ts';
import { createLoginThrottle } from './throttle-store.ts';
import { createTokenIssuer } from './token-issuer.ts';
import { createTurns } from './turns.ts';
import { createUserStore, type UserStore } from './user-store.ts';
import { createUsers, type Users } from './users.ts';

/** What auth needs from outside. */
export interface AuthDeps {
  readonly db: Db;
  readonly config: AuthConfig;
  /** @default the system's clock */
  readonly now?: () => Date;
  /** @default five free failures, then 1 s doubling up to 60 s */
  readonly throttlePolicy?: ThrottlePolicy;
}

/** Who makes the other users of a platform that nobody has logged in to. */
const firstAdmin = 'admin';

/** Serves auth on a host. @throws {BerthError} `CONFIG_INVALID` where the signing key cannot be read */
export async function startAuth(host: Host, deps: AuthDeps): Promise<Stoppable> {
  const { db, config } = deps;
  const now = deps.now ?? (() => new Date());
  const key = await readSigningKey(config.AUTH_SIGNING_KEY_FILE);
  const passwords = await createPasswords();
  const userStore = createUserStore(db, now);
  const families = await createFamilyStore(db, now);
  const projects = await createProjects(db, userStore, now);
  const throttle = createLoginThrottle(db, deps.throttlePolicy ?? loginThrottlePolicy, now);
  const logins = createLogins({
    users: userStore,
    families,
    passwords,
    throttle,
    turns: createTurns(),
    issuer: createTokenIssuer(key),
    now,
    life: { access: config.AUTH_ACCESS_TOKEN_SECONDS, refresh: config.AUTH_REFRESH_TOKEN_SECONDS },
  });
  const actors = createActors(userStore);
  const users = createUsers({ store: userStore, families, passwords, actors });

  host.serve(authContract, {
    ...tokenHandlers({ logins, families, actors, key }),
    ...userHandlers(users, userStore, actors),
    ...projectHandlers(projects, userStore, actors),
  });

  const firstPassword = config.AUTH_FIRST_ADMIN_PASSWORD;
  if (firstPassword !== undefined) {
    await users.ensure({ name: firstAdmin, password: firstPassword, roles: ['admin', 'user'] });
  }

  const background = createBackground(host.log.child({ service: 'auth' }));
  // MongoDB's own removal by time is not relied on: the embedded server has none.
  background.repeat('sweep logins', config.AUTH_SWEEP_SECONDS * 1000, async () => {
    await logins.endOutdated();
    await families.removeEnded();
    await throttle.sweep();
  });
  return background;
}

interface TokenParts {
  readonly logins: Logins;
  readonly families: FamilyStore;
  readonly actors: Actors;
  readonly key: SigningKey;
}

type TokenMethods = 'login' | 'refresh' | 'logout' | 'revoke' | 'revocations' | 'keys';

function tokenHandlers({ logins, families, actors, key }: TokenParts): Pick<Handlers<AuthMethods>, TokenMethods> {
  return {
    login: ({ user, password }, call) => logins.login(user, password, call.signal),
    refresh: ({ refreshToken }) => logins.refresh(refreshToken),
    logout: async ({ refreshToken }) => ({ revoked: await logins.logout(refreshToken) }),
    async revoke({ actor, sid }) {
      const principal = await actors.current(actor);
      const family = await families.find(sid);
      // A login of somebody else is answered like one that does not exist.
      const may = family !== undefined && (family.user === principal.name || isAdmin(principal));
      return { revoked: may && (await families.revoke(sid)) };
    },
    async revocations() {
      const revoked = await families.revoked();
      return { revocations: revoked.map(({ sid, until }) => ({ sid, until: until.toISOString() })) };
    },
    keys: async () => ({ keys: [{ ...key.publicJwk }] }),
  };
}

type UserMethods = 'createUser' | 'updateUser' | 'getUser' | 'listUsers' | 'createGroup' | 'listGroups' | 'ensureUser';

function userHandlers(users: Users, store: UserStore, actors: Actors): Pick<Handlers<AuthMethods>, UserMethods> {
  return {
    createUser: ({ actor, ...user }) => users.create(actor, user),
    updateUser: ({ actor, name, ...change }) => users.update(actor, name, change),
    getUser: ({ actor, name }) => users.get(actor, name),
    listUsers: async ({ actor }) => ({ users: await users.list(actor) }),
    async createGroup({ actor, name }) {
      await actors.requireAdmin(actor);
      return { name, created: await store.insertGroup(name) };
    },
    async listGroups({ actor }) {
      await actors.current(actor);
      return { groups: (await store.listGroups()).map((name) => ({ name })) };
    },
    ensureUser: async (user) => ({ created: await users.ensure(user) }),
  };
}

type ProjectMethods = 'createProject' | 'listProjects' | 'getProject' | 'shareProject' | 'access' | 'ensureProject';

function projectHandlers(
  projects: Projects,
  users: UserStore,
  actors: Actors,
): Pick<Handlers<AuthMethods>, ProjectMethods> {
  return {
    createProject: async ({ actor, name }) => await projects.create(name, await actors.current(actor)),
    listProjects: async ({ actor }) => ({ projects: await projects.listFor(await actors.current(actor)) }),
    getProject: async ({ actor, name }) => await projects.get(name, await actors.current(actor)),
    shareProject: async ({ actor, name, ...share }) => await projects.share(name, await actors.current(actor), share),
    async access({ user: name, project, right: wanted }) {
      const user = await users.find(name);
      if (user === undefined || user.disabled) return { allowed: false, right: 'none' };
      const right = await projects.rightOf(project, { name, roles: user.roles, groups: user.groups });
      return { allowed: isEnough(right, wanted), right };
    },
    ensureProject: async ({ name, owner }) => ({ created: await projects.ensure(name, owner) }),
  };
}

import { describe, expect, test } from '@jest/globals';
import { initiateReplicaSet } from '../../../../../infra/charts/stores/scripts/initiate-replica-set.ts';
import { runShellProgram, ServerError } from './support/shell-program.ts';

const hosts = [0, 1, 2, 3, 4].map((ordinal) => `mongodb-${ordinal}.members:27017`);
const keyFile = 'ab+/\ncd==\n';

interface Member {
  readonly _id: number;
  readonly host: string;
  readonly priority?: number;
}

interface Configuration {
  readonly _id: string;
  readonly version: number;
  readonly members: readonly Member[];
}

interface User {
  pwd: string;
  roles: unknown;
}

/** A replica set that only exists here. */
function createDatabase({ config }: { readonly config?: Configuration } = {}) {
  const state = {
    config,
    users: new Map<string, User>(),
    down: new Set<string>(),
    /** Answers `CurrentConfigNotCommittedYet` so many times. */
    notCommitted: 0,
    changes: [] as string[],
  };
  const primaryOf = () => state.config?.members.find(({ host }) => !state.down.has(host))?.host;

  function login(uri: string): { readonly host: string; readonly user: string } {
    const { hostname, port, username, password, searchParams } = new URL(uri);
    const host = `${hostname}:${port}`;
    if (state.down.has(host)) throw new Error(`connect ECONNREFUSED ${host}`);
    expect(searchParams.get('directConnection')).toBe('true');
    const expected = username === '__system' ? keyFile.replaceAll('\n', '') : state.users.get(username)?.pwd;
    if (decodeURIComponent(password) !== expected) throw new ServerError('AuthenticationFailed', 18);
    return { host, user: username };
  }

  const commands: Readonly<Record<string, (command: Readonly<Record<string, unknown>>, host: string) => unknown>> = {
    ping: () => ({}),
    hello: (_, host) => ({
      ...(state.config?.members.some((member) => member.host === host) === true && { setName: state.config._id }),
      isWritablePrimary: primaryOf() === host,
    }),
    replSetInitiate(command) {
      if (state.config !== undefined) throw new ServerError('AlreadyInitialized', 23);
      state.config = { ...(command['replSetInitiate'] as Configuration), version: 1 };
      state.changes.push('initiated');
    },
    replSetGetConfig: () => ({ config: state.config }),
    replSetReconfig(command) {
      if (state.notCommitted-- > 0) throw new ServerError('CurrentConfigNotCommittedYet', 308);
      const next = command['replSetReconfig'] as Configuration;
      const before = state.config?.members ?? [];
      expect(next.version).toBe((state.config?.version ?? 0) + 1);
      expect(Math.abs(next.members.length - before.length)).toBe(1);
      expect(new Set(next.members.map(({ _id }) => _id)).size).toBe(next.members.length);
      state.config = next;
      state.changes.push(`members ${next.members.length}`);
    },
    usersInfo(command) {
      const { user } = command['usersInfo'] as { readonly user: string };
      const found = state.users.get(user);
      return { users: found === undefined ? [] : [{ roles: found.roles }] };
    },
    createUser({ createUser, pwd, roles }) {
      state.users.set(String(createUser), { pwd: String(pwd), roles });
      state.changes.push(`created ${String(createUser)}`);
    },
    updateUser({ updateUser, pwd, roles }) {
      const user = state.users.get(String(updateUser));
      if (user === undefined) throw new ServerError('UserNotFound', 11);
      if (typeof pwd === 'string') user.pwd = pwd;
      if (roles !== undefined) user.roles = roles;
      state.changes.push(`updated ${String(updateUser)}`);
    },
  };

  return {
    state,
    server: (uri: string, command: Readonly<Record<string, unknown>>) => {
      const { host } = login(uri);
      const [name = ''] = Object.keys(command);
      const answer = commands[name];
      if (answer === undefined) throw new ServerError(`no such command: ${name}`, 59);
      return answer(command, host);
    },
  };
}

type Database = ReturnType<typeof createDatabase>;

const users = [
  { name: 'berth', roles: [{ role: 'readWrite', db: 'lab' }] },
  { name: 'backup', roles: [{ role: 'backup', db: 'admin' }] },
];

function run({ server }: Database, members: readonly string[], { password = 'first', planned = users } = {}) {
  const plan = { name: 'berth', members, ownSuffix: '.members:27017', pauseMs: 2000, users: planned };
  return runShellProgram(initiateReplicaSet, {
    env: { PLAN_FILE: '/plan', KEY_FILE: '/key', PASSWORDS: '/passwords', DEADLINE_SECONDS: '600' },
    files: {
      '/plan': JSON.stringify(plan),
      '/key': keyFile,
      ...Object.fromEntries(planned.map(({ name }) => [`/passwords/${name}`, `${password}-${name}`])),
    },
    server,
  });
}

const configOf = (members: readonly string[], _id = 'berth'): Configuration => ({
  _id,
  version: 7,
  members: members.map((host, id) => ({ _id: id, host })),
});

describe('the program that initiates the replica set', () => {
  test('makes it of all members, and then its users', () => {
    const database = createDatabase();
    expect(run(database, hosts.slice(0, 3)).error).toBeUndefined();
    expect(database.state.changes).toEqual(['initiated', 'created berth', 'created backup']);
    expect(database.state.config?.members.map(({ host }) => host)).toEqual(hosts.slice(0, 3));
    expect(database.state.users.get('berth')).toEqual({ pwd: 'first-berth', roles: users[0]?.roles });
  });

  test('changes nothing when it runs again', () => {
    const database = createDatabase();
    run(database, hosts.slice(0, 3));
    database.state.changes = [];
    expect(run(database, hosts.slice(0, 3)).error).toBeUndefined();
    expect(database.state.changes).toEqual([]);
  });

  test('adds members one at a time, and tries again what could not be yet', () => {
    const database = createDatabase({ config: configOf(hosts.slice(0, 3)) });
    run(database, hosts.slice(0, 3));
    Object.assign(database.state, { changes: [], notCommitted: 2 });
    expect(run(database, hosts).error).toBeUndefined();
    expect(database.state.changes).toEqual(['members 4', 'members 5']);
    expect(database.state.config?.members.map(({ host }) => host)).toEqual(hosts);
  });

  test('removes members that are no more, but none that somebody else has added', () => {
    const foreign = 'far-away.example.org:27017';
    const database = createDatabase({ config: configOf([...hosts, foreign]) });
    run(database, hosts);
    database.state.changes = [];
    expect(run(database, hosts.slice(0, 3)).error).toBeUndefined();
    expect(database.state.changes).toEqual(['members 5', 'members 4']);
    expect(database.state.config?.members.map(({ host }) => host)).toEqual([...hosts.slice(0, 3), foreign]);
  });

  test('keeps what is said of a member in the configuration', () => {
    const config = { ...configOf(hosts.slice(0, 1)), members: [{ _id: 5, host: hosts[0] ?? '', priority: 3 }] };
    const database = createDatabase({ config });
    expect(run(database, hosts.slice(0, 3)).error).toBeUndefined();
    expect(database.state.config?.members).toEqual([
      { _id: 5, host: hosts[0], priority: 3 },
      { _id: 6, host: hosts[1] },
      { _id: 7, host: hosts[2] },
    ]);
  });

  test('never makes a second replica set: it waits until every member has answered', () => {
    const database = createDatabase();
    database.state.down.add(hosts[2] ?? '');
    const { error } = run(database, hosts.slice(0, 3));
    expect(error?.message).toMatch(/gave up waiting for all members.*ECONNREFUSED mongodb-2/s);
    expect(database.state.changes).toEqual([]);
  });

  test('leaves a member that has lost its volume to the replica set', () => {
    const database = createDatabase({ config: configOf(hosts.slice(0, 3)) });
    database.state.down.add(hosts[0] ?? '');
    expect(run(database, hosts.slice(0, 3)).error).toBeUndefined();
    expect(database.state.changes).toEqual(['created berth', 'created backup']);
  });

  test('does not add a member that does not answer', () => {
    const database = createDatabase({ config: configOf(hosts.slice(0, 3)) });
    database.state.down.add(hosts[4] ?? '');
    expect(run(database, hosts).error?.message).toContain('mongodb-4.members:27017 does not answer yet');
    expect(database.state.config?.members).toHaveLength(4);
  });

  test('refuses members of another replica set at once', () => {
    const database = createDatabase({ config: configOf(hosts.slice(0, 3), 'other') });
    expect(run(database, hosts.slice(0, 3)).error?.message).toBe(
      'mongodb-0.members:27017 belongs to the replica set "other", not to "berth"',
    );
  });

  test('takes over a changed password and changed rights', () => {
    const database = createDatabase();
    run(database, hosts.slice(0, 1));
    database.state.changes = [];
    const planned = users.map((user) =>
      user.name === 'backup' ? { ...user, roles: [...user.roles, { role: 'clusterMonitor', db: 'admin' }] } : user,
    );
    expect(run(database, hosts.slice(0, 1), { password: 'second', planned }).error).toBeUndefined();
    expect(database.state.changes).toEqual(['updated berth', 'updated backup', 'updated backup']);
    expect(database.state.users.get('backup')).toEqual({ pwd: 'second-backup', roles: planned[1]?.roles });
  });

  test('never says a password', () => {
    const database = createDatabase();
    const { printed } = run(database, hosts.slice(0, 3));
    expect(printed.join('\n')).not.toMatch(/first-|ab\+\//);
    for (const line of printed) expect(JSON.parse(line)).toHaveProperty('message');
  });
});

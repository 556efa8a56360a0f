import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Actor } from '../../services/auth/contract.ts';
import {
  admin,
  newName,
  outcomes,
  password,
  startAuthPair,
  type AuthInstance,
  type AuthPair,
} from '../support/auth-pair.ts';

let pair: AuthPair;
let one: AuthInstance;
let other: AuthInstance;

beforeAll(async () => {
  pair = await startAuthPair();
  [one, other] = pair.instances;
}, 300_000);

afterAll(() => pair.stop());

function alternating(index: number): AuthInstance {
  return index % 2 === 0 ? one : other;
}

describe('users and groups', () => {
  test('are created, shown and changed by admins, and by nobody else', async () => {
    const name = newName('ada');
    const group = newName('lab');
    expect(await one.gateway.createGroup({ actor: admin, name: group })).toEqual({ name: group, created: true });
    expect(await other.gateway.createGroup({ actor: admin, name: group })).toEqual({ name: group, created: false });
    const created = await one.gateway.createUser({ actor: admin, name, password, groups: [group] });
    expect(created).toMatchObject({ name, roles: ['user'], groups: [group], disabled: false });
    expect(JSON.stringify(created)).not.toContain('argon2');
    await expect(other.gateway.createUser({ actor: admin, name, password })).rejects.toMatchObject({
      code: 'USER_EXISTS',
    });
    expect((await other.gateway.listUsers({ actor: admin })).users).toContainEqual(created);
    expect((await other.gateway.listGroups({ actor: admin })).groups).toContainEqual({ name: group });
    const self = { name, roles: ['user'], groups: [] };
    expect(await other.gateway.getUser({ actor: self, name })).toEqual(created);
    const attempts = [
      one.gateway.createUser({ actor: self, name: newName('x'), password }),
      one.gateway.updateUser({ actor: self, name, roles: ['admin'] }),
      one.gateway.listUsers({ actor: self }),
      one.gateway.getUser({ actor: self, name: 'root' }),
      one.gateway.createGroup({ actor: self, name: 'mine' }),
    ];
    expect((await outcomes(attempts)).codes).toEqual(Array.from({ length: 5 }, () => 'FORBIDDEN'));
  });

  test('are what the store says, not what an old token says', async () => {
    const user = await pair.newUser();
    const claimed = { ...user, roles: ['admin'] };
    await expect(one.gateway.listUsers({ actor: claimed })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  test('need known groups, valid names and good passwords, which no error shows', async () => {
    const name = newName('bob');
    await expect(one.gateway.createUser({ actor: admin, name, password, groups: ['nowhere'] })).rejects.toMatchObject({
      code: 'GROUP_UNKNOWN',
    });
    await expect(one.gateway.createUser({ actor: admin, name: 'Bob!', password })).rejects.toMatchObject({
      code: 'REQUEST_INVALID',
    });
    const refused = await one.gateway
      .createUser({ actor: admin, name, password: 'geheim!' })
      .catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'REQUEST_INVALID' });
    expect(JSON.stringify(refused) + String(refused)).not.toContain('geheim');
    await expect(one.gateway.updateUser({ actor: admin, name: newName('no'), disabled: true })).rejects.toMatchObject({
      code: 'USER_UNKNOWN',
    });
  });

  test('created at the same time by two instances exist once', async () => {
    const name = newName('twin');
    const { values, codes } = await outcomes(
      pair.instances.map(({ gateway }) => gateway.createUser({ actor: admin, name, password })),
    );
    expect([values.length, codes]).toEqual([1, ['USER_EXISTS']]);
    const ensured = await Promise.all(
      pair.instances.map(({ operator }) => operator.ensureUser({ name, password: 'other password' })),
    );
    expect(ensured).toEqual([{ created: false }, { created: false }]);
    await one.gateway.login({ user: name, password });
  });
});

describe('projects', () => {
  test('are seen by those they are shared with, and do not exist for others', async () => {
    const group = newName('lab');
    const [owner, friend, member, stranger] = await Promise.all([
      pair.newUser(),
      pair.newUser(),
      pair.newUser([group]),
      pair.newUser(),
    ]);
    const name = newName('wing');
    const created = await one.gateway.createProject({ actor: owner, name });
    expect(created).toMatchObject({ name, owner: owner.name, right: 'write', sharedWith: [] });
    await expect(other.gateway.createProject({ actor: stranger, name })).rejects.toMatchObject({
      code: 'PROJECT_EXISTS',
    });
    await one.gateway.shareProject({ actor: owner, name, with: { user: friend.name }, right: 'read' });
    await other.gateway.shareProject({ actor: admin, name, with: { group }, right: 'write' });

    const rights = async (actor: Actor) =>
      (await other.gateway.listProjects({ actor })).projects
        .filter((project) => project.name === name)
        .map(({ right }) => right);
    expect(await Promise.all([owner, friend, member, admin, stranger].map(rights))).toEqual([
      ['write'],
      ['read'],
      ['write'],
      ['write'],
      [],
    ]);
    expect(await other.gateway.getProject({ actor: friend, name })).toMatchObject({
      right: 'read',
      sharedWith: [
        { user: friend.name, right: 'read' },
        { group, right: 'write' },
      ],
    });
    const hidden = await other.gateway.getProject({ actor: stranger, name }).catch((error: unknown) => error);
    const missing = newName('none');
    const absent = await other.gateway.getProject({ actor: stranger, name: missing }).catch((error: unknown) => error);
    expect(hidden).toMatchObject({ code: 'PROJECT_UNKNOWN' });
    expect(String(hidden).replace(name, missing)).toBe(String(absent));
  });

  test('are shared by their owner and admins only, with somebody who exists', async () => {
    const [owner, friend] = [await pair.newUser(), await pair.newUser()];
    const name = newName('hull');
    await one.gateway.createProject({ actor: owner, name });
    await one.gateway.shareProject({ actor: owner, name, with: { user: friend.name }, right: 'write' });
    const attempts = [
      one.gateway.shareProject({ actor: friend, name, with: { user: 'root' }, right: 'read' }),
      one.gateway.shareProject({ actor: await pair.newUser(), name, with: { user: 'root' }, right: 'read' }),
      one.gateway.shareProject({ actor: owner, name, with: { user: 'nobody-here' }, right: 'read' }),
      one.gateway.shareProject({ actor: owner, name, with: { group: 'nothing-here' }, right: 'read' }),
    ];
    expect((await outcomes(attempts)).codes).toEqual(['FORBIDDEN', 'PROJECT_UNKNOWN', 'USER_UNKNOWN', 'GROUP_UNKNOWN']);
  });

  test('keep every share of several given at once', async () => {
    const owner = await pair.newUser();
    const friends = await Promise.all(Array.from({ length: 8 }, () => pair.newUser()));
    const name = newName('keel');
    await one.gateway.createProject({ actor: owner, name });
    await Promise.all(
      friends.map((friend, index) =>
        alternating(index).gateway.shareProject({
          actor: owner,
          name,
          with: { user: friend.name },
          right: 'read',
        }),
      ),
    );
    const { sharedWith } = await one.gateway.getProject({ actor: owner, name });
    expect(sharedWith.map(({ user }) => user).sort()).toEqual(friends.map((friend) => friend.name).sort());
  });

  test('open to a user by what the store says at this moment', async () => {
    const group = newName('lab');
    const [owner, member] = [await pair.newUser(), await pair.newUser([group])];
    const project = newName('mast');
    await one.operator.ensureProject({ name: project, owner: owner.name });
    expect(await one.operator.ensureProject({ name: project, owner: owner.name })).toEqual({ created: false });
    const access = (right: 'read' | 'write') => other.session.access({ user: member.name, project, right });
    expect(await access('read')).toEqual({ allowed: false, right: 'none' });
    await one.gateway.shareProject({ actor: owner, name: project, with: { group }, right: 'read' });
    expect(await access('read')).toEqual({ allowed: true, right: 'read' });
    expect(await access('write')).toEqual({ allowed: false, right: 'read' });
    await one.gateway.updateUser({ actor: admin, name: member.name, groups: [] });
    expect(await access('read')).toEqual({ allowed: false, right: 'none' });
    await one.gateway.updateUser({ actor: admin, name: owner.name, disabled: true });
    expect(await other.session.access({ user: owner.name, project, right: 'read' })).toEqual({
      allowed: false,
      right: 'none',
    });
  });
});

describe('the callers', () => {
  test('are held to the contract', async () => {
    await expect(one.session.login({ user: 'root', password })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(one.gateway.ensureUser({ name: 'eve', password })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});

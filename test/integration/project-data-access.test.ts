import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { SignJWT } from 'jose';
import { randomBytes } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import {
  json,
  startProjectDataPair,
  type ProjectDataInstance,
  type ProjectDataPair,
  type Sent,
} from '../support/project-data-pair.ts';

let pair: ProjectDataPair;
let one: ProjectDataInstance;
let other: ProjectDataInstance;

beforeAll(async () => {
  pair = await startProjectDataPair();
  [one, other] = pair.instances;
}, 300_000);

afterEach(() => {
  pair.clock.aheadMs = 0;
});

afterAll(() => pair.stop());

describe('a path', () => {
  /** Sends the path as it is: other clients would tidy it up. */
  async function rawPut(path: string, token: string): Promise<{ status: number; body: string }> {
    const { hostname, port } = new URL(one.url);
    return await new Promise((resolve, reject) => {
      const put = httpRequest(
        { hostname, port, path, method: 'PUT', headers: { authorization: `Bearer ${token}` } },
        (response) => {
          const parts: Buffer[] = [];
          response.on('data', (part: Buffer) => parts.push(part));
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts).toString() }),
          );
        },
      );
      put.on('error', reject);
      put.end('content');
    });
  }

  test.each([
    '../x',
    '%2e%2e/x',
    'a/../../x',
    'a/%2E%2E%2Fx',
    '%2Fetc/passwd',
    'a%5Cb',
    'C:/x',
    'a%00b',
    'con',
    'a//b',
    'a/',
    'a%0Ab',
    'nul.txt',
    '',
  ])('that is written %j is refused', async (path) => {
    const { project, token } = await pair.newProject();
    const { status, body } = await rawPut(`/v1/project-data/files/${project}/${path}`, token);
    expect(status).toBe(400);
    expect(JSON.parse(body)).toMatchObject({ code: 'PROJECT_PATH_INVALID' });
    expect((await one.session.list({ project })).files).toEqual([]);
  });

  test('cannot lead into another project', async () => {
    const { project, token } = await pair.newProject();
    const victim = await pair.newProject();
    await pair.send(one, `${victim.project}/f`, { method: 'PUT', token: victim.token, body: 'secret' });
    for (const path of [
      `${project}/../${victim.project}/f`,
      `${project}%2F..%2F${victim.project}/f`,
      `${victim.project}/f`,
    ]) {
      const { status } = await rawPut(`/v1/project-data/files/${path}`, token);
      expect([400, 403]).toContain(status);
    }
    expect((await pair.send(one, `${victim.project}/f`, { token: victim.token })).bytes.toString()).toBe('secret');
  });

  test.each([
    ['a/b.txt', 'a/B.txt'],
    ['a', 'a/b/c.txt'],
    ['a/b/c.txt', 'a/b'],
  ])('%j keeps %j out, which no Windows worker could have beside it', async (first, second) => {
    const { project, token } = await pair.newProject();
    const put = (path: string) => pair.send(one, `${project}/${path}`, { method: 'PUT', token, body: 'x' });
    expect((await put(first)).status).toBe(200);
    expect(json(await put(second))).toMatchObject({ code: 'PROJECT_PATH_INVALID' });
    expect((await put(first)).status).toBe(200);
    expect((await put('a.txt')).status).toBe(200);
  });

  test('in two cases is written once, also at the same moment', async () => {
    const { project, token } = await pair.newProject();
    const names = ['result.csv', 'Result.csv', 'RESULT.csv', 'result.CSV'];
    const puts = await Promise.all(
      names.map((name, index) =>
        pair.send(index % 2 === 0 ? one : other, `${project}/${name}`, { method: 'PUT', token, body: name }),
      ),
    );
    expect(puts.map(({ status }) => status).sort()).toEqual([200, 400, 400, 400]);
    expect((await one.session.list({ project })).files).toHaveLength(1);
  });

  test('may be long, and in any script', async () => {
    const { project, token } = await pair.newProject();
    const path = `${'ä'.repeat(100)}/${'文'.repeat(80)}.txt`;
    expect(
      (await pair.send(one, `${project}/${encodeURIComponent(path)}`, { method: 'PUT', token, body: 'x' })).status,
    ).toBe(200);
    expect((await one.session.list({ project })).files.map((file) => file.path)).toEqual([path]);
  });
});

describe('a caller', () => {
  test('needs a token that is ours, for this project and for this right', async () => {
    const { project, token } = await pair.newProject();
    const reader = await one.session.issueToken({ sessionId: 's-1', project, right: 'read', expiresInSeconds: 60 });
    await pair.send(one, `${project}/f`, { method: 'PUT', token, body: 'x' });
    const forged = await new SignJWT({ sessionId: 's', project, right: 'write' })
      .setProtectedHeader({ alg: 'HS256' })
      .setAudience('berth-project-data')
      .setExpirationTime('1h')
      .sign(randomBytes(32));
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{}').toString('base64url')}.`;
    const get = async (used?: string) => {
      const answer = await pair.send(other, project, used === undefined ? {} : { token: used });
      return (json(answer) as { code?: string }).code;
    };
    expect(await get(reader.token)).toBeUndefined();
    expect(await get()).toBe('TOKEN_MISSING');
    expect(await get(forged)).toBe('TOKEN_INVALID');
    expect(await get(unsigned)).toBe('TOKEN_INVALID');
    expect(await get('nonsense')).toBe('TOKEN_INVALID');
    expect(await get((await pair.newProject()).token)).toBe('FORBIDDEN');
    const write = await pair.send(one, `${project}/f`, { method: 'PUT', token: reader.token, body: 'y' });
    expect(json(write)).toMatchObject({ code: 'FORBIDDEN' });
    expect(json(await pair.send(one, `${project}/f`, { method: 'DELETE', token: reader.token }))).toMatchObject({
      code: 'FORBIDDEN',
    });
    pair.clock.aheadMs = 61_000;
    expect(await get(reader.token)).toBe('TOKEN_EXPIRED');
  });

  test('from the gateway acts for a user, whose rights count', async () => {
    const { project, token } = await pair.newProject();
    await pair.send(one, `${project}/f`, { method: 'PUT', token, body: 'x' });
    const as = (user: string): Sent => ({ token: one.gatewayToken, headers: { 'berth-user': user } });
    expect((await pair.send(one, `${project}/f`, as('bob'))).bytes.toString()).toBe('x');
    expect(json(await pair.send(one, `${project}/f`, { ...as('bob'), method: 'PUT', body: 'y' }))).toMatchObject({
      code: 'FORBIDDEN',
    });
    expect((await pair.send(one, `${project}/f`, { ...as('ada'), method: 'PUT', body: 'y' })).status).toBe(200);
    expect(json(await pair.send(one, `${project}/f`, as('eve')))).toMatchObject({ code: 'PROJECT_UNKNOWN' });
    expect(json(await pair.send(one, `${project}/f`, { token: one.gatewayToken }))).toMatchObject({
      code: 'REQUEST_INVALID',
    });
    expect((await one.gateway.list({ project, user: 'bob' })).files).toHaveLength(1);
    await expect(one.gateway.list({ project })).rejects.toMatchObject({ code: 'REQUEST_INVALID' });
    await expect(one.gateway.remove({ project, path: 'f', user: 'bob' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(
      one.gateway.issueToken({ sessionId: 's', project, right: 'read', expiresInSeconds: 1 }),
    ).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });
});

import { readFile, stat, utimes, writeFile, mkdir, readdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { contextsPath, readContexts, saveContext } from '../../../services/cli/context.ts';
import { withFileLock } from '../../../services/cli/contexts/file-lock.ts';
import { problem } from './fake-gateway.ts';
import { createBench, now, type CommandBench } from './run-command.ts';

let bench: CommandBench;

beforeEach(async () => {
  bench = await createBench();
});
afterEach(() => bench.stop());

const identity = { name: 'ada', roles: ['user'], groups: [] };
const later = (ms: number) => new Date(now.getTime() + ms);
const pair = (number: number, from: Date) => ({
  accessToken: `access-${number}`,
  accessExpiresAt: new Date(from.getTime() + 600_000).toISOString(),
  refreshToken: `refresh-${number}`,
  refreshExpiresAt: new Date(from.getTime() + 3_600_000).toISOString(),
  user: identity,
});

/** Each refresh token can be used once. */
function serveRefresh(from: Date): void {
  let number = 1;
  bench.gateway.on('POST /token/refresh', async ({ json }) => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    const isCurrent = (json as { refreshToken: string }).refreshToken === `refresh-${number}`;
    if (!isCurrent) return problem(401, 'TOKEN_INVALID', 'The token was used before.');
    return { json: pair(++number, from) };
  });
}

describe('the file of contexts', () => {
  test('lies where the environment says', () => {
    expect(contextsPath({ BERTH_HOME: '/b', XDG_CONFIG_HOME: '/x', HOME: '/h' })).toBe('/b/contexts.json');
    expect(contextsPath({ XDG_CONFIG_HOME: '/x', HOME: '/h' })).toBe('/x/berth/contexts.json');
    expect(contextsPath({ XDG_CONFIG_HOME: 'relative', HOME: '/h' })).toBe('/h/.config/berth/contexts.json');
  });

  test('can be read by its user alone, and leaves nothing beside it', async () => {
    await bench.login();
    const path = contextsPath(bench.env);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(join(bench.folder, 'home'))).toEqual(['contexts.json']);
  });

  test('keeps every context that is saved at the same time', async () => {
    const names = Array.from({ length: 12 }, (_value, index) => `c${index}`);
    const context = { url: 'http://x', user: 'ada', refreshToken: 'r' };
    await Promise.all(names.map((name) => saveContext(bench.env, name, { context, makeCurrent: false })));
    const { contexts, current } = await readContexts(bench.env);
    expect(Object.keys(contexts).sort()).toEqual([...names].sort());
    expect(names).toContain(current);
  });

  test.each([
    ['is no JSON', '{'],
    ['has no contexts', '{}'],
    ['has half a context', '{"contexts":{"a":{"url":"http://x"}}}'],
  ])('that %s is named with a remedy', async (_what, text) => {
    await mkdir(join(bench.folder, 'home'));
    await writeFile(contextsPath(bench.env), text);
    const { code, stderr } = await bench.run(['status']);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/contexts\.json cannot be read.*\n.*log in again/)]);
  });
});

describe('a lock', () => {
  const limits = { deadlineMs: 300, staleMs: 30_000 };
  const path = () => join(bench.folder, 'lock');

  test('lets one in at a time', async () => {
    let inside = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, ++inside);
      await new Promise((resolve) => setTimeout(resolve, 2));
      inside -= 1;
    };
    await Promise.all(Array.from({ length: 10 }, () => withFileLock(path(), work, { ...limits, deadlineMs: 10_000 })));
    expect(most).toBe(1);
  });

  test('of a process that has ended is taken over', async () => {
    await writeFile(path(), JSON.stringify({ pid: 2 ** 22 + 1, host: hostname(), token: 'x' }));
    expect(await withFileLock(path(), async () => 'done', limits)).toBe('done');
    expect(await readdir(bench.folder)).toEqual([]);
  });

  test('that is too old is taken over, also after a breaker that was killed', async () => {
    const old = new Date(Date.now() - 60_000);
    for (const file of [path(), `${path()}.break`]) {
      await writeFile(file, '');
      await utimes(file, old, old);
    }
    expect(await withFileLock(path(), async () => 'done', limits)).toBe('done');
  });

  test('that somebody holds is waited for until the deadline', async () => {
    await writeFile(path(), JSON.stringify({ pid: process.pid, host: hostname(), token: 'x' }));
    await expect(withFileLock(path(), async () => 'done', limits)).rejects.toMatchObject({ exitCode: 6 });
  });

  test('is given back when the work fails', async () => {
    const fail = () => Promise.reject(new Error('no'));
    await expect(withFileLock(path(), fail, limits)).rejects.toThrow('no');
    expect(await readdir(bench.folder)).toEqual([]);
  });
});

describe('an access token', () => {
  beforeEach(() => bench.login());

  test('that is good is used as it is', async () => {
    bench.gateway.on('GET /nodes', { json: { nodes: [] } });
    expect((await bench.run(['nodes'])).code).toBe(0);
    expect(bench.gateway.seen('GET', '/nodes')[0]?.headers.authorization).toBe('Bearer access-1');
  });

  test('that has expired is exchanged once by many commands at the same time', async () => {
    const moment = later(3_600_000);
    serveRefresh(moment);
    bench.gateway.on('GET /nodes', { json: { nodes: [] } });
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => bench.run(['nodes'], { now: moment })));
    expect(outcomes.map(({ code }) => code)).toEqual(Array(8).fill(0));
    expect(bench.gateway.seen('POST', '/token/refresh')).toHaveLength(1);
    expect((await readContexts(bench.env)).contexts['test']).toMatchObject({
      accessToken: 'access-2',
      refreshToken: 'refresh-2',
    });
  });

  test('that the gateway does not take is exchanged, and the call made again', async () => {
    serveRefresh(now);
    bench.gateway.on('GET /nodes', ({ headers }) =>
      headers.authorization === 'Bearer access-2'
        ? { json: { nodes: [] } }
        : problem(401, 'TOKEN_EXPIRED', 'The token has expired.'),
    );
    expect((await bench.run(['nodes'])).code).toBe(0);
  });

  test('cannot be had after the login has ended', async () => {
    bench.gateway.on('POST /token/refresh', problem(401, 'TOKEN_INVALID', 'Revoked.', { traceId: 'abc' }));
    const { code, stderr } = await bench.run(['nodes'], { now: later(3_600_000) });
    expect([code, stderr]).toEqual([
      3,
      expect.stringMatching(/login has ended[^]*berth login[^]*TOKEN_INVALID, trace abc/),
    ]);
  });
});

describe('which Berth a command speaks to', () => {
  test('is said by BERTH_URL and BERTH_TOKEN before all else', async () => {
    bench.gateway.on('GET /nodes', { json: { nodes: [] } });
    const env = { BERTH_URL: bench.gateway.url, BERTH_TOKEN: 'ci', BERTH_CONTEXT: 'nowhere' };
    expect((await bench.run(['nodes'], { env })).code).toBe(0);
    expect(bench.gateway.seen('GET', '/nodes')[0]?.headers.authorization).toBe('Bearer ci');
    expect((await bench.run(['nodes'], { env: { BERTH_URL: bench.gateway.url } })).code).toBe(2);
  });

  test('is said by --context before BERTH_CONTEXT before the current one', async () => {
    await bench.login();
    bench.gateway.on('GET /nodes', { json: { nodes: [] } });
    const unknown = await bench.run(['nodes', '--context', 'staging']);
    expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining('Use one of: test.')]);
    expect((await bench.run(['nodes'], { env: { BERTH_CONTEXT: 'staging' } })).code).toBe(2);
    expect((await bench.run(['--context', 'test', 'nodes'], { env: { BERTH_CONTEXT: 'staging' } })).code).toBe(0);
  });

  test('is changed with berth context use', async () => {
    await bench.login();
    const context = { url: 'http://other', user: 'eve', refreshToken: 'r' };
    await saveContext(bench.env, 'other', { context, makeCurrent: false });
    expect((await bench.run(['context', 'use', 'other'])).code).toBe(0);
    const { stdout } = await bench.run(['context', 'list']);
    expect(stdout).toMatch(/^\*\s+other\s+http:\/\/other\s+eve$/m);
    expect(stdout).not.toContain('refresh');
    expect((await bench.run(['context', 'use', 'constructor'])).code).toBe(2);
  });

  test('is said to be missing where nothing listens', async () => {
    const env = { BERTH_URL: 'http://127.0.0.1:1', BERTH_TOKEN: 'ci', npm_command: 'exec' };
    const { code, stderr } = await bench.run(['nodes'], { env });
    expect([code, stderr]).toEqual([6, expect.stringMatching(/does not answer \(.+\)[^]*npx berth up/)]);
  });
});

describe('berth login', () => {
  const args = ['login', '--user', 'ada', '--password-stdin'];

  test('makes a context and never shows the password', async () => {
    bench.gateway.on('POST /login', { json: pair(5, now) });
    const outcome = await bench.run([...args, '--url', `${bench.gateway.url}/`, '--context', 'lab'], {
      stdin: Readable.from(['correct horse\n']),
    });
    expect(outcome.code).toBe(0);
    expect(bench.gateway.seen('POST', '/login')[0]?.json).toEqual({ user: 'ada', password: 'correct horse' });
    expect(JSON.parse(await readFile(contextsPath(bench.env), 'utf8'))).toEqual({
      current: 'lab',
      contexts: {
        lab: {
          url: bench.gateway.url,
          user: 'ada',
          accessToken: 'access-5',
          accessExpiresAt: later(600_000).toISOString(),
          refreshToken: 'refresh-5',
        },
      },
    });
    expect(outcome.stdout + outcome.stderr).not.toContain('horse');
  });

  test('again needs no URL, and a new URL is a context of its own', async () => {
    await bench.login();
    bench.gateway.on('POST /login', { json: pair(6, now) });
    expect((await bench.run(['login', '--password-stdin'], { stdin: Readable.from(['pw']) })).code).toBe(0);
    const other = bench.gateway.url.replace('127.0.0.1', 'localhost');
    await bench.run([...args, '--url', other], { stdin: Readable.from(['pw']) });
    const { contexts } = await readContexts(bench.env);
    expect(Object.keys(contexts)).toEqual(['test', expect.stringMatching(/^localhost-\d+$/)]);
    expect(contexts['test']?.refreshToken).toBe('refresh-6');
  });

  test('says that the password is wrong', async () => {
    bench.gateway.on('POST /login', problem(401, 'LOGIN_FAILED', 'The name and the password do not belong together.'));
    const outcome = await bench.run([...args, '--url', bench.gateway.url], { stdin: Readable.from(['pw']) });
    expect([outcome.code, outcome.stderr]).toEqual([3, expect.stringContaining('code LOGIN_FAILED')]);
  });

  test('asks on a terminal without an echo, and Enter, Backspace and Ctrl-C mean what they mean', async () => {
    bench.gateway.on('POST /login', { json: pair(7, now) });
    const modes: boolean[] = [];
    const terminal = (keys: string) =>
      Object.assign(Readable.from(keys), { isTTY: true, setRawMode: (isRaw: boolean) => void modes.push(isRaw) });
    const tty = ['login', '--user', 'ada', '--url', bench.gateway.url];
    const outcome = await bench.run(tty, { stdin: terminal('secrex\u007ft\r') });
    expect([outcome.code, modes]).toEqual([0, [true, false]]);
    expect(bench.gateway.seen('POST', '/login')[0]?.json).toMatchObject({ password: 'secret' });
    expect(outcome.stderr).toMatch(/^Password of ada: \n/);
    expect((await bench.run(tty, { stdin: terminal('sec\u0003') })).code).toBe(130);
    expect((await bench.run(tty)).stderr).toContain('--password-stdin');
  });
});

import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createBench, type CommandBench } from './run-command.ts';

let bench: CommandBench;

beforeEach(async () => {
  bench = await createBench();
  await bench.login();
});
afterEach(() => bench.stop());

const gib = 2 ** 30;
const node = {
  name: 'node-a',
  url: 'http://127.0.0.1:1',
  state: 'ready',
  os: 'linux',
  arch: 'x64',
  capacity: { cpuMillis: 4000, memoryBytes: 8 * gib, gpus: [{ id: 'gpu0', model: 'L4', memoryBytes: gib }] },
  free: { cpuMillis: 2500, memoryBytes: 6 * gib },
  labels: { pool: 'gpu' },
  load: { cpu: 0.25, memoryFreeBytes: gib },
  placements: ['a', 'b'],
};
const user = { name: 'eve', roles: ['user'], groups: ['lab'], disabled: false, createdAt: '2026-03-01T10:00:00Z' };

test('berth nodes shows what is free', async () => {
  bench.gateway.on('GET /nodes', { json: { nodes: [node] } });
  const { stdout } = await bench.run(['nodes']);
  expect(stdout.split('\n')[1]).toMatch(
    /^node-a {2}ready {2}linux\/x64 {2}2\.5 of 4 {2}6\.0 GiB of 8\.0 GiB +1 +25 % +2 {2}pool=gpu$/,
  );
  expect(JSON.parse((await bench.run(['nodes', '-o', 'json'])).stdout)).toEqual({ nodes: [node] });
});

test('berth status shows what runs', async () => {
  const status = {
    platform: 'simulation',
    services: [{ service: 'gateway', instance: 'gateway-0', url: 'http://127.0.0.1:1' }],
    sessions: { ready: 2, closed: 0 },
    nodes: { ready: 1, lost: 1 },
  };
  bench.gateway.on('GET /status', { json: status });
  const { stdout } = await bench.run(['status']);
  expect(stdout).toMatch(/^platform\s+simulation$/m);
  expect(stdout).toMatch(/^nodes\s+1 ready, 1 lost$/m);
  expect(stdout).toMatch(/^sessions\s+2 ready$/m);
  expect(stdout).toMatch(/^gateway\s+gateway-0\s+http/m);
});

describe('users and groups', () => {
  test('are created with a password from stdin', async () => {
    bench.gateway.on('POST /users', { status: 201, json: user });
    const args = ['user', 'create', 'eve', '--group', 'lab', '--password-stdin'];
    const { code, stdout } = await bench.run(args, { stdin: Readable.from(['long enough\n']) });
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^eve\s+user\s+lab\s+active\s+2h$/m)]);
    expect(bench.gateway.seen('POST', '/users')[0]?.json).toEqual({
      name: 'eve',
      password: 'long enough',
      groups: ['lab'],
    });
    expect((await bench.run(args)).code).toBe(2);
  });

  test('are created with a password that is typed twice', async () => {
    bench.gateway.on('POST /users', { status: 201, json: user });
    const typing = (keys: string) => Object.assign(Readable.from([keys]), { isTTY: true, setRawMode: () => undefined });
    const args = ['user', 'create', 'eve'];
    expect((await bench.run(args, { stdin: typing('one two\rone two\r') })).code).toBe(0);
    expect(bench.gateway.seen('POST', '/users')[0]?.json).toEqual({ name: 'eve', password: 'one two' });
    const { code, stderr } = await bench.run(args, { stdin: typing('one two\rone tow\r') });
    expect([code, stderr]).toEqual([2, expect.stringContaining('not the same')]);
  });

  test('are listed', async () => {
    bench.gateway
      .on('GET /users', { json: { users: [user] } })
      .on('GET /groups', { json: { groups: [{ name: 'lab' }] } })
      .on('POST /groups', { json: { name: 'lab' } });
    expect((await bench.run(['user', 'list'])).stdout).toContain('eve');
    expect((await bench.run(['group', 'list'])).stdout).toBe('NAME\nlab\n');
    expect((await bench.run(['group', 'create', 'lab'])).stdout).toBe('NAME\nlab\n');
  });
});

describe('berth doctor', () => {
  test('ends with 0 where nothing required is missing and with 6 where something is', async () => {
    const { code, stdout } = await bench.run(['doctor', '-o', 'json']);
    const { isFit, findings } = JSON.parse(stdout) as {
      isFit: boolean;
      findings: { state: string; remedy?: string }[];
    };
    expect(isFit).toBe(findings.every(({ state }) => state !== 'missing'));
    expect(code).toBe(isFit ? 0 : 6);
    for (const { state, remedy } of findings) expect(remedy === undefined).toBe(state === 'ok');
  });

  test('finds nothing on an empty PATH, and says what to do', async () => {
    const env = { PATH: join(bench.folder, 'none'), XDG_CACHE_HOME: bench.folder };
    const { stdout } = await bench.run(['doctor'], { env });
    expect(stdout).toMatch(/^Python 3\s+not there\s+runs the mesher/m);
    expect(stdout).toMatch(/^What to do:[^]*^ {2}Python 3: run `sudo apt-get install python3`$/m);
  });
});

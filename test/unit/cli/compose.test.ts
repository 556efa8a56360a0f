import { createPublicKey } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Command } from 'commander';
import { parse } from 'yaml';
import { registerCompose } from '../../../services/cli/commands/compose.ts';
import { exitCodeOf, showError } from '../../../services/cli/errors/show-error.ts';
import type { CommandIo } from '../../../services/cli/io.ts';
import type { Outcome } from './run-command.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'berth-cli-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Runs the command alone, in the folder. */
async function compose(...args: readonly string[]): Promise<Outcome> {
  const written = { stdout: '', stderr: '' };
  const outputTo = (name: 'stdout' | 'stderr') => ({
    isTTY: false,
    columns: undefined,
    write: (text: string) => void (written[name] += text),
  });
  const io: CommandIo = {
    stdout: outputTo('stdout'),
    stderr: outputTo('stderr'),
    stdin: Readable.from([]),
    env: {},
    cwd: folder,
    fetch: globalThis.fetch,
    now: () => new Date(0),
    signal: new AbortController().signal,
  };
  const program = new Command('berth')
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.stdout.write(text), writeErr: (text) => io.stderr.write(text) });
  registerCompose(program, io);
  try {
    await program.parseAsync(['compose', ...args], { from: 'user' });
    return { code: 0, ...written };
  } catch (error) {
    return { code: exitCodeOf(error), ...written, stderr: written.stderr + showError(error, { isDebug: false }) };
  }
}

/** Writes a model as a plain value: what checks it is the command. */
async function model(platform: object, below = ''): Promise<void> {
  await mkdir(join(folder, below), { recursive: true });
  await writeFile(join(folder, below, 'berth.config.mjs'), `export default ${JSON.stringify(platform)};\n`);
}

const read = (path: string) => readFile(join(folder, path), 'utf8');
const modeOf = async (path: string) => (await stat(join(folder, path))).mode & 0o777;

describe('berth compose', () => {
  test('writes a file that can be started, with its secrets, beside the model', async () => {
    await model({ name: 'lab' });
    const { code, stdout, stderr } = await compose();
    expect([code, stdout.split('\n')[0]]).toEqual([0, 'compose/compose.yaml']);
    expect(stderr).toContain('next: docker compose -f compose/compose.yaml up --detach --wait');
    expect(stderr).not.toContain('missing');
    const file = parse(await read('compose/compose.yaml')) as Record<string, Record<string, { file: string }>>;
    for (const { file: path } of [...Object.values(file['configs'] ?? {}), ...Object.values(file['secrets'] ?? {})]) {
      expect((await read(join('compose', path))).length).toBeGreaterThan(0);
    }
    expect(file).toHaveProperty(
      ['services', 'local-directory', 'volumes'],
      expect.arrayContaining([expect.objectContaining({ type: 'bind', source: '..' })]),
    );
  });

  test('writes the same, to the byte, the next time, and keeps the secrets', async () => {
    await model({ name: 'lab' });
    await compose();
    const files = await readdir(join(folder, 'compose'), { recursive: true, withFileTypes: true });
    const contents = () =>
      Promise.all(
        files.filter((file) => file.isFile()).map((file) => readFile(join(file.parentPath, file.name), 'utf8')),
      );
    const before = await contents();
    expect((await compose()).stderr).not.toContain('made in');
    expect(await contents()).toEqual(before);
  });

  test('makes secrets that fit one another, in a folder that is closed to others', async () => {
    await model({ name: 'lab' });
    await compose();
    const secret = (name: string) => read(`compose/development/secrets/${name}`);
    const publicKey = createPublicKey(await secret('identity-private')).export({ type: 'spki', format: 'pem' });
    expect(await secret('identity-public')).toBe(publicKey);
    expect(await secret('mongodb-uri-berth')).toContain(
      `berth:${await secret('mongodb-password-berth')}@mongodb:27017`,
    );
    expect(await modeOf('compose/development/secrets')).toBe(0o700);
    // Users of containers read them, whom the machine does not know.
    expect(await modeOf('compose/development/secrets/relay-secret')).toBe(0o644);
    expect(await modeOf('compose/development/catalogue.json')).toBe(0o644);
  });

  test('lets what is derived follow what was given', async () => {
    await model({ name: 'lab' });
    await compose();
    await writeFile(join(folder, 'compose/development/secrets/mongodb-password-berth'), 'my/own');
    expect((await compose()).stderr).toContain('made in compose/development/secrets: mongodb-uri-berth\n');
    expect(await read('compose/development/secrets/mongodb-uri-berth')).toContain('berth:my%2Fown@');
  });

  test('makes no secrets in production unless it is asked to, and names those that are missing', async () => {
    await model({ name: 'lab' });
    const { stderr } = await compose('--production');
    expect(stderr).toContain('missing: compose/production/secrets/relay-secret (signs the tickets');
    expect(stderr).toContain('--secrets makes those that can be made');
    expect(stderr).toContain('next: npx berth compose --production --secrets\n');
    expect(stderr).not.toContain('docker compose');
    await expect(stat(join(folder, 'compose/production/secrets'))).rejects.toThrow('ENOENT');
    expect((await compose('--production', '--secrets')).stderr).not.toContain('missing');
    expect(await read('compose/compose.production.yaml')).toContain('name: lab\n');
  });

  test('asks for what only the owner knows', async () => {
    const services = { api: { image: 'lab/api:1', secrets: { DB_PASSWORD: 'lab-db/password' } } };
    const external = { hosts: ['db.example.org:27017'], cidrs: ['203.0.113.20/32'] };
    await model({ name: 'lab', services, stores: { mongodb: { external } } });
    const { stderr } = await compose('--production', '--secrets');
    expect(stderr).toContain('missing: compose/production/secrets/mongodb-uri-berth (a URI of your MongoDB');
    expect(stderr).toContain('missing: compose/production/secrets/service-api.env (give a value to DB_PASSWORD)');
    expect(stderr).toMatch(
      /next: fill in compose\/production\/secrets\/mongodb-uri-berth, .*service-api\.env, then docker compose -f compose\/compose\.production\.yaml up/,
    );
    expect(await read('compose/production/secrets/service-api.env')).toBe('DB_PASSWORD=\n');
    await writeFile(join(folder, 'compose/production/secrets/service-api.env'), 'DB_PASSWORD=p\n');
    await writeFile(join(folder, 'compose/production/secrets/mongodb-uri-berth'), 'mongodb://x\n');
    expect((await compose('--production', '--secrets')).stderr).not.toContain('missing');
    expect(await read('compose/production/secrets/service-api.env')).toBe('DB_PASSWORD=p\n');
  });

  test('repeats how it was called where secrets are to be made next', async () => {
    await model({ name: 'lab' }, 'my app');
    const { stderr } = await compose('my app', '--production', '--to', 'out', '--port', '8443', '--no-gpus');
    expect(stderr).toContain(
      "next: npx berth compose 'my app' --production --to out --port 8443 --no-gpus --secrets\n",
    );
  });

  test('says of the passwords of the database what its users do', async () => {
    await model({ name: 'lab', stores: { backup: { to: { volume: { size: '1Gi' } } } } });
    const { stderr } = await compose('--production');
    expect(stderr).toContain('(password of the user backup, who reads everything, the oplog included)');
    expect(stderr).toContain('(password of the user restore, who writes everything back, and applies the oplog)');
  });

  test('takes a model of stacks/, the folder being that of the application', async () => {
    await model({ name: 'lab' }, 'app/stacks');
    expect((await compose('app', '--to', 'out')).code).toBe(0);
    expect(await read('out/compose.yaml')).toContain('source: "../app"');
  });

  test('prints one document of JSON where that is asked for', async () => {
    await model({ name: 'lab', services: { cad: { image: 'lab/cad:1', os: 'windows' } } });
    const { stdout } = await compose('-o', 'json', '--no-gpus', '--subnet', '10.9.0.0/16');
    expect(JSON.parse(stdout)).toMatchObject({
      file: 'compose/compose.yaml',
      files: expect.arrayContaining(['compose/development/catalogue.json']),
      secrets: { folder: 'compose/development/secrets', missing: [] },
      notes: [{ path: '/services/cad', text: expect.stringContaining('Windows') }],
    });
    expect(await read('compose/compose.yaml')).toContain('BERTH_HOST: 10.9.0.0/24');
  });

  test('tells where the ports, the node and the addresses come from', async () => {
    await model({ name: 'lab' });
    await compose('--port', '8443', '--address', '10.0.0.5', '--node-cpu', '3', '--node-memory', '5Gi');
    const { services } = parse(await read('compose/compose.yaml')) as {
      services: Record<string, { ports?: object[]; environment: Record<string, string> }>;
    };
    expect(services['gateway']?.ports).toEqual([expect.objectContaining({ published: '8443', host_ip: '10.0.0.5' })]);
    expect(services['local-directory']?.environment).toMatchObject({
      LOCAL_DIRECTORY_CPU: '3',
      LOCAL_DIRECTORY_MEMORY_BYTES: String(5 * 2 ** 30),
    });
  });
});

describe('what is wrong', () => {
  test('with the model is said with its place and a remedy', async () => {
    const web = { image: 'lab/web', port: 7300, external: true };
    await model({ name: 'lab', services: { web } });
    const clash = await compose();
    expect([clash.code, clash.stderr]).toEqual([
      2,
      expect.stringMatching(
        /\/services\/web\/port: expected a port of the machine that is free: gateway .* found 7300/,
      ),
    ]);
    const unpinned = await compose('--production', '--port', '80');
    expect(unpinned.stderr).toMatch(/\/services\/web\/image: expected an image with a digest.*found lab\/web/);
  });

  test('with an image of an environment is said with the place in it', async () => {
    const images = { platform: 'registry.example.org/berth:latest' };
    await model({ name: 'lab', environments: { staging: { flavour: 'kubernetes', images } } });
    const { stderr } = await compose('--production', '-e', 'staging');
    expect(stderr).toContain('/environments/staging/images/platform: expected an image with a digest');
  });

  test('with the folder to write to is said', async () => {
    await model({ name: 'lab' });
    await writeFile(join(folder, 'taken'), '');
    expect(await compose('--to', 'taken')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(`--to: ${join(folder, 'taken')} is a file.`),
    });
  });

  test('with the model by itself is said as everywhere', async () => {
    await model({ name: 'lab', services: { web: { image: 'a:1', env: { BERTH_X: '1' } } } });
    expect(await compose()).toMatchObject({ code: 2, stderr: expect.stringContaining('/services/web/env') });
  });

  test.each([
    [['--environment', 'test'], '"test" is no environment of lab'],
    [['--subnet', '8.8.0.0/16'], 'expected private addresses'],
    [['--subnet', '10.1.2.0/24'], 'Write for example --subnet 10.77.0.0/16'],
    [['--node-memory', '8 GB'], 'a quantity of memory with its unit'],
    [['--node-memory', '4'], '--node-memory: found "4"; expected a quantity of memory with its unit'],
    [['--node-memory', '0Gi'], 'Write for example --node-memory 8Gi.'],
  ])('with %j is said', async (args, expected) => {
    await model({ name: 'lab' });
    expect(await compose(...args)).toMatchObject({ code: 2, stderr: expect.stringContaining(expected) });
  });

  test.each([
    [['--port', '0'], 'Expected a number from 1 to 65535'],
    [['--address', 'localhost'], 'Expected an IPv4 address'],
    [['--node-cpu', 'many'], 'Expected a number of processors'],
  ])('with %j is said by the command line', async (args, expected) => {
    await model({ name: 'lab' });
    expect((await compose(...args)).stderr).toContain(expected);
  });
});

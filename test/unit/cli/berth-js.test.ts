import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

const root = resolve(import.meta.dirname, '../../..');
const entry = join(root, 'services/cli/berth.js');
/** Makes a Node.js say that it is an older one. */
const pretendOld = `data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'20.1.0'}})`;

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'berth-entry-'));
  await copyFile(entry, join(folder, 'berth.js'));
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Runs an entry with the Node.js of this test, which may say that it is an older one. */
function start(script: string, args: readonly string[], { isOld }: { isOld: boolean }) {
  const flags = isOld ? ['--import', pretendOld] : [];
  const child = spawn(process.execPath, [...flags, script, ...args], {
    env: { PATH: process.env['PATH'], BERTH_HOME: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const written = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (written.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (written.stderr += chunk.toString()));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number, ...written }));
  return { child, ended };
}

describe('the entry of berth', () => {
  test('runs the program itself in a Node.js that is new enough', async () => {
    const { code, stdout, stderr } = await start(entry, ['context', 'list', '-o', 'json'], { isOld: false }).ended;
    expect([code, JSON.parse(stdout), stderr]).toEqual([0, { contexts: [] }, '']);
  });

  test('hands over to the Node.js of the package, and ends as that one does', async () => {
    const { code, stderr } = await start(entry, ['session', 'list', '-o', 'xml'], { isOld: true }).ended;
    expect([code, stderr]).toEqual([2, expect.stringContaining('Allowed choices are table, json')]);
  });

  test('runs main.js where it is packed, and passes signals on', async () => {
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
    const waits = `process.on('SIGTERM', () => process.exit(42)); console.log('up'); setInterval(() => {}, 1000);`;
    await writeFile(join(folder, 'main.js'), waits);
    const { child, ended } = start(join(folder, 'berth.js'), [], { isOld: true });
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 42, stderr: '' });
  });

  test('says in one sentence what it needs where there is no such Node.js', async () => {
    const { code, stdout, stderr } = await start(join(folder, 'berth.js'), [], { isOld: true }).ended;
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^berth needs Node\.js 24, and this is 20\.1\.0: .+nodejs\.org.+\.\n$/);
  });
});

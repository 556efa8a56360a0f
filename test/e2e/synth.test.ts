import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blocksOf } from '../support/guide-blocks.ts';
import { startShell } from '../support/shell.ts';

const root = join(import.meta.dirname, '..', '..');
const readme = await readFile(join(root, 'README.md'), 'utf8');
const timeoutMs = 240_000;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'berth-synth-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function filesBelow(path: string): Promise<Readonly<Record<string, string>>> {
  const names = (await readdir(path, { recursive: true })).filter((name) => name.endsWith('.yaml')).toSorted();
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(path, name), 'utf8')] as const)),
  );
}

const env = { ...process.env, CDK8S_CHECK_UPGRADE: 'false' };

test(
  'the commands of the README write every environment, and judge them',
  async () => {
    const section = /^## On a cluster\n(.*?)^## /ms.exec(readme)?.[1] ?? '';
    const [block] = blocksOf(section);
    expect(block?.text).toContain('npx cdk8s synth');
    await mkdir(join(folder, 'a'));
    await writeFile(join(folder, 'a/mine.txt'), '');
    // The checkout stays clean: the folder is called as that of cdk8s.yaml, elsewhere.
    const text = (block?.text ?? '').replace('npx cdk8s synth', `npx cdk8s synth --output ${join(folder, 'a/.cdk8s')}`);
    expect(await startShell(text, { folder: root, env }).done()).toContain('0 refused');
    const written = ['dev', 'dev-crds', 'production', 'production-crds', 'staging', 'staging-crds'];
    expect((await readdir(join(folder, 'a'))).toSorted()).toEqual([
      '.cdk8s',
      ...written.slice(0, 2),
      'mine.txt',
      ...written.slice(2),
    ]);
    expect((await readdir(join(folder, 'a/.cdk8s'))).toSorted()).toEqual(['.gitignore', ...written]);
  },
  timeoutMs,
);

test(
  '`berth synth` writes the same bytes as `cdk8s synth`',
  async () => {
    const to = join(folder, 'b');
    const output = await startShell(`npx berth synth --to ${to}`, { folder: root, env }).done();
    expect(output).toContain('dev (kubernetes): ');
    const files = await filesBelow(to);
    const ofCdk8s = await filesBelow(join(folder, 'a'));
    expect(Object.fromEntries(Object.entries(ofCdk8s).filter(([name]) => !name.startsWith('.cdk8s')))).toEqual(files);
    expect(await filesBelow(join(folder, 'a/.cdk8s'))).toEqual(files);
  },
  timeoutMs,
);

test('`cdk8s synth` fails where the program does, without a stack, and leaves `dist` as it was', async () => {
  const app = join(folder, 'app');
  await mkdir(join(app, 'stacks'), { recursive: true });
  await mkdir(join(app, 'dist/dev'), { recursive: true });
  await copyFile(join(root, 'cdk8s.yaml'), join(app, 'cdk8s.yaml'));
  await writeFile(join(app, 'stacks/synth.ts'), "console.error('error: said by the program'); process.exitCode = 1;\n");
  await writeFile(join(app, 'dist/dev/00-namespaces.yaml'), 'kept');
  const command = `${join(root, 'node_modules/.bin/cdk8s')} synth || echo "ended with $?"`;
  const output = await startShell(command, { folder: app, env }).done();
  expect(output).toContain('error: said by the program');
  expect(output).toContain('ended with 1');
  expect(output).not.toMatch(/^\s+at /m);
  expect(await filesBelow(join(app, 'dist'))).toEqual({ 'dev/00-namespaces.yaml': 'kept' });
});

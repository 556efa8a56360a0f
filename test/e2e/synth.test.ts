import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
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

test(
  'the commands of the README write every environment, and judge them',
  async () => {
    const section = /^## On a cluster\n(.*?)^## /ms.exec(readme)?.[1] ?? '';
    const [block] = blocksOf(section);
    expect(block?.text).toContain('npx cdk8s synth');
    // The checkout stays clean.
    const text = (block?.text ?? '').replace('npx cdk8s synth', `npx cdk8s synth --output ${join(folder, 'a')}`);
    const env = { ...process.env, CDK8S_CHECK_UPGRADE: 'false' };
    expect(await startShell(text, { folder: root, env }).done()).toContain('0 refused');
    expect((await readdir(join(folder, 'a'))).toSorted()).toEqual([
      'dev',
      'dev-crds',
      'production',
      'production-crds',
      'staging',
      'staging-crds',
    ]);
  },
  timeoutMs,
);

test(
  '`berth synth` writes the same bytes as `cdk8s synth`',
  async () => {
    const to = join(folder, 'b');
    const output = await startShell(`npx berth synth --to ${to}`, { folder: root, env: process.env }).done();
    expect(output).toContain('dev (kubernetes): ');
    expect(await filesBelow(to)).toEqual(await filesBelow(join(folder, 'a')));
  },
  timeoutMs,
);

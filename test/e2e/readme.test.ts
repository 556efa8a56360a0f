import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GuideReader } from '../support/guide.ts';
import { blocksOf } from '../support/guide-blocks.ts';

const root = join(import.meta.dirname, '..', '..');
const readme = await readFile(join(root, 'README.md'), 'utf8');
const fiveMinutes = /^## The first five minutes\n(.*?)^## /ms.exec(readme)?.[1] ?? '';
const timeoutMs = 300_000;

/** Where the reader's state, login and results go. */
let machine: string;
let reader: GuideReader;

beforeAll(async () => {
  machine = await mkdtemp(join(tmpdir(), 'berth-readme-'));
  const env = {
    ...process.env,
    BERTH_HOME: join(machine, 'home'),
    XDG_STATE_HOME: join(machine, 'state'),
    GATEWAY_PORT: '0',
  };
  reader = new GuideReader({ folder: root, env });
});
afterAll(async () => {
  await reader.leave();
  await rm(machine, { recursive: true, force: true });
}, timeoutMs);

test(
  'the first five minutes of the README are as it says',
  async () => {
    expect(readme).toContain('    npm ci && npm start ');
    await reader.follow({ language: 'sh', attributes: { terminal: '' }, text: 'npm start' });
    const blocks = blocksOf(fiveMinutes);
    expect(blocks.length).toBeGreaterThan(2);
    const results = join(machine, 'results');
    for (const block of blocks) {
      // The checkout stays clean.
      await reader.follow({ ...block, text: block.text.replace('--to results', `--to ${results}`) });
    }
    expect(await readdir(join(results, 'results', 'cavity'))).toContain('spectrum.json');
  },
  timeoutMs,
);

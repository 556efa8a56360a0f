import { afterAll, expect, test } from '@jest/globals';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareStateFolder } from '../../../services/cli/platform/state-folder.ts';

const existing = await mkdtemp(join(tmpdir(), 'berth-state-'));
afterAll(() => rm(existing, { recursive: true, force: true }));

const modeOf = async (path: string) => (await stat(path)).mode & 0o777;

test('what a platform keeps is closed to other users, also in a folder that was there before', async () => {
  const state = await prepareStateFolder(existing);
  for (const name of ['secrets', 'logs', 'mongodb', 'workers']) {
    expect({ name, mode: await modeOf(join(existing, name)) }).toEqual({ name, mode: 0o700 });
  }
  const files = [state.identityPrivateKey, state.authSigningKey, state.relaySecret, state.demoPassword];
  for (const file of files) expect(await modeOf(file)).toBe(0o600);
  expect(new Set(files).size).toBe(files.length);
});

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkContent } from '../../../../tools/pack/check-content.ts';

let folder: string;
const machine = {
  root: '/builds/berth',
  env: {
    NPM_TOKEN: 'npm_a1b2c3d4e5f6',
    npm_config_registry: 'https://packages.example.org/npm/',
    SHELL: '/usr/bin/bash',
  },
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'berth-pack-'));
  await mkdir(join(folder, 'services'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const checkText = async (text: string) => {
  await writeFile(join(folder, 'services', 'main.js'), text);
  return checkContent(folder, machine);
};

describe('checkContent', () => {
  test('passes what every machine would build', async () => {
    await expect(checkText("spawn('/usr/bin/bash'); fetch('https://api.example.org/')")).resolves.toBeUndefined();
  });

  test.each([
    ['a path of the checkout', "import '/builds/berth/node_modules/ws/index.js'"],
    ['a path of the home folder', `const cache = '${homedir()}/.npm/_cacache'`],
    ['a token of the environment', "const token = 'npm_a1b2c3d4e5f6'"],
    ['the registry of the machine', "fetch('https://packages.example.org/npm/ws')"],
    ['another registry', "fetch('https://registry.internal/ws')"],
    ['a private key', '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIKKw'],
  ])('finds %s', async (_, text) => {
    await expect(checkText(text)).rejects.toThrow(/main\.js (contains|names)/);
  });
});

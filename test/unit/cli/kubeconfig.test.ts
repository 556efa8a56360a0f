import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readKubeconfig } from '../../../services/cli/delivery/cluster/kubeconfig.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'berth-kubeconfig-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A kubeconfig with one context; JSON is YAML. */
async function write(file: string, name: string): Promise<string> {
  const content = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name, cluster: { server: `https://${name}.example.org` } }],
    users: [{ name, user: { token: 'none' } }],
    contexts: [{ name, context: { cluster: name, user: name } }],
    'current-context': name,
  };
  await writeFile(join(folder, file), JSON.stringify(content));
  return join(folder, file);
}

async function serverOf(named: string | undefined, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  return (await readKubeconfig(named, env)).getCurrentCluster()?.server;
}

describe('the kubeconfig', () => {
  test('is the named file before that of KUBECONFIG, and that before the one of the user', async () => {
    await mkdir(join(folder, '.kube'));
    await write('.kube/config', 'home');
    const [named, listed] = [await write('named', 'named'), await write('listed', 'listed')];
    expect(await serverOf(named, { KUBECONFIG: listed, HOME: folder })).toBe('https://named.example.org');
    expect(await serverOf(undefined, { KUBECONFIG: listed, HOME: folder })).toBe('https://listed.example.org');
    expect(await serverOf(undefined, { KUBECONFIG: '', HOME: folder })).toBe('https://home.example.org');
  });

  test('is all files of KUBECONFIG that are there, and the first of them says the current context', async () => {
    const files = [join(folder, 'absent'), await write('one', 'one'), await write('two', 'two')];
    const config = await readKubeconfig(undefined, { KUBECONFIG: files.join(delimiter) });
    expect(config.getContexts().map(({ name }) => name)).toEqual(['one', 'two']);
    expect(config.getCurrentContext()).toBe('one');
  });

  test('that is named has to be there', async () => {
    await expect(readKubeconfig(join(folder, 'absent'), {})).rejects.toMatchObject({
      message: expect.stringContaining('absent cannot be read'),
      exitCode: 2,
    });
  });
});

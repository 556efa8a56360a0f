import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withFileLock } from '../../support/go-tools/file-lock.ts';
import { fetchesToolchains } from '../../support/go-tools/go-command.ts';
import { goProgram, pinnedVersion } from '../../support/go-tools/go-program.ts';
import * as programs from '../../support/go-tools/programs.ts';
import { kubernetesModule } from '../../../tools/kubernetes-schema/kinds.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'berth-test-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

describe('a program from Go modules', () => {
  const context = (env: NodeJS.ProcessEnv) => ({
    env: { HOME: folder, PATH: '', ...env },
    onProgress: () => undefined,
  });

  test('is taken from the folder that KUBEBUILDER_ASSETS names', async () => {
    const path = join(folder, 'etcd');
    await writeFile(path, '');
    expect(await goProgram(programs.etcd, context({ KUBEBUILDER_ASSETS: folder }))).toBe(path);
  });

  test('has to be built where that folder has none, and without Go the error names the remedy', async () => {
    const asked = goProgram(programs.kwok, context({ KUBEBUILDER_ASSETS: folder }));
    await expect(asked).rejects.toThrow(
      /^kwok v\S+ has to be built from Go modules, but go is not on the PATH: install Go .* KUBEBUILDER_ASSETS\.$/,
    );
  });

  test('is of the version that go.mod pins: one Kubernetes for the programs and for the schema', async () => {
    const { kubeApiserver, kubeControllerManager, kubeScheduler, kubectl } = programs;
    for (const program of [kubeApiserver, kubeControllerManager, kubeScheduler, kubectl]) {
      expect(await pinnedVersion(program)).toBe(kubernetesModule.version);
    }
    for (const program of Object.values(programs)) expect(await pinnedVersion(program)).toMatch(/^v\d+\.\d+\.\d+$/);
  });

  test('needs its module in go.mod', async () => {
    const asked = pinnedVersion({ project: 'etcd', module: 'example.com/none' });
    await expect(asked).rejects.toThrow(/etcd\/go\.mod requires no example\.com\/none: add it/);
  });

  test.each([
    ['go1.19.8', false],
    ['go1.20.14', false],
    ['go1.21', true],
    ['go1.26.8', true],
    ['go2.0', true],
    ['devel', false],
  ])('built with %s can fetch the Go that go.mod names: %s', (version, expected) => {
    expect(fetchesToolchains(version)).toBe(expected);
  });
});

describe('the lock of a file', () => {
  test('lets one work after another, and none is left', async () => {
    const path = join(folder, 'in-turn');
    const seen: string[] = [];
    const work = (name: string) => async () => {
      seen.push(`${name} begins`);
      await readdir(folder);
      seen.push(`${name} ends`);
    };
    await Promise.all(['a', 'b', 'c'].map((name) => withFileLock(path, work(name))));
    expect(seen).toHaveLength(6);
    for (let at = 0; at < seen.length; at += 2) expect(seen[at + 1]).toBe(seen[at]?.replace('begins', 'ends'));
    expect(await readdir(folder)).not.toContainEqual(expect.stringContaining('in-turn'));
  });

  test('is free again when the work fails', async () => {
    const path = join(folder, 'failed');
    await expect(withFileLock(path, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await withFileLock(path, () => Promise.resolve('done'))).toBe('done');
  });

  test('is taken from a holder that is dead, also when its pid has another process now', async () => {
    const path = join(folder, 'dead');
    await writeFile(path, JSON.stringify({ pid: process.pid, startTicks: 1, bootId: 'another' }));
    expect(await withFileLock(path, () => Promise.resolve('done'))).toBe('done');
  });

  test('says who holds it, and is given up with the signal', async () => {
    const path = join(folder, 'held');
    const waiter = new AbortController();
    const onWait = (pid: number) => waiter.abort(new Error(`process ${pid} holds it`));
    await withFileLock(path, async () => {
      const asked = withFileLock(path, () => Promise.resolve(), { onWait, signal: waiter.signal });
      await expect(asked).rejects.toThrow(`process ${process.pid} holds it`);
    });
  });

  test('is not waited for where it cannot be written', async () => {
    await expect(withFileLock(join(folder, 'none', 'lock'), () => Promise.resolve())).rejects.toThrow('ENOENT');
  });
});

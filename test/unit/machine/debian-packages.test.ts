import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { canInstallDebianPackages, ensureDebianPackages } from '../../../services/machine/debian-packages.ts';
import { inTemporaryFolder, writeProgram } from './temporary-folder.ts';

const DPKG_KNOWS_MAVEN = 'for name; do :; done; [ "$name" = maven ] && printf installed';

interface Apt {
  env: NodeJS.ProcessEnv;
  calls: () => Promise<string[]>;
  progress: string[];
  onProgress: (line: string) => void;
}

/** A PATH on which apt-get writes down how it was called, and fails as told. */
async function fakeApt(folder: string, failsAt = 'nothing'): Promise<Apt> {
  const log = join(folder, 'calls');
  await writeProgram(folder, 'dpkg-query', DPKG_KNOWS_MAVEN);
  await writeProgram(
    folder,
    'apt-get',
    `echo "$DEBIAN_FRONTEND $*" >> '${log}'; case "$*" in *${failsAt}*) echo "no luck" >&2; exit 100;; esac`,
  );
  const progress: string[] = [];
  return {
    env: { PATH: `${folder}:/usr/bin:/bin` },
    calls: async () => (await readFile(log, 'utf8').catch(() => '')).split('\n').filter(Boolean),
    progress,
    onProgress: (line) => void progress.push(line),
  };
}

describe('Debian packages', () => {
  test('that are missing are installed after one update, and root is named', () =>
    inTemporaryFolder(async (folder) => {
      const { env, calls, progress, onProgress } = await fakeApt(folder);
      const packages = ['default-jdk-headless', 'maven'];
      await ensureDebianPackages({ packages, why: 'it is needed', env, onProgress, userId: 0 });
      expect(await calls()).toEqual([
        expect.stringMatching(/^noninteractive .*update$/),
        expect.stringMatching(/install -y --no-install-recommends default-jdk-headless$/),
      ]);
      expect(progress[0]).toMatch(/default-jdk-headless as root, because it is needed/);
    }));

  test('that are there are left alone', () =>
    inTemporaryFolder(async (folder) => {
      const { env, calls, onProgress } = await fakeApt(folder);
      await ensureDebianPackages({ packages: ['maven'], why: 'x', env, onProgress, userId: 1000 });
      expect(await calls()).toEqual([]);
    }));

  test('are tried although the update failed', () =>
    inTemporaryFolder(async (folder) => {
      const { env, calls, progress, onProgress } = await fakeApt(folder, 'update');
      await ensureDebianPackages({ packages: ['tool'], why: 'x', env, onProgress, userId: 0 });
      expect(await calls()).toHaveLength(2);
      expect(progress.join()).toContain('no luck');
    }));

  test.each([
    ['when the installation fails', 'install', 0, /no luck/],
    ['for anyone but root', 'nothing', 1000, /only root/],
  ])('are refused with the command to run: %s', (_, failsAt, userId, reason) =>
    inTemporaryFolder(async (folder) => {
      const { env, onProgress } = await fakeApt(folder, failsAt);
      const asked = ensureDebianPackages({ packages: ['tool'], why: 'x', env, onProgress, userId });
      await expect(asked).rejects.toMatchObject({
        code: 'DEBIAN_PACKAGE_UNAVAILABLE',
        message: expect.stringMatching(reason) as unknown,
        remedy: 'run `sudo apt-get install tool`',
      });
    }),
  );

  test('a name that is none reaches no command', () =>
    inTemporaryFolder(async (folder) => {
      const { env, calls, onProgress } = await fakeApt(folder);
      const asked = ensureDebianPackages({ packages: ['--purge'], why: 'x', env, onProgress, userId: 0 });
      await expect(asked).rejects.toMatchObject({ code: 'DEBIAN_PACKAGE_UNAVAILABLE' });
      expect(await calls()).toEqual([]);
    }));

  test('can be installed by root where apt-get is', () =>
    inTemporaryFolder(async (folder) => {
      const { env } = await fakeApt(folder);
      expect(await canInstallDebianPackages({ env, userId: 0 })).toBe(true);
      expect(await canInstallDebianPackages({ env, userId: 1000 })).toBe(false);
      expect(await canInstallDebianPackages({ env: { PATH: '/none' }, userId: 0 })).toBe(false);
    }));
});

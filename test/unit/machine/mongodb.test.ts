import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { kindsToTry, readEngine, rememberEngine } from '../../../services/machine/mongodb/engine.ts';
import { useExternal, withoutSecrets } from '../../../services/machine/mongodb/external.ts';
import { foreseeMongodb } from '../../../services/machine/mongodb/foresee-mongodb.ts';
import { serverVersion } from '../../../services/machine/mongodb/java-build.ts';
import { portOf } from '../../../services/machine/mongodb/java-server.ts';
import { memoryServerBinary, recentDownloadFailure } from '../../../services/machine/mongodb/memory-server-binary.ts';
import { mongodArguments } from '../../../services/machine/mongodb/mongod.ts';
import { provideMongodb } from '../../../services/machine/mongodb/provide-mongodb.ts';
import { inTemporaryFolder, writeProgram } from './temporary-folder.ts';

const HOUR_MS = 3_600_000;
const onProgress = (): void => undefined;

describe('the kinds of MongoDB to try', () => {
  test.each([
    [undefined, undefined, ['mongod', 'memory-server', 'java']],
    [undefined, 'h2' as const, ['java']],
    [undefined, 'wiredtiger' as const, ['mongod', 'memory-server']],
    [['external', 'java'] as const, undefined, ['java']],
    [['java'] as const, 'wiredtiger' as const, []],
  ])('allowed %j on %s data', (allowed, engine, kinds) => {
    expect(kindsToTry(allowed, engine)).toEqual(kinds);
  });

  test('follow the format that the folder is remembered to have', () =>
    inTemporaryFolder(async (folder) => {
      expect(await readEngine(folder)).toBeUndefined();
      await rememberEngine(folder, 'memory-server');
      expect(await readEngine(folder)).toBe('wiredtiger');
    }));
});

describe('what would be used', () => {
  test('is found without starting anything', () =>
    inTemporaryFolder(async (folder) => {
      const options = { stateFolder: join(folder, 'state'), cacheFolder: join(folder, 'cache') };
      const uri = { MONGODB_URI: 'mongodb://u:p@db/x' };
      expect(await foreseeMongodb({ ...options, env: uri })).toMatchObject({ kind: 'external', isReady: true });
      expect(await foreseeMongodb({ ...options, env: {} })).toMatchObject({ kind: 'memory-server', isReady: false });
      const mongod = await writeProgram(join(folder, 'bin'), 'mongod', 'exit 1');
      const env = { PATH: join(folder, 'bin') };
      expect(await foreseeMongodb({ ...options, env })).toEqual({ kind: 'mongod', detail: mongod, isReady: true });
      await mkdir(join(options.stateFolder, 'mongodb'), { recursive: true });
      await rememberEngine(join(options.stateFolder, 'mongodb'), 'java');
      expect(await foreseeMongodb({ ...options, env })).toMatchObject({ kind: 'java', isReady: false });
      expect(await foreseeMongodb({ ...options, env, kinds: ['mongod'] })).toMatchObject({ kind: undefined });
    }));
});

describe('an external MongoDB', () => {
  test.each([
    ['mongodb://host:1/', 'mongodb://host:1'],
    ['mongodb://user:p%40ss@a:1,b:2/db?tls=true&password=x', 'mongodb://a:1,b:2'],
    ['mongodb+srv://user:pa@ss@cluster.example/db', 'mongodb+srv://cluster.example'],
  ])('%s is shown as %s', (uri, shown) => {
    expect(withoutSecrets(uri)).toBe(shown);
  });

  test('that does not answer is an error without its password', async () => {
    const asked = useExternal('mongodb://user:secret@127.0.0.1:1/?directConnection=true', 200);
    await expect(asked).rejects.toMatchObject({
      code: 'MONGODB_UNREACHABLE',
      message: expect.not.stringContaining('secret') as unknown,
    });
  });

  test('with a connection string that is none is an error too', async () => {
    await expect(useExternal('db.example:27017', 200)).rejects.toMatchObject({ code: 'MONGODB_UNREACHABLE' });
  });
});

describe('a download that failed', () => {
  const remember = async (folder: string, at: string): Promise<void> => {
    await mkdir(join(folder, 'mongodb-binaries'));
    await writeFile(
      join(folder, 'mongodb-binaries', 'download-failure.json'),
      JSON.stringify({ reason: 'no network', at }),
    );
  };

  test('is remembered for a day', () =>
    inTemporaryFolder(async (folder) => {
      const now = Date.parse('2026-01-02T00:00:00Z');
      await remember(folder, new Date(now).toISOString());
      expect(await recentDownloadFailure(folder, now + 23 * HOUR_MS)).toMatchObject({ reason: 'no network' });
      expect(await recentDownloadFailure(folder, now + 25 * HOUR_MS)).toBeUndefined();
      expect(await recentDownloadFailure(folder, now - HOUR_MS)).toBeUndefined();
    }));

  test('is not tried again meanwhile', () =>
    inTemporaryFolder(async (folder) => {
      await remember(folder, new Date().toISOString());
      const asked = memoryServerBinary({ cacheFolder: folder, env: {}, onProgress, signal: undefined });
      await expect(asked).rejects.toMatchObject({
        code: 'MONGOD_DOWNLOAD_FAILED',
        message: expect.stringContaining('no network; remembered since') as unknown,
      });
    }));
});

describe('our servers', () => {
  test('a mongod listens on this machine only', () => {
    expect(mongodArguments('/s', 5, '/s/log').join(' ')).toContain(
      '--dbpath /s/wiredtiger --bind_ip 127.0.0.1 --port 5',
    );
  });

  test('the Java server says its port', () => {
    expect(portOf('listening 127.0.0.1:4711')).toBe(4711);
    expect(portOf('Picked up JAVA_TOOL_OPTIONS: -Dx=listening 127.0.0.1:4711')).toBeUndefined();
  });

  test('the version of the Java server is the one of the pom', () => {
    expect(serverVersion('<artifactId>mongo-java-server-core</artifactId>\n  <version>1.2.3</version>')).toBe('1.2.3');
    expect(serverVersion('')).toBe('unknown');
  });
});

describe('a machine on which none can be had', () => {
  test('is told what to do, in one sentence', () =>
    inTemporaryFolder(async (folder) => {
      const asked = provideMongodb({
        stateFolder: join(folder, 'state'),
        cacheFolder: join(folder, 'cache'),
        env: { PATH: '/none' },
        kinds: ['mongod', 'java'],
        onProgress,
      });
      await expect(asked).rejects.toMatchObject({
        code: 'MONGODB_UNAVAILABLE',
        message:
          'no MongoDB can be had here (mongod: mongod is not on the PATH; java: java is not on the PATH): ' +
          'run `sudo apt-get install default-jdk-headless maven`, or set MONGODB_URI, or install mongod.',
      });
    }));

  test('gives up at once when it is told to', () =>
    inTemporaryFolder(async (folder) => {
      const signal = AbortSignal.abort(new Error('Ctrl-C'));
      const options = { stateFolder: folder, cacheFolder: folder, env: {}, onProgress, signal };
      await expect(provideMongodb(options)).rejects.toThrow('Ctrl-C');
    }));
});

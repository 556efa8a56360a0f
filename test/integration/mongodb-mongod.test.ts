import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { identifyProcess, isSameProcess } from '../../services/kit/process-identity.ts';
import { endProcess } from '../../services/machine/mongodb/end-process.ts';
import type { ProvidedMongodb } from '../../services/machine/mongodb/provide-mongodb.ts';
import { provideMongodb } from '../../services/machine/mongodb/provide-mongodb.ts';
import { withDeadline } from '../../services/machine/wait-until.ts';
import { temporaryFolder } from './mongodb-support.ts';

const DEADLINE_MS = 60_000;
const CHILD_DEADLINE_MS = 20_000;

// How a mongod is started, recorded and stopped, shown on a program that only answers like one: this needs no MongoDB.
describe('a mongod on the PATH', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let mongodb: ProvidedMongodb | undefined;
  let env: NodeJS.ProcessEnv;

  const putMongod = async (script: string): Promise<void> => {
    const path = join(folder.path, 'bin', 'mongod');
    await mkdir(join(folder.path, 'bin'), { recursive: true });
    await writeFile(path, `#!/bin/sh\n${script}\n`);
    await chmod(path, 0o755);
  };
  const start = async (progress: string[] = []): Promise<ProvidedMongodb> =>
    (mongodb = await provideMongodb({
      stateFolder: join(folder.path, 'state'),
      cacheFolder: join(folder.path, 'cache'),
      env,
      kinds: ['mongod'],
      onProgress: (line) => void progress.push(line),
    }));

  beforeEach(async () => {
    folder = await temporaryFolder();
    env = { ...process.env, PATH: `${join(folder.path, 'bin')}:/usr/bin:/bin` };
    await putMongod(`exec '${process.execPath}' '${join(import.meta.dirname, 'mongodb-fake-mongod.ts')}' "$@"`);
  });

  afterEach(async () => {
    await mongodb?.stop();
    mongodb = undefined;
    await folder.remove();
  });

  test(
    'is used, recorded and stopped',
    async () => {
      const server = await start();
      expect(server).toMatchObject({ kind: 'mongod', version: '8.2.6' });
      const identity = await identifyProcess(server.pid ?? 0);
      const state = join(folder.path, 'state', 'mongodb');
      expect(JSON.parse(await readFile(join(state, 'process.json'), 'utf8'))).toMatchObject({ server: identity });
      expect(JSON.parse(await readFile(join(state, 'engine.json'), 'utf8'))).toEqual({ engine: 'wiredtiger' });
      await server.stop();
      expect(identity && (await isSameProcess(identity))).toBe(false);
      await expect(access(join(state, 'process.json'))).rejects.toMatchObject({ code: 'ENOENT' });
    },
    DEADLINE_MS,
  );

  test(
    'that outlived its killed owner is stopped by the next start',
    async () => {
      const script = join(import.meta.dirname, 'mongodb-child.ts');
      const child = spawn(process.execPath, [script, join(folder.path, 'state'), 'mongod'], {
        env,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const waiting = once(createInterface({ input: child.stdout }), 'line');
      const [line] = (await withDeadline(waiting, { what: 'the child', deadlineMs: CHILD_DEADLINE_MS })) as [string];
      const leftover = await identifyProcess(Number(/^server (\d+) /.exec(line)?.[1]));
      if (leftover === undefined) throw new Error(`no server in: ${line}`);
      try {
        const gone = once(child, 'exit');
        child.kill('SIGKILL');
        await withDeadline(gone, { what: 'the child to end', deadlineMs: CHILD_DEADLINE_MS });
        expect(await isSameProcess(leftover)).toBe(true);
        const progress: string[] = [];
        await start(progress);
        expect(await isSameProcess(leftover)).toBe(false);
        expect(progress[0]).toContain(`pid ${leftover.pid}`);
      } finally {
        child.kill('SIGKILL');
        await endProcess(leftover, 1_000);
      }
    },
    DEADLINE_MS,
  );

  test(
    'that fails is named with the end of its log, and leaves no record',
    async () => {
      await putMongod('echo "this CPU is too old" >&2; exit 14');
      await expect(start()).rejects.toMatchObject({
        code: 'MONGODB_UNAVAILABLE',
        message: expect.stringMatching(/exit code 14.*this CPU is too old.*set MONGODB_URI/) as unknown,
      });
      await expect(access(join(folder.path, 'state', 'mongodb', 'process.json'))).rejects.toMatchObject({
        code: 'ENOENT',
      });
    },
    DEADLINE_MS,
  );

  test(
    'does not replace the server whose format the data has',
    async () => {
      await mkdir(join(folder.path, 'state', 'mongodb'), { recursive: true });
      await writeFile(join(folder.path, 'state', 'mongodb', 'engine.json'), '{"engine":"h2"}');
      await expect(start()).rejects.toMatchObject({
        code: 'MONGODB_UNAVAILABLE',
        message: expect.stringContaining('reads the h2 data') as unknown,
      });
    },
    DEADLINE_MS,
  );
});

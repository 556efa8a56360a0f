import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { findProgram } from '../find-program.ts';
import { MachineError } from '../machine-error.ts';
import { waitUntil } from '../wait-until.ts';
import { askServer } from './ask-server.ts';
import type { ServerAnswer } from './ask-server.ts';
import type { ProvidedMongodb, StartContext } from './contract.ts';
import type { OwnedProcess } from './owned-process.ts';
import { awaitEnd, readyOrEnded, startProcess } from './owned-process.ts';
import { forgetProcess, recordProcess } from './recorded-process.ts';

/** After a crash mongod replays its journal before it answers. */
const READY_DEADLINE_MS = 60_000;
const ANSWER_DEADLINE_MS = 1_000;
const STOP_GRACE_MS = 15_000;
/** The default is half of the machine's memory, which the user's applications need. In GB. */
const CACHE_GB = '0.25';
/** A port that was free can be taken before mongod binds it. */
const ATTEMPTS = 3;

/** Starts the mongod that is on the PATH. */
export async function startMongodOnPath(context: StartContext): Promise<ProvidedMongodb> {
  const binary = await findProgram('mongod', context.env);
  if (binary === undefined) {
    throw new MachineError({
      code: 'MONGODB_NOT_STARTED',
      problem: 'mongod is not on the PATH',
      remedy: 'install MongoDB, or set MONGODB_URI',
    });
  }
  return startMongod('mongod', binary, context);
}

/**
 * Starts a mongod as a standalone server on 127.0.0.1. It needs no replica set: a standalone takes `w: majority` for
 * `w: 1` and `j: true` at its word.
 */
export async function startMongod(
  kind: 'mongod' | 'memory-server',
  binary: string,
  context: StartContext,
): Promise<ProvidedMongodb> {
  await mkdir(join(context.folder, 'wiredtiger'), { recursive: true });
  for (let attempt = 1; ; attempt++) {
    try {
      return await startOnce(kind, binary, context);
    } catch (error) {
      await forgetProcess(context.folder);
      if (attempt === ATTEMPTS || context.signal?.aborted) throw error;
    }
  }
}

async function startOnce(
  kind: 'mongod' | 'memory-server',
  binary: string,
  context: StartContext,
): Promise<ProvidedMongodb> {
  const port = await freePort();
  const logFile = join(context.folder, 'mongod.log');
  const child = await startProcess({
    program: binary,
    args: mongodArguments(context.folder, port, logFile),
    env: context.env,
    cwd: context.folder,
    logFile,
  });
  child.stdout.resume();
  const uri = `mongodb://127.0.0.1:${port}/?directConnection=true`;
  const ready = async (signal: AbortSignal): Promise<ServerAnswer> => {
    await recordProcess(context.folder, child.pid);
    return untilAnswers(uri, child, signal);
  };
  const { version } = await readyOrEnded(child, ready, { logFile, signal: context.signal });
  return { uri, kind, version, pid: child.pid, stop: () => stop(child, context.folder) };
}

/** The command line of our mongod. */
export function mongodArguments(folder: string, port: number, logFile: string): readonly string[] {
  return [
    ...['--dbpath', join(folder, 'wiredtiger')],
    ...['--bind_ip', '127.0.0.1'],
    ...['--port', String(port)],
    ...['--wiredTigerCacheSizeGB', CACHE_GB],
    ...['--logpath', logFile, '--logappend'],
    '--nounixsocket',
    '--quiet',
  ];
}

function untilAnswers(uri: string, child: OwnedProcess, signal: AbortSignal): Promise<ServerAnswer> {
  const look = async (): Promise<ServerAnswer | undefined> => {
    const answer = await askServer(uri, ANSWER_DEADLINE_MS).catch(() => undefined);
    // Someone else's server may have been quicker to take the port.
    return answer?.pid === child.pid ? answer : undefined;
  };
  return waitUntil(look, { what: 'mongod to answer', deadlineMs: READY_DEADLINE_MS, everyMs: 50, signal });
}

async function stop(child: OwnedProcess, folder: string): Promise<void> {
  child.kill('SIGTERM');
  await awaitEnd(child, STOP_GRACE_MS);
  await forgetProcess(folder);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('a listening server has no port');
  return address.port;
}

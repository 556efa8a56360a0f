import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isSameProcess } from '../../kit/process-identity.ts';
import { createLog } from '../../kit/log.ts';
import { userStateFolder } from '../../machine/folders.ts';
import { createProcessRuntime } from '../../runtime/process/process-runtime.ts';
import { readContexts } from '../context.ts';
import { CommandError, usageError } from '../errors/command-error.ts';
import { exitCodes } from '../errors/exit-codes.ts';
import type { CommandIo } from '../io.ts';
import { loadModel } from './model-file.ts';
import { readPlatformRecord, type PlatformRecord } from './state-folder.ts';

/** Longer than a platform needs to close its sessions. */
const endTimeoutMs = 90_000;
const pollMs = 50;

/** Ends the platform of a state folder, and what a killed one left behind. */
export async function down(
  io: CommandIo,
  options: { folder: string | undefined; state: string | undefined },
): Promise<void> {
  const path = await stateFolderOf(io, options);
  const { last, running } = await readPlatformRecord(path);
  if (running !== undefined) await endProcess(running);
  const leftovers = last === undefined ? 0 : await endLeftovers(path, last);
  const ended = running === undefined ? 'No platform was running' : `Ended the platform (process ${running.pid})`;
  io.stderr.write(`${ended}${leftovers === 0 ? '' : `; ended ${leftovers} workers that a killed one had left`}.\n`);
}

async function stateFolderOf(
  io: CommandIo,
  { folder, state }: { folder: string | undefined; state: string | undefined },
): Promise<string> {
  if (state !== undefined) return resolve(io.cwd, state);
  if (folder !== undefined) return userStateFolder(io.env, (await loadModel(resolve(io.cwd, folder))).platform.name);
  const { current, contexts } = await readContexts(io.env);
  const found = current === undefined ? undefined : contexts[current]?.stateFolder;
  if (found !== undefined) return found;
  throw usageError('It is not known which platform is meant.', 'Name the folder of its berth.config.ts, or --state.');
}

async function endProcess(running: PlatformRecord): Promise<void> {
  process.kill(running.pid, 'SIGTERM');
  const endAt = performance.now() + endTimeoutMs;
  while (await isSameProcess(running)) {
    if (performance.now() > endAt) {
      throw new CommandError({
        exitCode: exitCodes.unavailable,
        detail: `Process ${running.pid} did not end within ${endTimeoutMs / 1000} s.`,
        remedy: 'Read its log; as a last resort kill it: what it leaves is ended by another `berth down`.',
      });
    }
    await delay(pollMs);
  }
}

/** Supervisors outlive a killed platform for a while, so that it finds its workers again; here they are ended at once. */
async function endLeftovers(path: string, { nodes }: PlatformRecord): Promise<number> {
  let count = 0;
  for (const node of nodes) {
    const runtime = await createProcessRuntime({
      folder: join(path, 'workers', node),
      spares: 0,
      entry: '',
      orphanMs: 0,
      startTimeoutMs: 0,
      env: {},
      log: createLog({ level: 'silent' }),
    });
    count += (await runtime.find()).length;
    await runtime.stop();
  }
  return count;
}

import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { openSync, closeSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isSameProcess } from '../../kit/process-identity.ts';
import { recordFileName, type SupervisorEnvironment, type SupervisorRecord } from '../supervisor/contract.ts';

/** How supervisors are started. */
export interface SupervisorLaunch {
  /** The supervisor's program, run by this Node. */
  readonly entry: string;
  /** The address on which they listen: relays and other workers reach them there. @default 127.0.0.1 */
  readonly host?: string;
  readonly orphanMs: number;
  /** How long it may take to listen, in milliseconds. */
  readonly startTimeoutMs: number;
  /** Environment of the workers. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Starts a supervisor with a folder of its own. It leads its own process group and session, so that neither a Ctrl-C
 * at the terminal nor the end of the local directory ends it.
 */
export async function launchSupervisor(launch: SupervisorLaunch, folder: string): Promise<SupervisorRecord> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const own: SupervisorEnvironment = {
    BERTH_SUPERVISOR_FOLDER: folder,
    BERTH_SUPERVISOR_TOKEN: randomBytes(24).toString('base64url'),
    BERTH_SUPERVISOR_HOST: launch.host ?? '127.0.0.1',
    BERTH_SUPERVISOR_ORPHAN_MS: String(launch.orphanMs),
    // Beside the folders of the nodes, which are named by DNS labels; readable by their owner alone, as they are.
    NODE_COMPILE_CACHE: join(dirname(dirname(folder)), '.compile-cache'),
  };
  const log = openSync(join(folder, 'supervisor.log'), 'a');
  let child: ReturnType<typeof spawn> | undefined;
  try {
    // Small heaps: a supervisor holds a window of messages, and there is one for every worker.
    child = spawn(process.execPath, ['--max-semi-space-size=2', launch.entry], {
      detached: true,
      windowsHide: true,
      env: { ...launch.env, ...own },
      stdio: ['ignore', 'pipe', log],
    });
    await untilListening(child, launch.startTimeoutMs);
    child.unref();
  } catch (error) {
    child?.kill('SIGKILL');
    throw error;
  } finally {
    closeSync(log);
  }
  const record = await readRecord(folder);
  if (record === undefined) throw new Error(`the supervisor in ${folder} wrote no record`);
  return record;
}

async function untilListening(child: ReturnType<typeof spawn>, timeoutMs: number): Promise<void> {
  const stdout = child.stdout;
  let timer: NodeJS.Timeout | undefined;
  await new Promise<void>((resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`a supervisor did not listen within ${timeoutMs} ms`)), timeoutMs);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`a supervisor ended with ${String(code)} before it listened`)));
    stdout?.once('data', () => resolve());
  }).finally(() => {
    clearTimeout(timer);
    child.removeAllListeners('exit');
    stdout?.destroy();
  });
}

/** The record in a supervisor's folder, if its process is still the one that wrote it. */
export async function readRecord(folder: string): Promise<SupervisorRecord | undefined> {
  try {
    const record = JSON.parse(await readFile(join(folder, recordFileName), 'utf8')) as SupervisorRecord;
    return (await isSameProcess(record)) ? record : undefined;
  } catch {
    return undefined; // No record, or one that was cut off: there is no supervisor to speak to.
  }
}

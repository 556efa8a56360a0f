import { readFile } from 'node:fs/promises';
import { isRecord } from '../json-file.ts';
import { waitUntil } from '../wait-until.ts';

/** Which process is meant, also when its pid has been given to another one since. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Clock ticks between the machine's boot and the process's start. */
  readonly startTicks: number;
  /** Which boot of the machine. */
  readonly bootId: string;
}

/** The 22nd field of /proc/PID/stat, counted from the first one after the process's name. */
const START_TICKS_INDEX = 19;
const STATE_INDEX = 0;
const KILLED_DEADLINE_MS = 5_000;

/** The identity of the living process `pid`; `undefined` when there is none, or no /proc to ask. */
export async function identityOf(pid: number): Promise<ProcessIdentity | undefined> {
  try {
    const [stat, bootId] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
    ]);
    const startTicks = startTicksOf(stat);
    return startTicks === undefined ? undefined : { pid, startTicks, bootId: bootId.trim() };
  } catch {
    return undefined;
  }
}

/** When the process of a line of /proc/PID/stat started; `undefined` when it only waits to be reaped. */
export function startTicksOf(stat: string): number | undefined {
  // The name is in brackets and may itself hold brackets and blanks.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[START_TICKS_INDEX]);
  return fields[STATE_INDEX] === 'Z' || !Number.isSafeInteger(ticks) ? undefined : ticks;
}

/** Whether this very process still lives. */
export async function isAlive(identity: ProcessIdentity): Promise<boolean> {
  const now = await identityOf(identity.pid);
  return now?.startTicks === identity.startTicks && now.bootId === identity.bootId;
}

/** Ends a process: asks it, waits `graceMs`, then kills it. Returns when it is gone. */
export async function endProcess(identity: ProcessIdentity, graceMs: number): Promise<void> {
  const gone = async (): Promise<true | undefined> => ((await isAlive(identity)) ? undefined : true);
  if (await gone()) return;
  signalQuietly(identity.pid, 'SIGTERM');
  const what = `process ${identity.pid} to end`;
  try {
    await waitUntil(gone, { what, deadlineMs: graceMs });
  } catch {
    signalQuietly(identity.pid, 'SIGKILL');
    await waitUntil(gone, { what, deadlineMs: KILLED_DEADLINE_MS });
  }
}

/** Reads an identity back from JSON. */
export function parseIdentity(value: unknown): ProcessIdentity | undefined {
  if (!isRecord(value)) return undefined;
  const { pid, startTicks, bootId } = value;
  if (typeof pid !== 'number' || typeof startTicks !== 'number' || typeof bootId !== 'string') return undefined;
  return { pid, startTicks, bootId };
}

function signalQuietly(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended between the look and the signal.
  }
}

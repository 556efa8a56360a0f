import { readFile } from 'node:fs/promises';

/** Which process is meant, also when its pid has been given to another one since. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Clock ticks between the machine's boot and the process's start; 0 where there is no /proc to ask. */
  readonly startTicks: number;
  /** Which boot of the machine. */
  readonly bootId: string;
}

/** The 22nd field of /proc/<pid>/stat (proc(5)), counted from the first one after the process's name. */
const startTicksIndex = 19;
const stateIndex = 0;

/** The identity of a living process; `undefined` where there is none of this pid. */
export async function identifyProcess(pid: number): Promise<ProcessIdentity | undefined> {
  if (process.platform !== 'linux') return isRunning(pid) ? { pid, startTicks: 0, bootId: '' } : undefined;
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

/** Whether the process that was recorded is still the one that runs. */
export async function isSameProcess(recorded: ProcessIdentity): Promise<boolean> {
  const now = await identifyProcess(recorded.pid);
  return now?.startTicks === recorded.startTicks && now.bootId === recorded.bootId;
}

/** When the process of a line of /proc/<pid>/stat started; `undefined` when it only waits to be reaped. */
export function startTicksOf(stat: string): number | undefined {
  // The name is in brackets and may itself hold brackets and blanks.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[startTicksIndex]);
  return fields[stateIndex] === 'Z' || !Number.isSafeInteger(ticks) ? undefined : ticks;
}

/** Reads an identity back from JSON; `undefined` where the value is none. */
export function parseIdentity(value: unknown): ProcessIdentity | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { pid, startTicks, bootId } = value as Partial<Record<keyof ProcessIdentity, unknown>>;
  if (typeof pid !== 'number' || typeof startTicks !== 'number' || typeof bootId !== 'string') return undefined;
  return { pid, startTicks, bootId };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

import { readFile } from 'node:fs/promises';

/** What tells a process from a later one that has the same pid. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Field 22 of /proc/<pid>/stat, in clock ticks since boot (proc(5)). */
  readonly startTime: string;
  readonly bootId: string;
}

/** The identity of a running process; `undefined` where there is none of this pid. */
export async function identifyProcess(pid: number): Promise<ProcessIdentity | undefined> {
  if (process.platform !== 'linux') return isRunning(pid) ? { pid, startTime: '', bootId: '' } : undefined;
  try {
    const [stat, bootId] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
    ]);
    // The second field, the name in parentheses, may hold spaces and parentheses itself.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const isZombie = fields[0] === 'Z';
    return isZombie ? undefined : { pid, startTime: fields[19] ?? '', bootId: bootId.trim() };
  } catch {
    return undefined;
  }
}

/** Whether the process that was recorded is still the one that runs. */
export async function isSameProcess(recorded: ProcessIdentity): Promise<boolean> {
  const now = await identifyProcess(recorded.pid);
  return now?.startTime === recorded.startTime && now.bootId === recorded.bootId;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

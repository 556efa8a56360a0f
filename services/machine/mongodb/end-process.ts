import { isSameProcess, type ProcessIdentity } from '../../kit/process-identity.ts';
import { waitUntil } from '../wait-until.ts';

const KILLED_DEADLINE_MS = 5_000;

/** Ends a process: asks it, waits `graceMs`, then kills it. Returns when it is gone. */
export async function endProcess(identity: ProcessIdentity, graceMs: number): Promise<void> {
  const gone = async (): Promise<true | undefined> => ((await isSameProcess(identity)) ? undefined : true);
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

function signalQuietly(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended between the look and the signal.
  }
}

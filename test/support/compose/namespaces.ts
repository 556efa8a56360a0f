import { randomBytes } from 'node:crypto';
import { identifyProcess } from '../../../services/kit/process-identity.ts';
import { runCommand } from '../../../services/machine/run-command.ts';

/** Of the namespaces that a process makes: `berth-<pid>-<when it started>-<which machine>-<place>`. */
const namePattern = /^berth-(\d+)-(\d+)-/;
const deadlineMs = 60_000;

/** What the names of a machine's namespaces begin with: a later process can see by it whether this one lives. */
export async function newPrefix(): Promise<string> {
  const { pid, startTicks } = (await identifyProcess(process.pid)) ?? { pid: process.pid, startTicks: 0 };
  return `berth-${pid}-${startTicks}-${randomBytes(3).toString('hex')}-`;
}

/** Removes the namespaces of processes that are gone, and ends what they left running there. */
export async function removeDeadNamespaces(): Promise<void> {
  const prefixes = new Set((await namespaces()).flatMap((name) => namePattern.exec(name)?.[0] ?? []));
  for (const prefix of prefixes) {
    const [, pid, startTicks] = namePattern.exec(prefix) ?? [];
    const now = await identifyProcess(Number(pid));
    if (now?.startTicks !== Number(startTicks)) await removeNamespaces(prefix);
  }
}

/** Removes the namespaces whose names begin with a prefix. */
export async function removeNamespaces(prefix: string): Promise<void> {
  for (const name of (await namespaces()).filter((each) => each.startsWith(prefix))) {
    for (const pid of await ip('netns', 'pids', name)) kill(Number(pid));
    await ip('netns', 'delete', name);
  }
}

/** `ip netns list` says a name, and a number behind it where it has one. */
async function namespaces(): Promise<readonly string[]> {
  return (await ip('netns', 'list')).map((line) => line.split(' ')[0] ?? '');
}

function ip(...args: readonly string[]): Promise<readonly string[]> {
  return runCommand('ip', args, { env: process.env, deadlineMs });
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended since.
  }
}

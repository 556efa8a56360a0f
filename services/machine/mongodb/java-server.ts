import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { MachineError } from '../machine-error.ts';
import { withDeadline } from '../wait-until.ts';
import { askServer } from './ask-server.ts';
import type { ProvidedMongodb, StartContext } from './contract.ts';
import type { BuiltJavaServer } from './java-build.ts';
import { builtJavaServer } from './java-build.ts';
import { javaTools } from './java-tools.ts';
import type { OwnedProcess } from './owned-process.ts';
import { awaitEnd, readyOrEnded, startProcess } from './owned-process.ts';
import { forgetProcess, recordProcess } from './recorded-process.ts';

const READY_DEADLINE_MS = 30_000;
const ANSWER_DEADLINE_MS = 10_000;
/** Longer than the server's own deadline for closing its file. */
const STOP_GRACE_MS = 10_000;

/** A small heap, and quick to start: 0.25 s until it listens, against 0.32 s with the JVM's own choices (medians of 7). */
const JVM_OPTIONS = [
  '-Xmx256m',
  '-XX:+UseSerialGC',
  '-XX:TieredStopAtLevel=1',
  '-XX:+ExitOnOutOfMemoryError',
  // The server's library logs every refused command, with its data; our classes log what matters themselves.
  '-Dslf4j.internal.verbosity=ERROR',
] as const;

/** Starts the embedded server on Java, and builds it first where that has not been done. */
export async function startJavaServer(context: StartContext): Promise<ProvidedMongodb> {
  const { java } = await javaTools(['java'], context);
  const built = await builtJavaServer(context);
  await mkdir(join(context.folder, 'h2'), { recursive: true });
  try {
    return await startBuilt(java, built, context);
  } catch (error) {
    await forgetProcess(context.folder);
    throw error;
  }
}

async function startBuilt(java: string, built: BuiltJavaServer, context: StartContext): Promise<ProvidedMongodb> {
  const logFile = join(context.folder, 'java.log');
  const child = await startProcess({
    program: java,
    args: [
      ...JVM_OPTIONS,
      `-XX:ErrorFile=${join(context.folder, 'java-crash.log')}`,
      ...['-cp', built.classPath, 'berth.BerthMongoServer', join(context.folder, 'h2', 'berth.mv')],
    ],
    env: context.env,
    cwd: context.folder,
    logFile,
  });
  const ready = async (signal: AbortSignal): Promise<string> => {
    await recordProcess(context.folder, child.pid);
    const uri = `mongodb://127.0.0.1:${await reportedPort(child, signal)}/?directConnection=true`;
    await askServer(uri, ANSWER_DEADLINE_MS);
    return uri;
  };
  const uri = await readyOrEnded(child, ready, { logFile, signal: context.signal });
  return { uri, kind: 'java', version: built.version, pid: child.pid, stop: () => stop(child, context.folder) };
}

function reportedPort(child: OwnedProcess, signal: AbortSignal): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    const port = portOf(line);
    if (port !== undefined) resolve(port);
  });
  signal.addEventListener('abort', () => reject(aborted()), { once: true });
  if (signal.aborted) reject(aborted());
  return withDeadline(promise, { what: 'the embedded MongoDB to listen', deadlineMs: READY_DEADLINE_MS });
}

/** The port in the line by which the server says that it can be used. */
export function portOf(line: string): number | undefined {
  const digits = /^listening 127\.0\.0\.1:(\d+)$/.exec(line)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

async function stop(child: OwnedProcess, folder: string): Promise<void> {
  child.stdin.end();
  await awaitEnd(child, STOP_GRACE_MS);
  await forgetProcess(folder);
}

function aborted(): MachineError {
  return new MachineError({ code: 'MONGODB_NOT_STARTED', problem: 'the start was given up', remedy: 'start it again' });
}

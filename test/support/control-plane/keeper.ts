// A program of its own: keeps the control plane of a run of tests (its argument) until it is asked to end, or until the
// run's main process is gone, however that ended.
import { rm } from 'node:fs/promises';
import { isSameProcess } from '../../../services/kit/process-identity.ts';
import { writeJson } from '../../../services/machine/json-file.ts';
import { startKwok } from './kwok.ts';
import { startControlPlane } from './start.ts';
import { parseTestRun, type TestRun } from './test-run.ts';

const LOOK_EVERY_MS = 500;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Aborted when there is nobody left to keep anything for. */
function untilOver({ owner }: TestRun): AbortSignal {
  const over = new AbortController();
  const end = () => over.abort(new Error('the run of tests is over'));
  process.on('SIGTERM', end).on('SIGINT', end);
  const look = async () => {
    if (!(await isSameProcess(owner))) end();
  };
  setInterval(() => void look(), LOOK_EVERY_MS).unref();
  return over.signal;
}

async function keep(run: TestRun): Promise<void> {
  const signal = untilOver(run);
  const context = { env: process.env, onProgress: say, signal };
  const plane = await startControlPlane({ folder: run.planeFolder, ...context });
  try {
    await startKwok(plane, context);
    await writeJson(run.accessFile, plane.access);
    const over = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    const broken = signal.aborted ? undefined : await Promise.race([over, plane.broken]);
    if (broken !== undefined) throw new Error(broken);
  } finally {
    await rm(run.accessFile, { force: true });
    await plane.stop();
  }
  await rm(run.folder, { recursive: true, force: true });
}

const run = parseTestRun(process.argv[2] ?? '', process.env);
if (run === undefined) throw new Error(`"${process.argv[2] ?? ''}" names no run of tests`);
try {
  await keep(run);
} catch (error) {
  // The log stays, for whoever wonders; the next run removes it.
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
// The look at the owner may be under way.
process.exit();

import { readFile } from 'node:fs/promises';
import { endProcess } from '../../services/machine/mongodb/end-process.ts';
import { livingOwner } from './control-plane/folder.ts';
import { currentTestRun, removeRun } from './control-plane/test-run.ts';

const GRACE_MS = 20_000;

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Jest's `globalTeardown`: ends what the run's test files shared, and says what did not end well. */
export default async function endRun(): Promise<void> {
  const run = currentTestRun(process.env);
  const keeper = await livingOwner(run.planeFolder);
  if (keeper !== undefined) await endProcess(keeper, GRACE_MS);
  // The keeper's log stays where it did not end as it was asked to.
  const log = await readFile(run.logFile, 'utf8').catch(() => '');
  if (log !== '') say(`the test control plane did not end well:\n${log}`);
  // Jest does not run the hooks of a test file that fails while it is loaded: a control plane of its own still runs.
  await removeRun(run, say);
}

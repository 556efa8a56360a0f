/** `npm test`: runs jest with the given arguments, quick tests first; ends with a line `N passed, N failed`. */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';

/** The part of jest's JSON report that is read here. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  /** Files that could not even be loaded: no test of theirs was counted. */
  readonly numRuntimeErrorTestSuites: number;
}

const root = join(import.meta.dirname, '..');

/** Runs jest; answers with the exit code, by the shell's rule where a signal ended it. */
async function runJest(args: readonly string[]): Promise<number> {
  // Tests are modules (ESM), which jest loads through an API of Node that warns of being experimental.
  const node = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const jest = [join(root, 'node_modules/jest/bin/jest.js'), '--testSequencer', join(root, 'tools/test-order.ts')];
  const child = spawn(process.execPath, [...node, ...jest, ...args], { cwd: root, stdio: 'inherit' });
  const forward = (signal: NodeJS.Signals) => child.kill(signal);
  process.on('SIGINT', forward).on('SIGTERM', forward);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
  });
}

async function readReport(path: string): Promise<Report | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Report;
  } catch {
    return undefined; // Jest was ended, or only listed its tests.
  }
}

function summary(report: Report): string {
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  const skipped = report.numPendingTests > 0 ? `, ${report.numPendingTests} skipped` : '';
  return `${report.numPassedTests} passed, ${failed} failed${skipped}`;
}

const folder = await mkdtemp(join(tmpdir(), 'berth-test-'));
const reportPath = join(folder, 'report.json');
try {
  process.exitCode = await runJest(['--json', '--outputFile', reportPath, ...process.argv.slice(2)]);
  const report = await readReport(reportPath);
  if (report !== undefined) process.stdout.write(`\n${summary(report)}\n`);
} finally {
  await rm(folder, { recursive: true, force: true });
}

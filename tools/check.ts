/** `npm run check`: everything that can be said of the code without running it. `-- --cold` forgets the caches first. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

interface Check {
  readonly name: string;
  /** The program, inside node_modules, and its arguments. */
  readonly command: readonly string[];
}

interface Outcome {
  readonly check: Check;
  readonly passed: boolean;
  readonly seconds: number;
  readonly output: string;
}

const root = join(import.meta.dirname, '..');
const caches = 'node_modules/.cache';
const rooms = ['infra', 'policies', 'stacks', 'services', 'examples', 'test', 'bench', 'tools'].filter((room) =>
  existsSync(join(root, room)),
);

/** The longest first, so that the processors are busy to the end. */
const checks: readonly Check[] = [
  {
    name: 'lint',
    command: ['eslint/bin/eslint.js', '.', '--cache', '--cache-strategy=content', `--cache-location=${caches}/eslint`],
  },
  { name: 'types', command: ['typescript/bin/tsc', '--project', '.'] },
  {
    name: 'format',
    command: [
      'prettier/bin/prettier.cjs',
      '--check',
      '.',
      '--cache',
      '--cache-strategy=content',
      `--cache-location=${caches}/prettier.json`,
    ],
  },
  { name: 'dead code', command: ['knip/bin/knip.js', '--no-progress', '--no-config-hints'] },
  { name: 'room arrows', command: ['dependency-cruiser/bin/dependency-cruiser.mjs', ...rooms] },
];

const nameWidth = Math.max(...checks.map(({ name }) => name.length));

async function runCheck(check: Check): Promise<Outcome> {
  const startedAt = performance.now();
  const [program = '', ...args] = check.command;
  const child = spawn(process.execPath, [join(root, 'node_modules', program), ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
  const passed = await new Promise<boolean>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code === 0));
  });
  const outcome = { check, passed, seconds: (performance.now() - startedAt) / 1000, output };
  process.stdout.write(`${showLine(outcome)}\n`);
  return outcome;
}

/** Runs the checks in their order, as many at a time as there are processors. */
async function runAll(): Promise<readonly Outcome[]> {
  const waiting = [...checks];
  const outcomes: Outcome[] = [];
  const runNext = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) outcomes.push(await runCheck(next));
  };
  await Promise.all(Array.from({ length: availableParallelism() }, runNext));
  return outcomes;
}

function showLine({ check, passed, seconds }: Outcome): string {
  return `${passed ? 'ok    ' : 'FAILED'} ${check.name.padEnd(nameWidth)} ${seconds.toFixed(1).padStart(5)} s`;
}

async function forgetCaches(): Promise<void> {
  const files = ['eslint', 'prettier.json', 'tsc.tsbuildinfo'];
  await Promise.all(files.map((file) => rm(join(root, caches, file), { force: true })));
}

if (process.argv.includes('--cold')) await forgetCaches();
const startedAt = performance.now();
const failed = (await runAll()).filter(({ passed }) => !passed);
for (const { check, output } of failed) process.stdout.write(`\n── ${check.name} ──\n${output.trimEnd()}\n`);
const total = ((performance.now() - startedAt) / 1000).toFixed(1);
process.stdout.write(
  failed.length === 0
    ? `\nall ${checks.length} checks passed in ${total} s\n`
    : `\n${failed.length} of ${checks.length} checks failed in ${total} s: ${failed.map(({ check }) => check.name).join(', ')}\n`,
);
process.exitCode = failed.length === 0 ? 0 : 1;

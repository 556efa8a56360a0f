/** `npm run bench -- <name> [--json] [--runs N]`: measures one thing and compares it with its yardstick. */
import { parseArgs } from 'node:util';
import type { Bench } from './support/bench.ts';
import { describeMachine, judge, type Report } from './support/result.ts';
import { showReport } from './support/table.ts';

const benches: Readonly<Record<string, () => Promise<{ readonly bench: Bench }>>> = {
  'session-open': () => import('./session-open.ts'),
  relay: () => import('./relay.ts'),
  footprint: () => import('./footprint.ts'),
  synth: () => import('./synth.ts'),
};

const usage = `npm run bench -- <name> [--json] [--runs N]

  session-open  opening a session, against starting its worker's process bare
  relay         messages through the relay, against a bare forwarder
  footprint     memory and start-up time of each role
  synth         the manifests of a model with many services, against bare cdk8s
`;
const usageError = 2;

async function run(name: string, load: () => Promise<{ readonly bench: Bench }>, options: Options): Promise<void> {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());
  const { bench } = await load();
  const { database, results } = await bench({
    runs: options.runs,
    signal: stopping.signal,
    onProgress: (line) => process.stderr.write(`${line}\n`),
  });
  const report: Report = {
    bench: name,
    machine: describeMachine(),
    results: results.map((measured) => judge(measured, database)),
  };
  process.stdout.write(options.json ? `${JSON.stringify(report, null, 2)}\n` : `\n${showReport(report)}`);
}

interface Options {
  readonly json: boolean;
  readonly runs: number | undefined;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, runs: { type: 'string' } },
});
const [name = ''] = positionals;
const load = benches[name];
const runs = values.runs === undefined ? undefined : Number(values.runs);
if (load === undefined || (runs !== undefined && !(Number.isSafeInteger(runs) && runs > 0))) {
  process.stderr.write(usage);
  process.exitCode = usageError;
} else await run(name, load, { json: values.json, runs });

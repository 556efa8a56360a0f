/** How long a user waits for a session with one worker, compared with starting the worker's process bare. */
import { setTimeout as delay } from 'node:timers/promises';
import { prepareBareWorkers, type BareWorkers } from './support/bare-worker.ts';
import type { Bench, BenchOptions } from './support/bench.ts';
import { closeSession, openSession, startPlatformProcess, type BenchPlatform } from './support/platform.ts';
import { ratioAtMost, type Measured } from './support/result.ts';
import { median, percentile, spreadOf } from './support/statistics.ts';
import { inTemporaryFolder } from './support/temporary-folder.ts';

const defaultRuns = 25;
/** Not counted: connections, compiled code and file caches are those of a platform that has run for a while. */
const warmUps = 3;
/** Between two runs, so that the one before it has been tidied up and the next supervisor waits. */
const restMs = 700;
const goal = 1.5;
const command = ['node', 'minimal/worker.ts'];

interface Times {
  readonly bare: number[];
  readonly open: number[];
}

export const bench: Bench = async (options) =>
  inTemporaryFolder(async (folder) => {
    const platform = await startPlatformProcess(folder);
    const bare = await prepareBareWorkers(folder);
    try {
      const times = await measure({ platform, bare }, options);
      return { database: platform.database, results: results(times) };
    } finally {
      await bare.stop();
      await platform.stop();
    }
  });

async function measure(
  { platform, bare }: { platform: BenchPlatform; bare: BareWorkers },
  { runs = defaultRuns, signal, onProgress }: BenchOptions,
): Promise<Times> {
  const times: Times = { bare: [], open: [] };
  for (let run = -warmUps; run < runs && !signal.aborted; run++) {
    const bareMs = await bare.measure(command);
    await delay(restMs);
    const startedAt = performance.now();
    const session = await openSession(platform, 'minimal');
    const openMs = performance.now() - startedAt;
    await closeSession(platform, session);
    await delay(restMs);
    if (run < 0) continue;
    times.bare.push(bareMs);
    times.open.push(openMs);
    onProgress(`run ${run + 1}: bare ${bareMs.toFixed(0)} ms, session ${openMs.toFixed(0)} ms`);
  }
  return times;
}

function results({ bare, open }: Times): Measured[] {
  const figure = (name: string, of: (values: readonly number[]) => number) => ({
    name,
    value: of(open),
    unit: 'ms',
    spread: spreadOf(open),
    yardstick: { name: 'bare spawn to "ready"', value: of(bare), spread: spreadOf(bare) },
  });
  const p99 = (values: readonly number[]) => percentile(values, 0.99);
  return [
    { ...figure('cold open to ready, p50', median), goal: ratioAtMost(goal) },
    { ...figure('cold open to ready, p99', p99), note: `with ${open.length} runs this is the slowest` },
  ];
}

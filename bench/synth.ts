/** Synthesizing a model with many services, against bare cdk8s with as many plain Deployments and Services. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Bench, BenchOptions } from './support/bench.ts';
import { ratioAtMost, type Measured } from './support/result.ts';
import { median, spreadOf } from './support/statistics.ts';

/** What one process measured. */
export interface SynthTimes {
  /** From the authored model, or the first construct, to the last written file. */
  readonly synthMs: number;
  readonly vetMs: number;
  readonly objects: number;
}

const defaultRuns = 5;
const sizes = { small: 1000, large: 5000 } as const;
const goals = { synth: 2, vet: 1, growth: 1.2 } as const;
const program = join(import.meta.dirname, 'support', 'synth-process.ts');
const run = promisify(execFile);

export const bench: Bench = async (options) => {
  const measured: Record<'bare' | 'small' | 'large', SynthTimes[]> = { bare: [], small: [], large: [] };
  for (let index = 1; index <= (options.runs ?? defaultRuns) && !options.signal.aborted; index++) {
    options.onProgress(`run ${index}`);
    // In turn, so that whatever else the machine does touches all alike.
    measured.bare.push(await measure('bare', sizes.small, options));
    measured.small.push(await measure('berth', sizes.small, options));
    measured.large.push(await measure('berth', sizes.large, options));
  }
  return { database: null, results: resultsOf(measured) };
};

async function measure(side: 'bare' | 'berth', services: number, { signal }: BenchOptions): Promise<SynthTimes> {
  const { stdout } = await run(process.execPath, [program, side, String(services)], { signal });
  return JSON.parse(stdout) as SynthTimes;
}

function resultsOf({
  bare,
  small,
  large,
}: Readonly<Record<'bare' | 'small' | 'large', readonly SynthTimes[]>>): Measured[] {
  const synth = (times: readonly SynthTimes[]) => times.map(({ synthMs }) => synthMs);
  const vet = (times: readonly SynthTimes[]) => times.map(({ vetMs }) => vetMs);
  const perService = (times: readonly number[], services: number) => times.map((ms) => ms / services);
  const objects = (times: readonly SynthTimes[]) => String(times[0]?.objects ?? 0);
  return [
    figure('synth of 1,000 services and 100 session types', synth(small), {
      yardstick: ['bare cdk8s, 1,000 Deployments and Services', synth(bare)],
      goal: goals.synth,
      note: `${objects(small)} objects against ${objects(bare)}`,
    }),
    figure('vet of the same', vet(small), { yardstick: ['its synth', synth(small)], goal: goals.vet }),
    figure('synth of 5,000 services, per service', perService(synth(large), sizes.large), {
      yardstick: ['of 1,000 services', perService(synth(small), sizes.small)],
      goal: goals.growth,
      note: `${objects(large)} objects; growth is linear where the ratio is near 1`,
    }),
    figure('vet of 5,000 services, per service', perService(vet(large), sizes.large), {
      yardstick: ['of 1,000 services', perService(vet(small), sizes.small)],
      goal: goals.growth,
    }),
  ];
}

interface Comparison {
  readonly yardstick: readonly [name: string, values: readonly number[]];
  readonly goal: number;
  readonly note?: string;
}

function figure(name: string, values: readonly number[], { yardstick, goal, note }: Comparison): Measured {
  const [yardstickName, yardstickValues] = yardstick;
  return {
    name,
    value: median(values),
    unit: 'ms',
    spread: spreadOf(values),
    yardstick: { name: yardstickName, value: median(yardstickValues), spread: spreadOf(yardstickValues) },
    goal: ratioAtMost(goal),
    ...(note !== undefined && { note }),
  };
}

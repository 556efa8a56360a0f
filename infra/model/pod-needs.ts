import type { Requirements, WorkerType } from './catalogue.ts';
import type { SameGpu } from './session-type.ts';

/** What a whole pod takes of a node, and how its session wants its GPU. */
export interface PodNeeds extends Requirements {
  /** How all workers of the session get the same GPU; only of workers that need one. */
  readonly sameGpu?: SameGpu;
}

/** What one container of a pod takes, in plain units. */
export interface ContainerSize {
  readonly cpuMillis: number;
  readonly memoryBytes: number;
}

/** Where the supervisor in a worker's pod listens. */
export const supervisorPort = 7400;

const mebi = 2 ** 20;
/**
 * A supervisor is resident with 100 MiB (docs/operations/benchmarks.md, `footprint`); a Windows container holds some
 * 100 MiB of system processes beside it.
 */
const supervisorMebi = { linux: 160, windows: 288 } as const;
/** It sleeps unless messages flow; where it may not burst it gets more from the start. */
const supervisorCpuMillis = { bursting: 100, exact: 250 } as const;
/** A message is in the window, and once more on its way. */
const copiesOfWindow = 2;

/** Whether containers get what they request and no more: on Windows, and with exclusive processors (QoS Guaranteed). */
export function isExact({ os, exclusiveCpus }: Pick<Requirements, 'os' | 'exclusiveCpus'>): boolean {
  return os === 'windows' || exclusiveCpus === true;
}

/** What the supervisor in a worker's pod takes. */
export function supervisorSize({ requirements, window }: Pick<WorkerType, 'requirements' | 'window'>): ContainerSize {
  return {
    cpuMillis: supervisorCpuMillis[isExact(requirements) ? 'exact' : 'bursting'],
    memoryBytes: supervisorMebi[requirements.os] * mebi + copiesOfWindow * window.memoryBytes,
  };
}

/** What the pod of a worker takes: the worker, its supervisor, its sidecars. */
export function podNeeds(worker: WorkerType, sameGpu?: SameGpu): PodNeeds {
  const { requirements } = worker;
  const sizes = [requirements, supervisorSize(worker), ...(worker.sidecars ?? [])];
  return {
    ...requirements,
    cpuMillis: sumOf(sizes.map(({ cpuMillis }) => cpuMillis)),
    memoryBytes: sumOf(sizes.map(({ memoryBytes }) => memoryBytes)),
    ...(sameGpu !== undefined && requirements.gpu !== undefined && { sameGpu }),
  };
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

import { podNeeds } from '../../model/pod-needs.ts';
import { anyNodeFit, poolFit } from '../../model/pool-fit.ts';
import type { WorkerPodInput } from './input.ts';
import { ownVariables, podVariables } from './supervisor-container.ts';
import { WorkerPodError } from './worker-pod-error.ts';
import { hasSameGpu } from './worker-metadata.ts';

/** @throws {WorkerPodError} naming the first thing that does not go together */
export function checkInput(input: WorkerPodInput): void {
  checkWorker(input);
  checkPlacement(input);
  checkVariables(input);
}

/** Where a worker type stands in the model. */
export function pathOf({ sessionType, worker }: Pick<WorkerPodInput, 'sessionType' | 'worker'>): string {
  return `/sessionTypes/${sessionType.name}/workers/${worker.name}`;
}

function checkWorker(input: WorkerPodInput): void {
  const { incarnation, session, sessionType, workerId } = input;
  if (!Number.isInteger(incarnation) || incarnation < 1) {
    throw new WorkerPodError('/incarnation', `found ${incarnation}; expected a whole number from 1`, 'Count from 1.');
  }
  if (workerId === '' || session?.id === '') {
    throw new WorkerPodError(
      workerId === '' ? '/workerId' : '/session/id',
      'found an empty text; expected an id',
      'Give each worker and session an id; leave `session` out for a warm worker.',
    );
  }
  if (session === undefined && hasSameGpu(input)) {
    throw new WorkerPodError(
      `${pathOf(input)}/warm`,
      `a warm worker has a GPU before its session is known; with sameGpu: '${sessionType.sameGpu ?? ''}' the session chooses it`,
      'Start the worker with its session.',
    );
  }
}

function checkPlacement(input: WorkerPodInput): void {
  const { placement, sessionType, worker } = input;
  const { pool, pinned } = placement;
  if (pool === undefined && pinned === true) {
    throw new WorkerPodError('/placement/pinned', 'pinned to no pool', 'Name the pool that shall bring a node.');
  }
  const needs = podNeeds(worker, sessionType.sameGpu);
  const [lack] = pool === undefined ? anyNodeFit(needs) : poolFit(needs, pool);
  if (lack === undefined) return;
  const where = pool === undefined ? 'an environment without pools' : `the pool "${pool.name}"`;
  throw new WorkerPodError(
    `${pathOf(input)}/${lack.field}`,
    `does not go together with ${where}: it ${lack.text}`,
    'Choose a pool that `poolFit` finds nothing lacking in.',
  );
}

function checkVariables({ supervisor = {} }: WorkerPodInput): void {
  const given: readonly string[] = [...Object.keys(podVariables), ...ownVariables];
  const taken = Object.keys(supervisor).find((name) => given.includes(name));
  if (taken === undefined) return;
  throw new WorkerPodError(`/supervisor/${taken}`, 'is given by the Pod itself', `Remove "${taken}".`);
}

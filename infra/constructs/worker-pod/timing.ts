import type { WorkerType } from '../../model/catalogue.ts';

/**
 * Before the worker is told to end, whoever watches its Pod (its session service, the local directory) says `stop` to it
 * with a reason, and it may end in order.
 */
export const preStopSeconds = 2;
/** After the worker has ended its supervisor hands over what clients have not got. */
const handOverSeconds = 5;

/** From the signal to the end. */
export function drainSeconds({ stopGraceMs }: Pick<WorkerType, 'stopGraceMs'>): number {
  return Math.ceil(stopGraceMs / 1000) + handOverSeconds;
}

/** `terminationGracePeriodSeconds` of a worker's Pod. */
export function graceSeconds(worker: Pick<WorkerType, 'stopGraceMs'>): number {
  return preStopSeconds + drainSeconds(worker);
}

import { WorkerError } from '@berth-platform/berth/worker';
import type { WorkerContext } from '@berth-platform/berth/worker';

/** The id of the session's one worker of a type. */
export function idOfType(context: WorkerContext, type: string): string {
  const peer = context.workers.find((worker) => worker.type === type);
  if (peer === undefined) {
    throw new WorkerError('WORKER_MISSING', `the session has no worker of type "${type}"`);
  }
  return peer.id;
}

import { WorkerError } from '@berth-platform/berth/worker';

/** The user's file cannot be used; the message names the file, the place in it and the reason. */
export function geometryBroken(message: string): WorkerError {
  return new WorkerError('GEOMETRY_BROKEN', message);
}

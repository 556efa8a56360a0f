import type { WorkerDefinition } from './context.ts';

/** Runs this process as a worker; resolves when it has stopped. */
export async function runWorker(definition: WorkerDefinition): Promise<void> {
  throw new Error(`not yet connected: ${Object.keys(definition).join(', ')}`);
}

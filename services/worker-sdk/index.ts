export { runWorker } from './run-worker.ts';
export { WorkerError } from './context.ts';
export type {
  JsonValue,
  Message,
  Peer,
  ProjectFile,
  ProjectFiles,
  ReceiveOptions,
  WorkerContext,
  WorkerDefinition,
} from './context.ts';

/** A worker, its session and its pool that do not go together. Thrown by the builders of this folder. */
export class WorkerPodError extends Error {
  override readonly name = 'WorkerPodError';
  readonly code = 'WORKER_POD_INVALID';
  /** Where it is: in the model (`/sessionTypes/design/workers/solver/gpu`), or in the input (`/placement/pool`). */
  readonly path: string;
  readonly remedy: string;

  constructor(path: string, problem: string, remedy: string) {
    super(`${path}: ${problem}. ${remedy}`);
    this.path = path;
    this.remedy = remedy;
  }
}

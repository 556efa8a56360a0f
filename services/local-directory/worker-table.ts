import type { RunningWorker } from '../runtime/runtime.ts';
import type { PlacedWorker } from './contract.ts';

interface Entry {
  readonly worker: RunningWorker;
  readonly status: PlacedWorker['status'];
  /** The table's version at the entry's last change. */
  readonly changedAt: number;
}

/** What changed in a {@link WorkerTable}. */
export interface WorkerChanges {
  readonly version: number;
  readonly workers: PlacedWorker[];
  readonly gone: string[];
}

const starting: PlacedWorker['status'] = { version: 0, phase: 'starting' };
const rememberedGone = 1000;

/** The workers of a node, with a version that counts their changes. */
export class WorkerTable {
  readonly #entries = new Map<string, Entry>();
  readonly #gone = new Map<string, number>();
  #version = 0;
  /** The version at which the newest of those was gone that are not remembered any more. */
  #forgottenUpTo = 0;

  get version(): number {
    return this.#version;
  }

  get placements(): readonly string[] {
    return [...this.#entries.keys()];
  }

  worker(placementId: string): RunningWorker | undefined {
    return this.#entries.get(placementId)?.worker;
  }

  add(worker: RunningWorker): void {
    if (this.#entries.has(worker.placementId)) return;
    this.#gone.delete(worker.placementId);
    this.#entries.set(worker.placementId, { worker, status: starting, changedAt: ++this.#version });
  }

  update(placementId: string, status: PlacedWorker['status']): void {
    const entry = this.#entries.get(placementId);
    if (entry === undefined || entry.status.version >= status.version) return;
    this.#entries.set(placementId, { ...entry, status, changedAt: ++this.#version });
  }

  remove(placementId: string): void {
    if (!this.#entries.delete(placementId)) return;
    this.#gone.set(placementId, ++this.#version);
    const oldest = this.#gone.keys().next();
    if (this.#gone.size > rememberedGone && oldest.done !== true) {
      this.#forgottenUpTo = this.#gone.get(oldest.value) ?? this.#forgottenUpTo;
      this.#gone.delete(oldest.value);
    }
  }

  /** Whether some that were gone after a version are not remembered: who was away so long must be told everything. */
  hasForgotten(version: number): boolean {
    return version < this.#forgottenUpTo;
  }

  view(placementId: string): PlacedWorker | undefined {
    const entry = this.#entries.get(placementId);
    return entry === undefined ? undefined : viewOf(entry);
  }

  changesAfter(version: number): WorkerChanges {
    return {
      version: this.#version,
      workers: [...this.#entries.values()].filter(({ changedAt }) => changedAt > version).map(viewOf),
      gone: [...this.#gone].filter(([, goneAt]) => goneAt > version).map(([placementId]) => placementId),
    };
  }
}

function viewOf({ worker, status }: Entry): PlacedWorker {
  return { placementId: worker.placementId, url: worker.url, status };
}

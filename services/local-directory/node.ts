import { randomUUID } from 'node:crypto';
import { pause, type Background } from '../kit/background.ts';
import { Change } from '../kit/change.ts';
import { BerthError } from '../kit/errors/berth-error.ts';
import type { RunningWorker, Runtime } from '../runtime/runtime.ts';
import type { WorkerStart } from '../runtime/supervisor/contract.ts';
import { WorkerTable } from './worker-table.ts';

/** How long one look at a worker waits for a change. A new address of another service reaches it within this time. */
const statusWaitMs = 5000;
const statusRetryMs = 200;
/** An order is late by seconds at most; this is many more releases than a node sees in that time. */
const rememberedReleases = 10_000;

/** The workers of this node and what is known of them. */
export class Node {
  readonly #runtime: Runtime;
  readonly #background: Background;
  readonly #projectDataUrl: () => string | undefined;
  readonly #boot = randomUUID();
  readonly #table = new WorkerTable();
  readonly #changed = new Change();
  /** By placement: the highest epoch that gave an order. */
  readonly #epochs = new Map<string, number>();
  /** Placements that were released: none of them is ever started again, so an order that comes late is refused. */
  readonly #released = new Set<string>();

  /** @param projectDataUrl where the project data service is reached at present; the workers are told of changes */
  constructor(runtime: Runtime, background: Background, projectDataUrl: () => string | undefined) {
    this.#runtime = runtime;
    this.#background = background;
    this.#projectDataUrl = projectDataUrl;
  }

  get placements(): readonly string[] {
    return this.#table.placements;
  }

  async start(placementId: string, epoch: number, start: WorkerStart) {
    this.#accept(placementId, epoch);
    if (this.#released.has(placementId)) throw releasedWorker(placementId);
    const worker = await this.#runtime.start(placementId, start);
    if (this.#released.has(placementId)) {
      // Released while it started: nobody else would end it.
      await worker.release();
      throw releasedWorker(placementId);
    }
    if (this.#table.worker(placementId) === undefined) this.watch(worker);
    const view = this.#table.view(placementId);
    if (view !== undefined) return view;
    throw unknownWorker(placementId);
  }

  find(placementId: string, epoch: number): RunningWorker {
    this.#accept(placementId, epoch);
    const worker = this.#table.worker(placementId);
    if (worker !== undefined) return worker;
    throw unknownWorker(placementId);
  }

  /** Releasing what is not here is no error: it may have been released by the call whose answer was lost. */
  async release(placementId: string, epoch: number): Promise<void> {
    this.#accept(placementId, epoch);
    this.#rememberReleased(placementId);
    await this.#table.worker(placementId)?.release();
    this.#forget(placementId);
    this.#epochs.delete(placementId);
  }

  async changes(request: { boot: string | undefined; afterVersion: number; waitMs: number }, signal: AbortSignal) {
    const complete = request.boot !== this.#boot || this.#table.hasForgotten(request.afterVersion);
    const after = complete ? 0 : request.afterVersion;
    if (!complete && this.#table.version <= after) {
      await this.#changed.wait(request.waitMs, AbortSignal.any([signal, this.#background.signal]));
    }
    return { boot: this.#boot, complete, ...this.#table.changesAfter(after) };
  }

  /** Follows the status of a worker until it is released or lost. */
  watch(worker: RunningWorker): void {
    const { placementId } = worker;
    this.#table.add(worker);
    this.#changed.notify();
    this.#background.run(`watch ${placementId}`, async (signal) => {
      let version = 0;
      let toldUrl: string | undefined;
      while (!signal.aborted && this.#table.worker(placementId) === worker) {
        try {
          const url = this.#projectDataUrl();
          if (url !== undefined && url !== toldUrl) await worker.setProjectDataUrl(url);
          toldUrl = url;
          const status = await worker.status(version, statusWaitMs, signal);
          if (status === undefined) {
            await worker.release(); // Nobody else removes what its supervisor left.
            break;
          }
          version = status.version;
          this.#table.update(placementId, status);
          this.#changed.notify();
        } catch {
          // The supervisor is there but did not answer: it may be stopped or busy.
          await pause(statusRetryMs, signal);
        }
      }
      if (!signal.aborted) this.#forget(placementId);
    });
  }

  /** Ends what a session left behind: its owner could not release it before the session's close deadline. */
  async releaseEnded(hasEnded: (sessionId: string) => Promise<boolean>): Promise<void> {
    const bySession = Map.groupBy(this.placements, (placementId) => placementId.split('.')[0] ?? '');
    for (const [sessionId, placements] of bySession) {
      if (!(await hasEnded(sessionId))) continue;
      for (const placementId of placements) await this.release(placementId, this.#epochs.get(placementId) ?? 0);
    }
  }

  #rememberReleased(placementId: string): void {
    this.#released.add(placementId);
    const oldest = this.#released.values().next();
    if (this.#released.size > rememberedReleases && oldest.done !== true) this.#released.delete(oldest.value);
  }

  #forget(placementId: string): void {
    this.#table.remove(placementId);
    this.#changed.notify();
  }

  /** An owner that has been replaced gives no orders any more. */
  #accept(placementId: string, epoch: number): void {
    const known = this.#epochs.get(placementId) ?? 0;
    if (epoch < known) {
      throw new BerthError('WORKER_STALE', {
        detail: `The order for ${placementId} comes from epoch ${epoch}; epoch ${known} has given orders since.`,
      });
    }
    this.#epochs.set(placementId, epoch);
  }
}

function releasedWorker(placementId: string): BerthError {
  return new BerthError('WORKER_STALE', { detail: `The placement ${placementId} was released before its order came.` });
}

function unknownWorker(placementId: string): BerthError {
  return new BerthError('WORKER_UNKNOWN', { detail: `This node has no worker of the placement ${placementId}.` });
}

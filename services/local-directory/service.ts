import { randomUUID } from 'node:crypto';
import { createBackground, pause, type Background, type Stoppable } from '../kit/background.ts';
import { Change } from '../kit/change.ts';
import { createClient, type ClientContext } from '../kit/client.ts';
import type { EndpointSource } from '../kit/endpoints.ts';
import { BerthError } from '../kit/errors/berth-error.ts';
import type { Host } from '../kit/host.ts';
import { globalDirectoryContract } from '../global-directory/contract.ts';
import type { RunningWorker, Runtime } from '../runtime/runtime.ts';
import type { WorkerStart } from '../runtime/supervisor/contract.ts';
import type { LocalDirectoryConfig } from './config.ts';
import { localDirectoryContract, type WorkerOrder } from './contract.ts';
import { measureLoad, takeInventory } from './inventory.ts';
import { WorkerTable } from './worker-table.ts';

/** What a local directory works with. */
export interface LocalDirectoryDeps {
  readonly config: LocalDirectoryConfig;
  readonly runtime: Runtime;
  readonly clients: ClientContext;
  /** The base URL of this host, once it listens. */
  readonly url: () => string;
}

const statusWaitMs = 20_000;
const statusRetryMs = 200;
/** An order is late by seconds at most; this is many more releases than a node sees in that time. */
const rememberedReleases = 10_000;

/** Serves the local directory of one node. */
export async function startLocalDirectory(host: Host, deps: LocalDirectoryDeps): Promise<Stoppable> {
  const { config, runtime, clients } = deps;
  const log = host.log.child({ service: 'local-directory', node: config.LOCAL_DIRECTORY_NODE });
  const background = createBackground(log);
  const node = new Node(runtime, background);
  for (const worker of await runtime.find()) node.watch(worker);

  host.serve(localDirectoryContract, {
    async start({ placementId, epoch, order }) {
      return node.start(placementId, epoch, workerStart(order, { config, endpoints: clients.endpoints }));
    },
    async run({ placementId, epoch, peers }) {
      await node.find(placementId, epoch).run(peers);
      return {};
    },
    async updatePeers({ placementId, epoch, peers }) {
      await node.find(placementId, epoch).updatePeers(peers);
      return {};
    },
    async stop({ placementId, epoch, reason, graceMs }) {
      await node.find(placementId, epoch).stop(reason, graceMs);
      return {};
    },
    async release({ placementId, epoch }) {
      await node.release(placementId, epoch);
      return {};
    },
    async watch({ boot, afterVersion, waitMs }, { signal }) {
      return node.changes({ boot, afterVersion, waitMs }, signal);
    },
    async logs({ placementId, maxLines }) {
      return { lines: [...(await runtime.log(placementId, maxLines))] };
    },
  });

  const inventory = await takeInventory(config);
  const globalDirectory = createClient(globalDirectoryContract, clients);
  background.repeat('register the node', config.LOCAL_DIRECTORY_HEARTBEAT_MS, async (signal) => {
    if (deps.url() === '') return; // The host does not listen yet.
    const request = {
      node: config.LOCAL_DIRECTORY_NODE,
      url: deps.url(),
      inventory,
      load: measureLoad(),
      placements: [...node.placements],
    };
    await globalDirectory.register(request, { signal });
  });

  return {
    async stop() {
      await background.stop();
      await runtime.stop();
    },
  };
}

/** The workers of this node and what is known of them. */
class Node {
  readonly #runtime: Runtime;
  readonly #background: Background;
  readonly #boot = randomUUID();
  readonly #table = new WorkerTable();
  readonly #changed = new Change();
  /** By placement: the highest epoch that gave an order. */
  readonly #epochs = new Map<string, number>();
  /** Placements that were released: none of them is ever started again, so an order that comes late is refused. */
  readonly #released = new Set<string>();

  constructor(runtime: Runtime, background: Background) {
    this.#runtime = runtime;
    this.#background = background;
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
    const complete = request.boot !== this.#boot;
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
      while (!signal.aborted && this.#table.worker(placementId) === worker) {
        try {
          const status = await worker.status(version, statusWaitMs, signal);
          if (status === undefined) break;
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

function workerStart(
  order: WorkerOrder,
  { config, endpoints }: { config: LocalDirectoryConfig; endpoints: EndpointSource },
): WorkerStart {
  const { projectDataToken, ...rest } = order;
  const [projectData] = endpoints.endpoints('project-data');
  return {
    ...rest,
    folder: config.LOCAL_DIRECTORY_WORK_FOLDER,
    projectData: { url: projectData?.url ?? '', token: projectDataToken },
  };
}

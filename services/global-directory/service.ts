import Type, { type Static } from 'typebox';
import type { Db } from 'mongodb';
import { createBackground, type Stoppable } from '../kit/background.ts';
import { createClient, type Client, type ClientContext } from '../kit/client.ts';
import { BerthError, isBerthError } from '../kit/errors/berth-error.ts';
import type { Host } from '../kit/host.ts';
import { Liveness } from '../kit/liveness.ts';
import { localDirectoryContract } from '../local-directory/contract.ts';
import { sessionContract } from '../session/contract.ts';
import { choose } from './choose.ts';
import { globalDirectoryContract, type NodeView, type PlacementRequest, type Refusal } from './contract.ts';
import type { NodeState } from './fit.ts';
import { NodeStore, remaining, type NodeDocument } from './node-store.ts';

/** Configuration of the global directory. */
export const GlobalDirectoryConfig = Type.Object({
  GLOBAL_DIRECTORY_NODE_TIMEOUT_MS: Type.Integer({
    default: 5000,
    minimum: 100,
    description: 'A node whose heartbeat has not moved for so long counts as lost.',
  }),
  GLOBAL_DIRECTORY_SWEEP_MS: Type.Integer({
    default: 10_000,
    minimum: 100,
    description: 'How often reservations without a worker are looked for.',
  }),
  GLOBAL_DIRECTORY_UNUSED_MS: Type.Integer({
    default: 120_000,
    minimum: 1000,
    description: 'A reservation whose worker is not on its node after so long is given back.',
  }),
});

/** What the global directory works with. */
export interface GlobalDirectoryDeps {
  readonly config: Static<typeof GlobalDirectoryConfig>;
  readonly db: Db;
  readonly clients: ClientContext;
}

/** Serves the global directory. Several may decide at once: the books are kept by guarded updates. */
export function startGlobalDirectory(host: Host, { config, db, clients }: GlobalDirectoryDeps): Stoppable {
  const log = host.log.child({ service: 'global-directory' });
  const directory = new GlobalDirectory(new NodeStore(db), new Liveness(config.GLOBAL_DIRECTORY_NODE_TIMEOUT_MS));
  const localDirectory = createClient(localDirectoryContract, clients);
  const session = createClient(sessionContract, clients);
  const background = createBackground(log);

  host.serve(globalDirectoryContract, {
    async register(report) {
      await directory.nodes.report(report);
      return {};
    },
    async feasible({ workers }) {
      const nodes = await directory.living();
      const asked = workers.map(({ name, requirements }) => ({ name, ...choose(nodes.map(emptyNode), requirements) }));
      return {
        impossible: asked
          .filter(({ candidates }) => candidates.length === 0)
          .map(({ name, refusals }) => ({ name, refusals: [...refusals] })),
      };
    },
    async reserve({ workers }) {
      return directory.reserveAll(workers);
    },
    async start({ placementId, epoch, node, order }, { deadlineMs, trace }) {
      const document = await directory.nodes.get(node);
      if (document === null) throw new BerthError('NODE_UNKNOWN', { detail: `The node "${node}" is not known.` });
      const claim = document.reservations.find(({ id }) => id === placementId)?.claim;
      const request = { placementId, epoch, order, gpus: Object.keys(claim?.gpus ?? {}) };
      return localDirectory.start(request, { to: document.url, deadlineMs, trace });
    },
    async release({ node, placementIds }) {
      const document = await directory.nodes.get(node);
      if (document !== null) for (const id of placementIds) await directory.nodes.release(document, id);
      return {};
    },
    async nodes() {
      return { nodes: await directory.views() };
    },
  });
  background.repeat('watch the heartbeats of the nodes', config.GLOBAL_DIRECTORY_NODE_TIMEOUT_MS / 4, async () => {
    await directory.living();
  });
  background.repeat('give back unused reservations', config.GLOBAL_DIRECTORY_SWEEP_MS, async () => {
    await directory.sweep(config.GLOBAL_DIRECTORY_UNUSED_MS, (placementId, node) =>
      isWanted(session, placementId, node),
    );
  });
  return background;
}

const withoutPlace = ['unplaced', 'finished', 'failed', 'stopped'];

/** Asks the owner: a session that waits for more places keeps those that it has, though nothing runs there yet. */
async function isWanted(
  session: Client<typeof sessionContract.methods>,
  placementId: string,
  node: string,
): Promise<boolean> {
  const [id = '', worker, incarnation] = placementId.split('.');
  try {
    const view = await session.get({ id });
    if (view.endedAt !== undefined) return false;
    const found = view.workers.find((one) => one.id === worker && String(one.incarnation) === incarnation);
    return found?.node === node && !withoutPlace.includes(found.state);
  } catch (error) {
    if (isBerthError(error, 'SESSION_UNKNOWN', 'REQUEST_INVALID')) return false;
    throw error;
  }
}

class GlobalDirectory {
  readonly nodes: NodeStore;
  readonly #liveness: Liveness;

  constructor(nodes: NodeStore, liveness: Liveness) {
    this.nodes = nodes;
    this.#liveness = liveness;
  }

  async living(): Promise<NodeDocument[]> {
    const nodes = await this.nodes.all();
    return nodes.filter((node) => this.#isAlive(node));
  }

  async views(): Promise<NodeView[]> {
    const nodes = await this.nodes.all();
    return nodes.map((node) => viewOf(node, this.#isAlive(node))).sort((a, b) => a.name.localeCompare(b.name));
  }

  async reserveAll(workers: readonly PlacementRequest[]) {
    const placed: { placementId: string; node: string; nodeUrl: string }[] = [];
    const refused: { placementId: string; refusals: Refusal[] }[] = [];
    // One after the other: the workers of a session shall see what the ones before them took.
    for (const worker of workers) {
      const result = await this.#reserve(worker);
      if ('node' in result)
        placed.push({ placementId: worker.placementId, node: result.node._id, nodeUrl: result.node.url });
      else refused.push({ placementId: worker.placementId, refusals: [...result.refusals] });
    }
    return { placed, refused };
  }

  /** @param isWanted whether the session of a placement still counts on it */
  async sweep(unusedMs: number, isWanted: (placementId: string, node: string) => Promise<boolean>): Promise<void> {
    const before = Date.now() - unusedMs;
    for (const node of await this.living()) {
      const unused = node.reservations.filter(({ id, at }) => at.getTime() < before && !node.placements.includes(id));
      for (const { id } of unused) if (!(await isWanted(id, node._id))) await this.nodes.release(node, id);
    }
  }

  async #reserve(request: PlacementRequest): Promise<{ node: NodeDocument } | { refusals: readonly Refusal[] }> {
    const all = await this.nodes.all();
    const held = all.find(({ reservations }) => reservations.some(({ id }) => id === request.placementId));
    if (held !== undefined) return { node: held };
    const nodes = all.filter((node) => this.#isAlive(node));
    const { candidates, refusals } = choose(nodes.map(stateOf), request.requirements);
    for (const candidate of candidates) {
      const node = nodes.find(({ _id }) => _id === candidate.node);
      if (node !== undefined && (await this.nodes.reserve(node._id, request.placementId, candidate.claim)))
        return { node };
    }
    const overtaken = candidates.map(({ node }): Refusal => ({
      node,
      kind: 'now',
      reason: 'was free, but another placement was faster',
    }));
    return { refusals: [...refusals, ...overtaken] };
  }

  #isAlive({ _id, beat }: NodeDocument): boolean {
    return this.#liveness.observe(_id, beat, performance.now());
  }
}

function stateOf({ _id, inventory, free }: NodeDocument): NodeState {
  return { name: _id, inventory, free };
}

/** The node as if nothing ran there: what does not fit now may fit later. */
function emptyNode({ _id, inventory }: NodeDocument): NodeState {
  return { name: _id, inventory, free: remaining(inventory, []) };
}

function viewOf({ _id, url, inventory, free, load, reservations }: NodeDocument, alive: boolean): NodeView {
  return {
    name: _id,
    url,
    state: alive ? 'ready' : 'lost',
    os: inventory.os,
    arch: inventory.arch,
    capacity: { cpuMillis: inventory.cpuMillis, memoryBytes: inventory.memoryBytes, gpus: inventory.gpus },
    free: { cpuMillis: free.cpuMillis, memoryBytes: free.memoryBytes },
    labels: inventory.labels,
    load,
    placements: reservations.map(({ id }) => id),
  };
}

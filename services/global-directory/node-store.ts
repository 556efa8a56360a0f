import type { Collection, Db } from 'mongodb';
import { isDuplicateKey } from '../kit/store.ts';
import type { Inventory, Load } from '../local-directory/contract.ts';
import type { Claim, FreeGpu, NodeState } from './fit.ts';

/** A reservation on a node. */
export interface Reservation {
  /** The placement it is for. */
  readonly id: string;
  readonly claim: Claim;
  readonly at: Date;
}

/** A node in the store. */
export interface NodeDocument {
  readonly _id: string;
  readonly url: string;
  readonly inventory: Inventory;
  /** The inventory's hardware as one text, to see that it changed. */
  readonly hardware: string;
  readonly free: NodeState['free'];
  readonly reservations: readonly Reservation[];
  /** One more at each reservation and release. */
  readonly bookings: number;
  readonly load: Load;
  /** What its local directory says is there. */
  readonly placements: readonly string[];
  /** One more at each heartbeat: observers judge by their own clock whether it moves. */
  readonly beat: number;
}

/** What a local directory says at a heartbeat. */
export interface NodeReport {
  readonly node: string;
  readonly url: string;
  readonly inventory: Inventory;
  readonly load: Load;
  readonly placements: readonly string[];
}

/** The books: what every node has and what is reserved of it. Each change is one update of the node's document. */
export class NodeStore {
  readonly #nodes: Collection<NodeDocument>;

  constructor(db: Db) {
    this.#nodes = db.collection('directory_nodes');
  }

  async all(): Promise<NodeDocument[]> {
    return this.#nodes.find().toArray();
  }

  async get(node: string): Promise<NodeDocument | null> {
    return this.#nodes.findOne({ _id: node });
  }

  /** Records a heartbeat; a node that is new, or has other hardware than before, gets a new page in the books. */
  async report(report: NodeReport): Promise<void> {
    const { node, url, inventory, load, placements } = report;
    const known = await this.#nodes.findOneAndUpdate(
      { _id: node, hardware: hardwareOf(inventory) },
      { $set: { url, load, placements, 'inventory.labels': inventory.labels }, $inc: { beat: 1 } },
    );
    if (known === null) await this.#openPage(report);
  }

  async #openPage({ node, url, inventory, load, placements }: NodeReport): Promise<void> {
    const before = await this.get(node);
    const reservations = before?.reservations ?? [];
    const page: NodeDocument = {
      _id: node,
      url,
      inventory,
      hardware: hardwareOf(inventory),
      free: remaining(inventory, reservations),
      reservations,
      bookings: before?.bookings ?? 0,
      load,
      placements,
      beat: (before?.beat ?? 0) + 1,
    };
    try {
      // A reservation or a heartbeat in between wins, and the next heartbeat tries again.
      if (before === null) await this.#nodes.insertOne(page);
      else await this.#nodes.replaceOne({ _id: node, beat: before.beat, bookings: before.bookings }, page);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }

  /**
   * Reserves what a worker takes, if it is still free and the placement is not there yet.
   * @returns whether it is reserved now
   */
  async reserve(node: string, placementId: string, claim: Claim): Promise<boolean> {
    const result = await this.#nodes.updateOne(
      { _id: node, 'reservations.id': { $ne: placementId }, ...enoughFree(claim) },
      {
        $inc: { ...movement(claim, -1), bookings: 1 },
        $push: { reservations: { id: placementId, claim, at: new Date() } },
      },
    );
    return result.modifiedCount === 1;
  }

  /** Gives back a reservation; one that is not there (any more) changes nothing. */
  async release(node: NodeDocument, placementId: string): Promise<void> {
    const held = node.reservations.find(({ id }) => id === placementId);
    if (held === undefined) return;
    await this.#nodes.updateOne(
      { _id: node._id, 'reservations.id': placementId },
      { $inc: { ...movement(held.claim, 1), bookings: 1 }, $pull: { reservations: { id: placementId } } },
    );
  }
}

function hardwareOf({ os, cpuMillis, memoryBytes, gpus }: Inventory): string {
  return JSON.stringify({ os, cpuMillis, memoryBytes, gpus });
}

function enoughFree({ cpuMillis, memoryBytes, gpus }: Claim): Record<string, { $gte: number }> {
  const filter: Record<string, { $gte: number }> = {
    'free.cpuMillis': { $gte: cpuMillis },
    'free.memoryBytes': { $gte: memoryBytes },
  };
  for (const [id, gpu] of Object.entries(gpus)) {
    filter[`free.gpus.${id}.shareMillis`] = { $gte: gpu.shareMillis };
    filter[`free.gpus.${id}.memoryBytes`] = { $gte: gpu.memoryBytes };
  }
  return filter;
}

function movement({ cpuMillis, memoryBytes, gpus }: Claim, sign: 1 | -1): Record<string, number> {
  const change: Record<string, number> = {
    'free.cpuMillis': sign * cpuMillis,
    'free.memoryBytes': sign * memoryBytes,
  };
  for (const [id, gpu] of Object.entries(gpus)) {
    change[`free.gpus.${id}.shareMillis`] = sign * gpu.shareMillis;
    change[`free.gpus.${id}.memoryBytes`] = sign * gpu.memoryBytes;
  }
  return change;
}

const wholeGpuMillis = 1000;

/** What is left of a node's hardware beside its reservations. */
export function remaining(
  inventory: Inventory,
  reservations: readonly Pick<Reservation, 'claim'>[],
): NodeState['free'] {
  const taken = (of: (claim: Claim) => number) => reservations.reduce((sum, { claim }) => sum + of(claim), 0);
  const gpus = inventory.gpus.map(({ id, memoryBytes }): [string, FreeGpu] => [
    id,
    {
      shareMillis: wholeGpuMillis - taken((claim) => claim.gpus[id]?.shareMillis ?? 0),
      memoryBytes: memoryBytes - taken((claim) => claim.gpus[id]?.memoryBytes ?? 0),
    },
  ]);
  return {
    cpuMillis: inventory.cpuMillis - taken((claim) => claim.cpuMillis),
    memoryBytes: inventory.memoryBytes - taken((claim) => claim.memoryBytes),
    gpus: Object.fromEntries(gpus),
  };
}

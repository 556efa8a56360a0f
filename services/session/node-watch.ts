import { pause, type Background } from '../kit/background.ts';
import type { Client } from '../kit/client.ts';
import type { localDirectoryContract, PlacedWorker } from '../local-directory/contract.ts';
import type { NodeAddresses } from './node-addresses.ts';

/** Who is told what a node says of its workers. */
export interface NodeListener {
  observed(worker: PlacedWorker): void;
  gone(placementId: string): void;
  /** Everything that is on the node: what is not in it is not there. */
  complete(node: string, placementIds: ReadonlySet<string>): void;
}

const watchMs = 20_000;
const retryMs = 250;
/** A node that stays away is asked more and more seldom, up to this pause. */
const maxRetryMs = 2000;

/** Follows the workers of the nodes on which sessions of this service have any. */
export class NodeWatch {
  readonly #client: Client<typeof localDirectoryContract.methods>;
  readonly #nodes: NodeAddresses;
  readonly #background: Background;
  readonly #listener: NodeListener;
  readonly #watched = new Set<string>();

  constructor(
    client: Client<typeof localDirectoryContract.methods>,
    { nodes, background, listener }: { nodes: NodeAddresses; background: Background; listener: NodeListener },
  ) {
    this.#nodes = nodes;
    this.#client = client;
    this.#background = background;
    this.#listener = listener;
  }

  /** Follows a node from now on; once is enough. */
  watch(node: string): void {
    if (this.#watched.has(node)) return;
    this.#watched.add(node);
    this.#background.run(`watch the node ${node}`, (signal) => this.#follow(node, signal));
  }

  async #follow(node: string, signal: AbortSignal): Promise<void> {
    let boot: string | undefined;
    let version = 0;
    let pauseMs = retryMs;
    while (!signal.aborted) {
      try {
        const request = { ...(boot !== undefined && { boot }), afterVersion: version, waitMs: watchMs };
        const changes = await this.#nodes.call(node, (to) => this.#client.watch(request, { to, signal }));
        pauseMs = retryMs;
        boot = changes.boot;
        version = changes.version;
        for (const worker of changes.workers) this.#listener.observed(worker);
        for (const placementId of changes.gone) this.#listener.gone(placementId);
        if (changes.complete) {
          this.#listener.complete(node, new Set(changes.workers.map(({ placementId }) => placementId)));
        }
      } catch {
        // The node is away: that says nothing of its workers. It is asked again until it answers.
        await pause(pauseMs, signal);
        pauseMs = Math.min(pauseMs * 2, maxRetryMs);
      }
    }
  }
}

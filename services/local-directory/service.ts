import { createBackground, type Stoppable } from '../kit/background.ts';
import { createClient, type ClientContext } from '../kit/client.ts';
import type { EndpointSource } from '../kit/endpoints.ts';
import { isBerthError } from '../kit/errors/berth-error.ts';
import type { Handlers, Host } from '../kit/host.ts';
import { globalDirectoryContract } from '../global-directory/contract.ts';
import { sessionContract } from '../session/contract.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { WorkerStart } from '../runtime/supervisor/contract.ts';
import type { LocalDirectoryConfig } from './config.ts';
import { localDirectoryContract, type Inventory, type WorkerOrder } from './contract.ts';
import { measureLoad, takeInventory } from './inventory.ts';
import { Node } from './node.ts';

/** What a local directory works with. */
export interface LocalDirectoryDeps {
  readonly config: LocalDirectoryConfig;
  readonly runtime: Runtime;
  readonly clients: ClientContext;
  /** The base URL of this host, once it listens. */
  readonly url: () => string;
}

/** Serves the local directory of one node. */
export async function startLocalDirectory(host: Host, deps: LocalDirectoryDeps): Promise<Stoppable> {
  const { config, runtime, clients } = deps;
  const log = host.log.child({ service: 'local-directory', node: config.LOCAL_DIRECTORY_NODE });
  const background = createBackground(log);
  const node = new Node(runtime, background, () => clients.endpoints.endpoints('project-data')[0]?.url);
  for (const worker of await runtime.find()) node.watch(worker);

  const inventory = await takeInventory(config);

  /** Before its first registration nobody knows that the node is there. */
  let isRegistered = false;
  const handlers: Handlers<typeof localDirectoryContract.methods> = {
    async start({ placementId, epoch, order, gpus }) {
      return node.start(
        placementId,
        epoch,
        workerStart(order, { config, endpoints: clients.endpoints, env: gpuVariables(inventory, gpus) }),
      );
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
  };
  host.serve(localDirectoryContract, handlers, () => isRegistered);

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
    isRegistered = true;
  });

  const session = createClient(sessionContract, clients);
  background.repeat('end what ended sessions left', config.LOCAL_DIRECTORY_SWEEP_MS, async (signal) => {
    await node.releaseEnded(async (id) => {
      try {
        const { state } = await session.get({ id }, { signal });
        return state === 'closed' || state === 'failed';
      } catch (error) {
        // Whoever does not know a session does not own it either: nothing is ended for that.
        if (isBerthError(error, 'SESSION_UNKNOWN')) return false;
        throw error;
      }
    });
  });

  return {
    async stop() {
      await background.stop();
      await runtime.stop();
    },
  };
}

/** On a node with GPUs, a worker sees those that are reserved for it and no others (CUDA's own variable). */
export function gpuVariables({ gpus }: Inventory, reserved: readonly string[]): Record<string, string> {
  if (gpus.length === 0) return {};
  const indices = gpus.flatMap(({ id }, index) => (reserved.includes(id) ? [index] : []));
  return { CUDA_VISIBLE_DEVICES: indices.join(',') };
}

function workerStart(
  order: WorkerOrder,
  { config, endpoints, env }: { config: LocalDirectoryConfig; endpoints: EndpointSource; env: Record<string, string> },
): WorkerStart {
  const { projectDataToken, ...rest } = order;
  const [projectData] = endpoints.endpoints('project-data');
  return {
    ...rest,
    env: { ...rest.env, ...env },
    folder: config.LOCAL_DIRECTORY_WORK_FOLDER,
    projectData: { url: projectData?.url ?? '', token: projectDataToken },
  };
}

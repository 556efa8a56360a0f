import type { CatalogueSessionType, WorkerType } from '../../infra/model/catalogue.ts';
import type { Client } from '../kit/client.ts';
import { isBerthError } from '../kit/errors/berth-error.ts';
import type { globalDirectoryContract } from '../global-directory/contract.ts';
import type { globalSessionContract } from '../global-session/contract.ts';
import type { localDirectoryContract, WorkerOrder } from '../local-directory/contract.ts';
import type { projectDataContract } from '../project-data/contract.ts';
import type { NodeAddresses } from './node-addresses.ts';
import type { TakeStep } from './session-actor.ts';
import { placementIdOf, workerTypeOf, type SessionDocument, type SessionWorker } from './session.ts';

/** The services that a session's steps call. */
export interface StepClients {
  readonly globalDirectory: Client<typeof globalDirectoryContract.methods>;
  readonly localDirectory: Client<typeof localDirectoryContract.methods>;
  readonly globalSession: Client<typeof globalSessionContract.methods>;
  readonly projectData: Client<typeof projectDataContract.methods>;
}

/** What steps work with. */
export interface StepDeps {
  readonly clients: StepClients;
  readonly type: CatalogueSessionType;
  readonly nodes: NodeAddresses;
}

/** The workers of a session reach the files of its project for a week after they were started. */
const dataTokenSeconds = 7 * 86_400;

/** The steps of a session in the world. */
export function createStepTaker({ clients, type, nodes }: StepDeps): TakeStep {
  let dataToken: Promise<string> | undefined;

  const tokenFor = async (session: SessionDocument) => {
    const request = {
      sessionId: session._id,
      project: session.project,
      right: 'write',
      expiresInSeconds: dataTokenSeconds,
    } as const;
    dataToken ??= clients.projectData.issueToken(request).then(({ token }) => token);
    try {
      return await dataToken;
    } catch (error) {
      dataToken = undefined;
      throw error;
    }
  };

  return async (session, step) => {
    switch (step.kind) {
      case 'reserve':
        // The order needs it: asked for meanwhile. A failure shows there.
        tokenFor(session).catch(() => undefined);
        return reserve(session, step.workers);
      case 'order':
        return order(session, step.worker);
      case 'run':
        return run(session, step.worker);
      case 'stop':
        return stop(session, step.worker, step.graceMs);
      case 'release':
        return release(session, step.worker);
      case 'unlock':
        await clients.globalSession.release({ project: session.project, sessionId: session._id });
        return { kind: 'unlocked' };
    }
  };

  async function reserve(session: SessionDocument, ids: readonly string[]) {
    const wanted = ids.flatMap((id) => {
      const worker = session.workers[id];
      if (worker === undefined) return [];
      const placementId = placementIdOf(session._id, id, worker.incarnation);
      return [{ id, placementId, requirements: workerTypeOf(type, worker).requirements }];
    });
    const idOf = new Map(wanted.map(({ id, placementId }) => [placementId, id]));
    const request = wanted.map(({ placementId, requirements }) => ({ placementId, requirements }));
    const { placed, refused } = await clients.globalDirectory.reserve({ workers: request });
    return {
      kind: 'reserved' as const,
      placed: placed.map(({ placementId, node, nodeUrl }) => {
        nodes.learn(node, nodeUrl);
        return { worker: idOf.get(placementId) ?? '', node };
      }),
      refused: refused.map(({ placementId, refusals }) => ({ worker: idOf.get(placementId) ?? '', refusals })),
    };
  }

  async function order(session: SessionDocument, id: string) {
    const worker = session.workers[id];
    if (worker?.held === undefined) return undefined;
    const { placementId, node } = worker.held;
    const request = {
      placementId,
      epoch: session.epoch,
      node,
      order: workerOrder(session, {
        id,
        worker,
        type: workerTypeOf(type, worker),
        projectDataToken: await tokenFor(session),
      }),
    };
    const { url } = await clients.globalDirectory.start(request);
    return { kind: 'ordered' as const, worker: id, placementId, url };
  }

  async function run(session: SessionDocument, id: string) {
    const target = session.workers[id];
    if (target?.held === undefined) return undefined;
    const peers = Object.entries(session.workers).flatMap(([peer, { url }]) =>
      url === undefined ? [] : [{ id: peer, url }],
    );
    await callNode(session, target, (to, placement) => clients.localDirectory.run({ ...placement, peers }, { to }));
    if (target.incarnation > 1) {
      // A restarted worker has a new address: the others are told.
      const others = Object.values(session.workers).filter((worker) => worker !== target && worker.url !== undefined);
      await Promise.all(
        others.map((worker) =>
          callNode(session, worker, (to, placement) =>
            clients.localDirectory.updatePeers({ ...placement, peers }, { to }),
          ),
        ),
      );
    }
    return { kind: 'ran' as const, worker: id, placementId: target.held.placementId };
  }

  async function stop(session: SessionDocument, id: string, graceMs: number) {
    const worker = session.workers[id];
    if (worker?.held === undefined) return undefined;
    const reason = session.reason?.message ?? 'the session is closed';
    await callNode(session, worker, (to, placement) =>
      clients.localDirectory.stop({ ...placement, reason, graceMs }, { to }),
    );
    return { kind: 'stop-asked' as const, worker: id, placementId: worker.held.placementId };
  }

  /** Calls the node of a worker; a worker that is not there any more is found out by the watch, not here. */
  async function callNode(
    session: SessionDocument,
    { held }: SessionWorker,
    call: (url: string, placement: { placementId: string; epoch: number }) => Promise<unknown>,
  ): Promise<void> {
    if (held === undefined) return;
    try {
      await nodes.call(held.node, (to) => call(to, { placementId: held.placementId, epoch: session.epoch }));
    } catch (error) {
      if (!isBerthError(error, 'WORKER_UNKNOWN')) throw error;
    }
  }

  async function release(session: SessionDocument, id: string) {
    const held = session.workers[id]?.held;
    if (held === undefined) return undefined;
    const { placementId, node } = held;
    await nodes.call(node, (to) => clients.localDirectory.release({ placementId, epoch: session.epoch }, { to }));
    await clients.globalDirectory.release({ node, placementIds: [placementId] });
    return { kind: 'released' as const, worker: id, placementId };
  }
}

interface OrderParts {
  readonly id: string;
  readonly worker: SessionWorker;
  readonly type: WorkerType;
  readonly projectDataToken: string;
}

function workerOrder(session: SessionDocument, { id, worker, type, projectDataToken }: OrderParts): WorkerOrder {
  return {
    worker: { id, type: worker.type, index: worker.index },
    incarnation: worker.incarnation,
    epoch: session.epoch,
    command: type.command,
    env: type.env,
    protocol: type.protocol,
    ...(type.readiness !== undefined && { readiness: type.readiness }),
    memoryBytes: type.requirements.memoryBytes,
    stopGraceMs: type.stopGraceMs,
    window: type.window,
    init: {
      session: { id: session._id, type: session.type, project: session.project, user: session.user },
      input: session.input,
      workers: Object.entries(session.workers).map(([peer, value]) => ({
        id: peer,
        type: value.type,
        index: value.index,
      })),
    },
    channelToken: session.channelToken,
    projectDataToken,
  };
}

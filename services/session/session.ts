import type { CatalogueSessionType, WorkerType } from '../../infra/model/catalogue.ts';
import type { Reason, SessionState, SessionView, WorkerState } from './contract.ts';

/** A worker in the document of its session. */
export interface SessionWorker {
  readonly type: string;
  readonly index: number;
  /** Above the type's minimum: taken where there is room at the opening, else left out. */
  readonly optional: boolean;
  readonly state: WorkerState;
  readonly since: Date;
  readonly incarnation: number;
  readonly restarts: number;
  /** Not placed again before. */
  readonly notBefore?: Date | undefined;
  readonly node?: string | undefined;
  /** Where its supervisor is reached. */
  readonly url?: string | undefined;
  /** Set where the placement may still hold a reservation or a supervisor. */
  readonly held?: { readonly placementId: string; readonly node: string } | undefined;
  readonly stopAsked?: boolean | undefined;
  readonly progress?: { readonly fraction: number; readonly text: string } | undefined;
  readonly reason?: Reason | undefined;
}

/** Why a session closes, and as what it ends. */
export interface Closing {
  readonly by: string;
  readonly final: 'closed' | 'failed';
  readonly at: Date;
}

/** A session in the store. Every write of its owner is guarded by `epoch` and `revision`. */
export interface SessionDocument {
  readonly _id: string;
  readonly type: string;
  readonly project: string;
  readonly user: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly state: SessionState;
  readonly stateSince: Date;
  readonly revision: number;
  readonly epoch: number;
  readonly owner: { readonly instance: string; readonly url: string };
  /** Relays and the workers of the session show it to each other. */
  readonly channelToken: string;
  readonly workers: Readonly<Record<string, SessionWorker>>;
  /** Whether all workers have run together once. */
  readonly hasRun: boolean;
  readonly reason?: Reason | undefined;
  readonly closing?: Closing | undefined;
  readonly createdAt: Date;
  readonly endedAt?: Date | undefined;
}

/** States from which nothing follows. */
export const finalStates: readonly SessionState[] = ['closed', 'failed'];

/** States of a worker whose process is gone. */
export const endedWorkerStates: readonly WorkerState[] = ['finished', 'failed', 'stopped'];

export function hasEnded(session: Pick<SessionDocument, 'state'>): boolean {
  return finalStates.includes(session.state);
}

/** Whether every worker has its place, so that all can be told who the others are; none starts before. */
export function isComplete({ hasRun, workers }: Pick<SessionDocument, 'hasRun' | 'workers'>): boolean {
  return hasRun || Object.values(workers).every(({ state }) => state !== 'unplaced');
}

/** Which placement a worker's present incarnation is. */
export function placementIdOf(sessionId: string, workerId: string, incarnation: number): string {
  return `${sessionId}.${workerId}.${incarnation}`;
}

/** The workers of a session type before they have a place: the minimum, and the optional ones up to the maximum. */
export function initialWorkers(type: CatalogueSessionType, now: Date): Record<string, SessionWorker> {
  const workers = type.workers.flatMap((worker) =>
    Array.from({ length: worker.maxCount }, (_, index): [string, SessionWorker] => [
      `${worker.name}-${index}`,
      {
        type: worker.name,
        index,
        optional: index >= worker.minCount,
        state: 'unplaced',
        since: now,
        incarnation: 1,
        restarts: 0,
      },
    ]),
  );
  return Object.fromEntries(workers);
}

/** The type of a worker in the catalogue. */
export function workerTypeOf(type: CatalogueSessionType, worker: Pick<SessionWorker, 'type'>): WorkerType {
  const found = type.workers.find(({ name }) => name === worker.type);
  if (found !== undefined) return found;
  throw new Error(`the session type "${type.name}" has no worker "${worker.type}"`);
}

/** A session as users see it. */
export function viewOf(session: SessionDocument): SessionView {
  return {
    id: session._id,
    type: session.type,
    project: session.project,
    user: session.user,
    state: session.state,
    revision: session.revision,
    ...(session.reason !== undefined && { reason: session.reason }),
    workers: Object.entries(session.workers).map(([id, worker]) => ({
      id,
      type: worker.type,
      state: worker.state,
      incarnation: worker.incarnation,
      restarts: worker.restarts,
      ...(worker.node !== undefined && { node: worker.node }),
      ...(worker.progress !== undefined && { progress: worker.progress }),
      ...(worker.reason !== undefined && { reason: worker.reason }),
    })),
    createdAt: session.createdAt.toISOString(),
    stateSince: session.stateSince.toISOString(),
    ...(session.endedAt !== undefined && { endedAt: session.endedAt.toISOString() }),
    owner: { ...session.owner, epoch: session.epoch },
  };
}

import type { CatalogueSessionType, WorkerType } from '../../infra/model/catalogue.ts';
import type { PlacedWorker } from '../local-directory/contract.ts';
import type { Refusal } from '../global-directory/contract.ts';
import type { Reason, WorkerState } from './contract.ts';
import {
  endedWorkerStates,
  hasEnded,
  isComplete,
  placementIdOf,
  workerTypeOf,
  type SessionDocument,
  type SessionWorker,
} from './session.ts';
import {
  awaitsRestart,
  isLive,
  isOver,
  later,
  nextIncarnation,
  updatePlaced,
  updateWorker,
  withoutWorker,
} from './worker-update.ts';

/** What can happen to a session. */
export type SessionEvent =
  | {
      readonly kind: 'reserved';
      readonly placed: readonly { readonly worker: string; readonly node: string }[];
      readonly refused: readonly { readonly worker: string; readonly refusals: readonly Refusal[] }[];
    }
  | { readonly kind: 'ordered'; readonly worker: string; readonly placementId: string; readonly url: string }
  | {
      readonly kind: 'observed';
      readonly worker: string;
      readonly placementId: string;
      readonly status: PlacedWorker['status'];
    }
  | { readonly kind: 'lost'; readonly worker: string; readonly placementId: string }
  | { readonly kind: 'failed'; readonly worker: string; readonly placementId: string; readonly reason: Reason }
  | { readonly kind: 'ran'; readonly worker: string; readonly placementId: string }
  | { readonly kind: 'stop-asked'; readonly worker: string; readonly placementId: string }
  | { readonly kind: 'released'; readonly worker: string; readonly placementId: string }
  | { readonly kind: 'close'; readonly by: string; readonly final: 'closed' | 'failed'; readonly reason?: Reason }
  | { readonly kind: 'unlocked' };

/** What an event is applied with. */
export interface EventContext {
  readonly type: CatalogueSessionType;
  readonly now: Date;
}

/** The session after an event; the same object where the event changes nothing. */
export function applyEvent(session: SessionDocument, event: SessionEvent, context: EventContext): SessionDocument {
  if (hasEnded(session)) return session;
  const changed = change(session, event, context);
  return changed === session ? session : settleState(changed, context);
}

function change(session: SessionDocument, event: SessionEvent, context: EventContext): SessionDocument {
  switch (event.kind) {
    case 'reserved':
      return applyReserved(session, event, context);
    case 'ordered':
      // What the node says of the worker may come before its answer to the order.
      return updatePlaced(session, event, ({ state }) =>
        endedWorkerStates.includes(state)
          ? undefined
          : { url: event.url, ...(state === 'placed' && { state: 'starting', since: context.now }) },
      );
    case 'observed':
      return applyObserved(session, event, context);
    case 'lost':
      return applyLost(session, event, context);
    case 'failed':
      return isLive(session, event)
        ? endWorker(session, event.worker, { state: 'failed', reason: event.reason, ...context })
        : session;
    case 'ran':
      return updatePlaced(session, event, ({ state }) =>
        state === 'initialised' ? { state: 'running', since: context.now } : undefined,
      );
    case 'stop-asked':
      return updatePlaced(session, event, () => ({ stopAsked: true }));
    case 'released':
      return applyReleased(session, event, context);
    case 'close':
      return beginClosing(session, event, context.now);
    case 'unlocked':
      return endSession(session, context.now);
  }
}

function applyReserved(
  session: SessionDocument,
  { placed, refused }: Extract<SessionEvent, { kind: 'reserved' }>,
  { now }: EventContext,
): SessionDocument {
  let result = session;
  for (const { worker, node } of placed) {
    result = updateWorker(result, worker, ({ state, incarnation }) =>
      state === 'unplaced'
        ? {
            state: 'placed',
            since: now,
            node,
            reason: undefined,
            notBefore: undefined,
            held: { placementId: placementIdOf(session._id, worker, incarnation), node },
          }
        : undefined,
    );
  }
  for (const { worker, refusals } of refused) {
    const known = result.workers[worker];
    if (known?.state !== 'unplaced') continue;
    const waiting = { reason: refusalReason(worker, refusals), notBefore: later(now, retryPlacementMs) };
    result = known.optional ? withoutWorker(result, worker) : updateWorker(result, worker, () => waiting);
  }
  return isComplete(result) && !isComplete(session) ? restartedClocks(result, now) : result;
}

/** From now on the placed workers can be started: their time begins. */
function restartedClocks(session: SessionDocument, now: Date): SessionDocument {
  const placed = Object.entries(session.workers).filter(([, { state }]) => state === 'placed');
  return placed.reduce((result, [id]) => updateWorker(result, id, () => ({ since: now })), session);
}

const retryPlacementMs = 500;

function refusalReason(worker: string, refusals: readonly Refusal[]): Reason {
  const nodes = refusals.map(({ node, reason }) => `${node}: ${reason}`).join('; ');
  return { code: 'PLACEMENT_FULL', message: `No node has room now (${nodes || 'no node is there'}).`, worker };
}

/** A worker's own phases, as states of the session's worker. */
const observedStates: Partial<Record<PlacedWorker['status']['phase'], WorkerState>> = {
  ready: 'ready',
  initialised: 'initialised',
};
const stateOrder: readonly WorkerState[] = ['unplaced', 'placed', 'starting', 'ready', 'initialised', 'running'];

function applyObserved(
  session: SessionDocument,
  event: Extract<SessionEvent, { kind: 'observed' }>,
  context: EventContext,
): SessionDocument {
  const { worker: id, status } = event;
  const worker = session.workers[id];
  if (worker === undefined || !isLive(session, event)) return session;
  if (status.phase === 'ended') return applyExit(session, { id, status }, context);
  const observed = observedStates[status.phase];
  const advances = observed !== undefined && stateOrder.indexOf(observed) > stateOrder.indexOf(worker.state);
  const progresses = status.progress !== undefined && !isSameProgress(status.progress, worker.progress);
  if (!advances && !progresses) return session;
  return updateWorker(session, id, () => ({
    ...(advances && { state: observed, since: context.now }),
    ...(progresses && { progress: status.progress }),
  }));
}

/** Progress is written in steps of a hundredth: each is a write to the database. */
const progressStep = 0.01;

function isSameProgress(
  a: { fraction: number; text: string },
  b: { fraction: number; text: string } | undefined,
): boolean {
  if (b === undefined) return false;
  const isFinal = a.fraction === 1 && b.fraction !== 1;
  return !isFinal && Math.abs(a.fraction - b.fraction) < progressStep;
}

function applyExit(
  session: SessionDocument,
  { id, status }: { id: string; status: PlacedWorker['status'] },
  context: EventContext,
): SessionDocument {
  const exit = status.exit ?? {};
  if (session.closing !== undefined) return endWorker(session, id, { state: 'stopped', ...context });
  if (exit.error !== undefined) {
    return endWorker(session, id, { state: 'failed', reason: { ...exit.error, worker: id }, ...context });
  }
  if (exit.code === 0) return endWorker(session, id, { state: 'finished', ...context });
  const how = exit.signal === undefined ? `exit code ${String(exit.code)}` : `signal ${exit.signal}`;
  const reason = { code: 'WORKER_EXITED', message: `The process of ${id} ended with ${how}.`, worker: id };
  return endWorker(session, id, { state: 'failed', reason, ...context });
}

function applyLost(
  session: SessionDocument,
  event: Extract<SessionEvent, { kind: 'lost' }>,
  context: EventContext,
): SessionDocument {
  const id = event.worker;
  if (!isLive(session, event) || session.workers[id]?.state === 'placed') return session;
  if (session.closing !== undefined) return endWorker(session, id, { state: 'stopped', ...context });
  const reason = { code: 'WORKER_LOST', message: `${id} and its supervisor are gone from their node.`, worker: id };
  return endWorker(session, id, { state: 'failed', reason, ...context });
}

/** Reasons that no restart changes. */
const hopeless: ReadonlySet<string> = new Set(['WORKER_COMMAND_NOT_FOUND']);

interface WorkerEnd extends EventContext {
  readonly state: 'finished' | 'failed' | 'stopped';
  readonly reason?: Reason;
}

/** A worker ended: it is placed again by its restart policy, or the session goes on or ends without it. */
function endWorker(session: SessionDocument, id: string, { state, reason, type, now }: WorkerEnd): SessionDocument {
  const worker = session.workers[id];
  if (worker === undefined) return session;
  const ended = updateWorker(session, id, () => ({ state, since: now, reason, url: undefined, notBefore: undefined }));
  if (state === 'stopped' || session.closing !== undefined) return ended;
  const { restart, critical } = workerTypeOf(type, worker);
  const mayRestart = wantsRestart(restart.policy, { state, reason }) && worker.restarts < restart.max;
  if (mayRestart) return updateWorker(ended, id, () => ({ notBefore: later(now, restart.backoffMs) }));
  if (state === 'failed' && critical) {
    return beginClosing(
      ended,
      { kind: 'close', by: 'berth', final: 'failed', ...(reason !== undefined && { reason }) },
      now,
    );
  }
  return ended;
}

function wantsRestart(
  policy: WorkerType['restart']['policy'],
  { state, reason }: Pick<WorkerEnd, 'state' | 'reason'>,
): boolean {
  if (reason !== undefined && hopeless.has(reason.code)) return false;
  return policy === 'always' || (policy === 'on-failure' && state === 'failed');
}

/** Nothing is held for a worker any more: one that waits for its restart is placed anew. */
function applyReleased(
  session: SessionDocument,
  event: Extract<SessionEvent, { kind: 'released' }>,
  { now }: EventContext,
): SessionDocument {
  return updatePlaced(session, event, (worker) => {
    if (awaitsRestart(worker) && session.closing === undefined) return nextIncarnation(worker, now);
    const isEnded = endedWorkerStates.includes(worker.state);
    return { held: undefined, ...(!isEnded && { state: 'stopped' as const, since: now, url: undefined }) };
  });
}

function beginClosing(
  session: SessionDocument,
  { by, final, reason }: Extract<SessionEvent, { kind: 'close' }>,
  now: Date,
): SessionDocument {
  if (session.closing !== undefined) return session;
  return {
    ...session,
    closing: { by, final, at: now },
    ...(reason !== undefined && { reason }),
    state: 'closing',
    stateSince: now,
  };
}

function endSession(session: SessionDocument, now: Date): SessionDocument {
  if (session.closing === undefined) return session;
  return { ...session, state: session.closing.final, stateSince: now, endedAt: now };
}

/** The state that follows from the workers. */
function settleState(session: SessionDocument, { now }: EventContext): SessionDocument {
  if (session.closing !== undefined) return session;
  const workers = Object.values(session.workers);
  const hasRun = session.hasRun || workers.every((worker) => worker.state === 'running' || isOver(worker));
  const state = stateFrom(workers, hasRun);
  const settled = { ...session, hasRun, ...(state !== session.state && { state, stateSince: now }) };
  return workers.every(isOver) ? closeWithoutWorkers(settled, now) : settled;
}

/** Nobody is left who could go on: what one has finished is a result, failures alone are none. */
function closeWithoutWorkers(session: SessionDocument, now: Date): SessionDocument {
  const workers = Object.values(session.workers);
  const hasResult = workers.some(({ state }) => state === 'finished');
  const failure = workers.find(({ reason }) => reason !== undefined)?.reason;
  const finished = { code: 'WORKERS_FINISHED', message: 'All workers have finished.' };
  const reason = hasResult ? finished : (failure ?? finished);
  return beginClosing(session, { kind: 'close', by: 'berth', final: hasResult ? 'closed' : 'failed', reason }, now);
}

function stateFrom(workers: readonly SessionWorker[], hasRun: boolean): SessionDocument['state'] {
  if (workers.every((worker) => worker.state === 'running' || (worker.state === 'finished' && isOver(worker))))
    return 'ready';
  if (hasRun) return 'degraded';
  const unplaced = workers.filter(({ state }) => state === 'unplaced');
  if (unplaced.some(({ reason }) => reason !== undefined)) return 'queued';
  return unplaced.length > 0 ? 'placing' : 'starting';
}

import type { CatalogueSessionType } from '../../infra/model/catalogue.ts';
import type { Reason } from './contract.ts';
import type { SessionEvent } from './events.ts';
import {
  endedWorkerStates,
  hasEnded,
  isComplete,
  placementIdOf,
  workerTypeOf,
  type SessionDocument,
  type SessionWorker,
} from './session.ts';
import { awaitsRestart, isOver } from './worker-update.ts';

/** What the owner of a session does next. Each step may be taken again after a crash: what it asks for is idempotent. */
export type Step =
  | { readonly kind: 'reserve'; readonly workers: readonly string[] }
  | { readonly kind: 'order'; readonly worker: string }
  | { readonly kind: 'run'; readonly worker: string }
  | { readonly kind: 'stop'; readonly worker: string; readonly graceMs: number }
  | { readonly kind: 'release'; readonly worker: string }
  | { readonly kind: 'unlock' }
  /** Something is due without anybody's doing. */
  | { readonly kind: 'apply'; readonly event: SessionEvent };

/** The steps that follow from where a session is, and when to look again if nothing happens. */
export interface Decision {
  readonly steps: readonly Step[];
  readonly lookAgainAt?: Date;
}

/** Decides from the document alone: whoever owns the session next decides the same. */
export function decide(session: SessionDocument, type: CatalogueSessionType, now: Date): Decision {
  if (hasEnded(session)) return { steps: [] };
  const overdue = overdueEvent(session, type, now);
  if (overdue !== undefined) return { steps: [{ kind: 'apply', event: overdue }] };
  const steps = session.closing === undefined ? openSteps(session, now) : closingSteps(session, type, now);
  const lookAgainAt = earliest([...dueTimes(session, type), ...waitingTimes(session)].filter((time) => time > now));
  return { steps, ...(lookAgainAt !== undefined && { lookAgainAt }) };
}

type NamedWorker = readonly [id: string, worker: SessionWorker];

function openSteps(session: SessionDocument, now: Date): Step[] {
  const workers = Object.entries(session.workers);
  const steps: Step[] = [];
  const toReserve = workers.filter(([, { state, notBefore }]) => state === 'unplaced' && (notBefore ?? now) <= now);
  if (toReserve.length > 0) steps.push({ kind: 'reserve', workers: toReserve.map(([id]) => id) });
  const toOrder = isComplete(session) ? workers.filter(([, worker]) => needsOrder(worker)) : [];
  steps.push(...toOrder.map(([worker]): Step => ({ kind: 'order', worker })));
  const mayRun = session.hasRun || workers.every(([, worker]) => isPrepared(worker) || isOver(worker));
  const toRun = mayRun ? workers.filter(([, worker]) => worker.state === 'initialised' && isPrepared(worker)) : [];
  steps.push(...toRun.map(([worker]): Step => ({ kind: 'run', worker })));
  // What a finished worker last said may still be on its way to the clients: it is released with the session.
  const toRestart = workers.filter(([, worker]) => awaitsRestart(worker) && worker.held !== undefined);
  steps.push(...toRestart.map(([worker]): Step => ({ kind: 'release', worker })));
  return steps;
}

/** Not ordered yet, or the answer with its address was lost: the same order again brings it. */
function needsOrder({ state, url }: SessionWorker): boolean {
  return state === 'placed' || (url === undefined && state !== 'unplaced' && !endedWorkerStates.includes(state));
}

/** Initialised, and its address is known: the others are told of it when they run. */
function isPrepared({ state, url }: SessionWorker): boolean {
  return (state === 'initialised' || state === 'running') && url !== undefined;
}

function closingSteps(session: SessionDocument, type: CatalogueSessionType, now: Date): Step[] {
  const held = Object.entries(session.workers).filter(([, worker]) => worker.held !== undefined);
  if (held.length === 0) return [{ kind: 'unlock' }];
  const isPressing = now >= closeDeadline(session, type);
  return held.flatMap(([worker, value]): Step[] => {
    const isOver = endedWorkerStates.includes(value.state) || value.state === 'placed' || isPressing;
    if (isOver) return [{ kind: 'release', worker }];
    if (value.stopAsked === true) return [];
    return [{ kind: 'stop', worker, graceMs: workerTypeOf(type, value).stopGraceMs }];
  });
}

/** Part of the time to close is kept for releasing what did not stop by itself. */
const releaseShare = 0.2;

function closeDeadline({ closing }: SessionDocument, { closeDeadlineMs }: CatalogueSessionType): Date {
  return new Date((closing?.at.getTime() ?? 0) + closeDeadlineMs * (1 - releaseShare));
}

/** What is past its deadline, as the event that follows from it. */
function overdueEvent(session: SessionDocument, type: CatalogueSessionType, now: Date): SessionEvent | undefined {
  if (session.closing !== undefined) {
    const end = session.closing.at.getTime() + type.closeDeadlineMs;
    // What could not be released by now is ended by its supervisor, which no longer hears from anybody.
    return now.getTime() >= end ? { kind: 'unlocked' } : undefined;
  }
  const late = Object.entries(session.workers).find(
    ([, worker]) => now >= (workerDeadline(session, worker, type) ?? later),
  );
  if (late !== undefined) {
    const [worker, { incarnation }] = late;
    const placementId = placementIdOf(session._id, worker, incarnation);
    return { kind: 'failed', worker, placementId, reason: lateReason(late, type) };
  }
  if (!session.hasRun && now.getTime() >= session.createdAt.getTime() + type.openDeadlineMs) {
    return { kind: 'close', by: 'berth', final: 'failed', reason: openReason(session, type) };
  }
  return undefined;
}

const later = new Date(8.64e15);

function workerDeadline(session: SessionDocument, worker: SessionWorker, type: CatalogueSessionType): Date | undefined {
  // It waits for the places of the others: that is bounded by the deadline of the opening.
  if (worker.state === 'placed' && !isComplete(session)) return undefined;
  const { startDeadlineMs, initialiseDeadlineMs } = workerTypeOf(type, worker);
  if (worker.state === 'placed' || worker.state === 'starting')
    return new Date(worker.since.getTime() + startDeadlineMs);
  if (worker.state === 'ready') return new Date(worker.since.getTime() + initialiseDeadlineMs);
  return undefined;
}

function lateReason([id, worker]: NamedWorker, type: CatalogueSessionType): Reason {
  const { startDeadlineMs, initialiseDeadlineMs } = workerTypeOf(type, worker);
  const [what, limitMs] = worker.state !== 'ready' ? ['ready', startDeadlineMs] : ['initialised', initialiseDeadlineMs];
  return { code: 'SESSION_DEADLINE', message: `${id} was not ${what} within ${limitMs} ms.`, worker: id };
}

function openReason(session: SessionDocument, { openDeadlineMs }: CatalogueSessionType): Reason {
  const waiting = Object.values(session.workers).find(({ reason }) => reason !== undefined);
  const why = waiting?.reason === undefined ? '' : ` ${waiting.reason.message}`;
  return { code: 'SESSION_DEADLINE', message: `The session did not run within ${openDeadlineMs} ms.${why}` };
}

function dueTimes(session: SessionDocument, type: CatalogueSessionType): Date[] {
  if (session.closing !== undefined) {
    return [closeDeadline(session, type), new Date(session.closing.at.getTime() + type.closeDeadlineMs)];
  }
  const workers = Object.values(session.workers).map((worker) => workerDeadline(session, worker, type));
  const open = session.hasRun ? [] : [new Date(session.createdAt.getTime() + type.openDeadlineMs)];
  return [...workers.filter((time) => time !== undefined), ...open];
}

function waitingTimes(session: SessionDocument): Date[] {
  const waiting = Object.values(session.workers).filter(({ state }) => state === 'unplaced');
  return waiting.map(({ notBefore }) => notBefore).filter((time) => time !== undefined);
}

function earliest(times: readonly Date[]): Date | undefined {
  return times.reduce<Date | undefined>(
    (first, time) => (first === undefined || time < first ? time : first),
    undefined,
  );
}

import { endedWorkerStates, type SessionDocument, type SessionWorker } from './session.ts';

/** Which placement of which worker an event is about. */
interface OfPlacement {
  readonly worker: string;
  readonly placementId: string;
}

type WorkerChange = (worker: SessionWorker) => Partial<SessionWorker> | undefined;

/** The session with a change to one worker; the same object where there is none. */
export function updateWorker(session: SessionDocument, id: string, update: WorkerChange): SessionDocument {
  const worker = session.workers[id];
  const changes = worker === undefined ? undefined : update(worker);
  if (worker === undefined || changes === undefined) return session;
  return { ...session, workers: { ...session.workers, [id]: { ...worker, ...changes } } };
}

/** The same for an event that belongs to one placement: what comes of an earlier incarnation changes nothing. */
export function updatePlaced(
  session: SessionDocument,
  { worker: id, placementId }: OfPlacement,
  update: WorkerChange,
): SessionDocument {
  return updateWorker(session, id, (worker) => (worker.held?.placementId === placementId ? update(worker) : undefined));
}

/** Whether an event is about the present placement of a worker that has not ended. */
export function isLive(session: SessionDocument, { worker: id, placementId }: OfPlacement): boolean {
  const worker = session.workers[id];
  return worker?.held?.placementId === placementId && !endedWorkerStates.includes(worker.state);
}

export function withoutWorker(session: SessionDocument, id: string): SessionDocument {
  const workers = Object.fromEntries(Object.entries(session.workers).filter(([key]) => key !== id));
  return { ...session, workers };
}

/** The worker as it is placed anew: the next incarnation, without anything of the one before but the reason. */
export function nextIncarnation(worker: SessionWorker, now: Date): Partial<SessionWorker> {
  return {
    optional: false,
    state: 'unplaced',
    since: now,
    incarnation: worker.incarnation + 1,
    restarts: worker.restarts + 1,
    node: undefined,
    url: undefined,
    held: undefined,
    stopAsked: undefined,
    progress: undefined,
  };
}

/** An ended worker that its restart policy brings back; `notBefore` says when. */
export function awaitsRestart({ state, notBefore }: SessionWorker): boolean {
  return endedWorkerStates.includes(state) && notBefore !== undefined;
}

/** An ended worker that does not come back. */
export function isOver(worker: SessionWorker): boolean {
  return endedWorkerStates.includes(worker.state) && !awaitsRestart(worker);
}

export function later(time: Date, ms: number): Date {
  return new Date(time.getTime() + ms);
}

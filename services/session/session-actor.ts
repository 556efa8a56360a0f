import type { CatalogueSessionType } from '../../infra/model/catalogue.ts';
import { Change } from '../kit/change.ts';
import { isBerthError } from '../kit/errors/berth-error.ts';
import type { Log } from '../kit/log.ts';
import { decide, type Step } from './decide.ts';
import { applyEvent, type SessionEvent } from './events.ts';
import { hasEnded, placementIdOf, type SessionDocument } from './session.ts';
import type { SessionStore } from './store.ts';

/** Takes a step in the world; answers with what came of it. */
export type TakeStep = (
  session: SessionDocument,
  step: Exclude<Step, { kind: 'apply' }>,
) => Promise<SessionEvent | undefined>;

/** What the owner of one session works with. */
export interface SessionActorDeps {
  readonly store: SessionStore;
  readonly type: CatalogueSessionType;
  readonly takeStep: TakeStep;
  readonly now: () => Date;
  readonly log: Log;
  /** Called when the session has ended, or has another owner. */
  readonly onDone: (outcome: 'ended' | 'lost') => void;
}

const retryStepMs = 300;
const maxSleepMs = 5000;

/**
 * Owns one session: applies what happens, writes it, decides what follows and does it. It can be killed between any
 * two lines: everything it knows is in the document, and every step may be taken again.
 */
export class SessionActor {
  #session: SessionDocument;
  readonly #deps: SessionActorDeps;
  readonly #changed = new Change();
  readonly #events: SessionEvent[] = [];
  readonly #inFlight = new Map<string, Promise<void>>();
  readonly #wake = new Change();
  #hasNews = false;
  #isStopped = false;

  constructor(session: SessionDocument, deps: SessionActorDeps) {
    this.#session = session;
    this.#deps = deps;
  }

  get session(): SessionDocument {
    return this.#session;
  }

  /** Whether the session has another owner now: what is known here is of the past. */
  get isAbandoned(): boolean {
    return this.#isStopped;
  }

  /** Something happened to the session. */
  submit(event: SessionEvent): void {
    this.#events.push(event);
    this.#awake();
  }

  /** The session as soon as its revision is above the given one, or after the time. */
  async after(revision: number, waitMs: number, signal: AbortSignal): Promise<SessionDocument> {
    if (this.#session.revision <= revision && !hasEnded(this.#session)) await this.#changed.wait(waitMs, signal);
    return this.#session;
  }

  /** Runs until the session ends, has another owner, or the service stops. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && !this.#isStopped) {
      const written = await this.#applyEvents();
      if (!written) continue;
      if (hasEnded(this.#session)) break;
      const sleepMs = this.#takeSteps();
      if (!this.#hasNews) await this.#wake.wait(sleepMs, signal);
      this.#hasNews = false;
    }
    if (hasEnded(this.#session)) this.#deps.onDone('ended');
  }

  /** The session has another owner now: nothing more is done here. */
  abandon(): void {
    const { _id: sessionId, epoch } = this.#session;
    this.#deps.log.warn({ sessionId, epoch }, 'the session has another owner');
    this.#isStopped = true;
    this.#changed.notify();
    this.#deps.onDone('lost');
    this.#awake();
  }

  async #applyEvents(): Promise<boolean> {
    const before = this.#session;
    const { type, now } = this.#deps;
    const events = [...this.#events];
    const applied = events.reduce((session, event) => applyEvent(session, event, { type, now: now() }), before);
    if (applied !== before) {
      const after = { ...applied, revision: before.revision + 1 };
      if (!(await this.#write(before, after))) return false;
      this.#become(after);
    }
    this.#events.splice(0, events.length);
    return true;
  }

  /** Writes, or waits a little where the database is away: the events are kept and applied again. */
  async #write(before: SessionDocument, after: SessionDocument): Promise<boolean> {
    try {
      if (await this.#deps.store.write(before, after)) return true;
      await this.#resolveConflict(before, after);
      return false;
    } catch (error) {
      this.#deps.log.warn({ err: error, sessionId: before._id }, 'the session could not be written; trying again');
      await this.#wake.wait(retryStepMs);
      return false;
    }
  }

  /**
   * A write that was refused: the session has another owner, or an earlier write is there whose answer was lost. Then
   * it goes on from what is stored, which may lack what has happened since: the events are applied once more.
   */
  async #resolveConflict(before: SessionDocument, after: SessionDocument): Promise<void> {
    const stored = await this.#deps.store.get(before._id);
    if (stored?.epoch === before.epoch && stored.revision === after.revision) this.#become(stored);
    else this.abandon();
  }

  #become(after: SessionDocument): void {
    const before = this.#session;
    this.#session = after;
    this.#logChange(before, after);
    this.#changed.notify();
  }

  /** Begins what is due and is not under way; answers how long to sleep when nothing happens. */
  #takeSteps(): number {
    const { type, now, takeStep } = this.#deps;
    const session = this.#session;
    const { steps, lookAgainAt } = decide(session, type, now());
    for (const step of steps) {
      if (step.kind === 'apply') {
        this.submit(step.event);
        continue;
      }
      // A place that is being reserved would be nobody's: the project is given back when its answer has been dealt with.
      if (step.kind === 'unlock' && this.#inFlight.size > 0) continue;
      const key = keyOf(step, session);
      if (this.#inFlight.has(key)) continue;
      const task = takeStep(session, step)
        .then((event) => {
          if (event !== undefined) this.submit(event);
        })
        .catch((error: unknown) => this.#stepFailed(session, step, error))
        .finally(() => {
          this.#inFlight.delete(key);
          this.#awake();
        });
      this.#inFlight.set(key, task);
    }
    const untilDue = lookAgainAt === undefined ? maxSleepMs : lookAgainAt.getTime() - now().getTime();
    return Math.min(Math.max(untilDue, 1), maxSleepMs);
  }

  /** A step that fails is taken again after a pause; an order that says why it cannot be is the worker's failure. */
  async #stepFailed(session: SessionDocument, step: Step, error: unknown): Promise<void> {
    this.#deps.log.warn({ err: error, sessionId: session._id, step }, 'a step of the session failed');
    if (step.kind === 'order' && isBerthError(error, 'WORKER_COMMAND_NOT_FOUND', 'REQUEST_INVALID')) {
      const { worker } = step;
      const placementId = placementIdOf(session._id, worker, session.workers[worker]?.incarnation ?? 0);
      this.submit({
        kind: 'failed',
        worker,
        placementId,
        reason: { code: error.code, message: error.message, worker },
      });
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, retryStepMs));
  }

  #awake(): void {
    this.#hasNews = true;
    this.#wake.notify();
  }

  #logChange(before: SessionDocument, after: SessionDocument): void {
    if (before.state === after.state) return;
    const line = { sessionId: after._id, from: before.state, to: after.state, reason: after.reason };
    this.#deps.log.info(line, 'the session changed its state');
  }
}

/** One step of a kind at a time for each worker and incarnation. */
function keyOf(step: Exclude<Step, { kind: 'apply' }>, session: SessionDocument): string {
  if (!('worker' in step)) return step.kind;
  return `${step.kind} ${step.worker} ${session.workers[step.worker]?.incarnation ?? 0}`;
}

import { catalogueOf, type CatalogueSessionType } from '../../../../infra/model/catalogue.ts';
import { definePlatform, type Platform } from '../../../../infra/model/platform.ts';
import { decide, type Step } from '../../../../services/session/decide.ts';
import { applyEvent, type SessionEvent } from '../../../../services/session/events.ts';
import {
  initialWorkers,
  placementIdOf,
  type SessionDocument,
  type SessionWorker,
} from '../../../../services/session/session.ts';
import type { PlacedWorker } from '../../../../services/local-directory/contract.ts';

type Workers = NonNullable<Platform['sessionTypes']>[string]['workers'];

export const sessionId = '00000000-0000-4000-8000-000000000001';
export const startedAt = new Date('2026-11-23T12:00:00Z');

/** A session type as the catalogue has it; every worker has a command. */
export function typeOf(workers: Workers, deadlines: { open?: string; close?: string } = {}): CatalogueSessionType {
  const withCommands = Object.fromEntries(
    Object.entries(workers).map(([name, worker]) => [name, { command: ['run'], ...worker }]),
  );
  const model = definePlatform({ name: 'lab', sessionTypes: { design: { workers: withCommands, deadlines } } });
  const [type] = catalogueOf(model).sessionTypes;
  if (type === undefined) throw new Error('the model has no session type');
  return type;
}

/** A session as `open` writes it. */
export function newSession(type: CatalogueSessionType): SessionDocument {
  return {
    _id: sessionId,
    type: type.name,
    project: 'demo',
    user: 'ada',
    input: {},
    state: 'placing',
    stateSince: startedAt,
    revision: 1,
    epoch: 1,
    owner: { instance: 'session-1', url: 'http://127.0.0.1:1' },
    channelToken: 'secret',
    workers: initialWorkers(type, startedAt),
    hasRun: false,
    createdAt: startedAt,
  };
}

/** One session with a clock of its own: events are applied as its owner would. */
export class Life {
  session: SessionDocument;
  readonly type: CatalogueSessionType;
  now = startedAt;

  constructor(type: CatalogueSessionType) {
    this.type = type;
    this.session = newSession(type);
  }

  get state(): SessionDocument['state'] {
    return this.session.state;
  }

  worker(id: string): SessionWorker {
    const worker = this.session.workers[id];
    if (worker === undefined) throw new Error(`the session has no worker ${id}`);
    return worker;
  }

  states(): Record<string, SessionWorker['state']> {
    return Object.fromEntries(Object.entries(this.session.workers).map(([id, { state }]) => [id, state]));
  }

  apply(...events: readonly SessionEvent[]): this {
    for (const event of events) this.session = applyEvent(this.session, event, { type: this.type, now: this.now });
    return this;
  }

  pass(ms: number): this {
    this.now = new Date(this.now.getTime() + ms);
    return this;
  }

  /** What the owner does next, in short: `order solver-0`. */
  steps(): readonly string[] {
    return decide(this.session, this.type, this.now).steps.map(showStep);
  }

  /** Applies what is due without anybody's doing. */
  applyDue(): this {
    for (const step of decide(this.session, this.type, this.now).steps)
      if (step.kind === 'apply') this.apply(step.event);
    return this;
  }

  placement(id: string): string {
    return placementIdOf(sessionId, id, this.worker(id).incarnation);
  }

  reserved(...ids: readonly string[]): this {
    return this.apply({ kind: 'reserved', placed: ids.map((worker) => ({ worker, node: 'n1' })), refused: [] });
  }

  refused(...ids: readonly string[]): this {
    const refusals = [{ node: 'n1', kind: 'now', reason: 'needs 2 cpu, 1 free' } as const];
    return this.apply({ kind: 'reserved', placed: [], refused: ids.map((worker) => ({ worker, refusals })) });
  }

  ordered(...ids: readonly string[]): this {
    for (const worker of ids) {
      this.apply({ kind: 'ordered', worker, placementId: this.placement(worker), url: `http://${worker}` });
    }
    return this;
  }

  observed(id: string, status: Partial<PlacedWorker['status']>): this {
    const full = { version: 1, phase: 'starting', ...status } as const;
    return this.apply({ kind: 'observed', worker: id, placementId: this.placement(id), status: full });
  }

  exited(id: string, exit: PlacedWorker['status']['exit'] = { code: 1 }): this {
    return this.observed(id, { phase: 'ended', exit });
  }

  released(id: string): this {
    return this.apply({ kind: 'released', worker: id, placementId: this.placement(id) });
  }

  /** Brings workers from nothing to running. */
  started(...ids: readonly string[]): this {
    this.reserved(...ids).ordered(...ids);
    for (const id of ids) this.observed(id, { phase: 'ready' }).observed(id, { phase: 'initialised' });
    for (const worker of ids) this.apply({ kind: 'ran', worker, placementId: this.placement(worker) });
    return this;
  }

  close(by = 'ada'): this {
    return this.apply({
      kind: 'close',
      by,
      final: 'closed',
      reason: { code: 'SESSION_CLOSED', message: `Closed by ${by}.` },
    });
  }
}

function showStep(step: Step): string {
  if (step.kind === 'reserve') return `reserve ${step.workers.join(' ')}`;
  if (step.kind === 'apply') return `apply ${step.event.kind}`;
  return 'worker' in step ? `${step.kind} ${step.worker}` : step.kind;
}

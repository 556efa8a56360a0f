import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decide } from '../../../services/session/decide.ts';
import { applyEvent, type SessionEvent } from '../../../services/session/events.ts';
import { hasEnded, placementIdOf, workerTypeOf, type SessionDocument } from '../../../services/session/session.ts';
import { isOver } from '../../../services/session/worker-update.ts';
import { newSession, sessionId, startedAt, typeOf } from './support/sessions.ts';

const type = typeOf(
  {
    mesher: { restart: { policy: 'on-failure', max: 1, backoff: '1s' } },
    solver: { count: { min: 1, max: 2 }, restart: { policy: 'always', max: 2, backoff: '500ms' }, critical: false },
    viewer: { restart: { policy: 'never' } },
  },
  { open: '1m', close: '10s' },
);

/** An event, or time that passes (in ms). */
type Happening = SessionEvent | number;

const worker = fc.constantFrom('mesher-0', 'solver-0', 'solver-1', 'viewer-0', 'nobody-0');
/** Mostly of a first incarnation, so that much of it fits. */
const incarnation = fc.constantFrom(1, 1, 1, 2, 3);
const placement = fc
  .tuple(worker, incarnation)
  .map(([id, number]) => ({ worker: id, placementId: placementIdOf(sessionId, id, number) }));
const exit = fc.constantFrom(
  { code: 0 },
  { code: 1 },
  { signal: 'SIGKILL' },
  { error: { code: 'BROKEN', message: 'b' } },
);
const status = fc.oneof(
  fc
    .constantFrom('starting' as const, 'ready' as const, 'initialised' as const)
    .map((phase) => ({ version: 1, phase })),
  fc.double({ min: 0, max: 1, noNaN: true }).map((fraction) => ({
    version: 2,
    phase: 'running' as const,
    progress: { fraction, text: '' },
  })),
  exit.map((value) => ({ version: 3, phase: 'ended' as const, exit: value })),
);
const reason = { code: 'X', message: 'x' };
const refusals = [{ node: 'n1', kind: 'now' as const, reason: 'needs 1 cpu, 0 free' }];

const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 8, arbitrary: fc.array(worker, { minLength: 1 }).map((ids) => reserved(ids)) },
  fc.array(worker, { minLength: 1 }).map((ids): Happening => ({
    kind: 'reserved',
    placed: [],
    refused: ids.map((id) => ({ worker: id, refusals })),
  })),
  { weight: 3, arbitrary: placement.map((of): Happening => ({ kind: 'ordered', url: 'http://w', ...of })) },
  {
    weight: 8,
    arbitrary: fc
      .tuple(placement, status)
      .map(([of, value]): Happening => ({ kind: 'observed', ...of, status: value })),
  },
  { weight: 3, arbitrary: placement.map((of): Happening => ({ kind: 'ran', ...of })) },
  placement.map((of): Happening => ({ kind: 'lost', ...of })),
  placement.map((of): Happening => ({ kind: 'failed', reason, ...of })),
  placement.map((of): Happening => ({ kind: 'stop-asked', ...of })),
  { weight: 8, arbitrary: placement.map((of): Happening => ({ kind: 'released', ...of })) },
  fc.constantFrom<Happening>({ kind: 'close', by: 'ada', final: 'closed' }, { kind: 'unlocked' }, 60_000),
  { weight: 8, arbitrary: fc.nat(2000) },
);

function reserved(ids: readonly string[]): Happening {
  return { kind: 'reserved', placed: ids.map((id) => ({ worker: id, node: 'n1' })), refused: [] };
}

const beforeRun = ['placing', 'queued', 'starting'];
const legal: Readonly<Record<string, readonly string[]>> = {
  placing: [...beforeRun, 'ready', 'degraded', 'closing'],
  queued: [...beforeRun, 'ready', 'degraded', 'closing'],
  starting: [...beforeRun, 'ready', 'degraded', 'closing'],
  ready: ['ready', 'degraded', 'closing'],
  degraded: ['ready', 'degraded', 'closing'],
  closing: ['closing', 'closed', 'failed'],
  closed: ['closed'],
  failed: ['failed'],
};

const placedStates = ['placed', 'starting', 'ready', 'initialised', 'running'];

/** What does not hold of a session, though it should at every moment. */
function faultsOf(session: SessionDocument): string[] {
  const { state, closing, hasRun, endedAt, workers } = session;
  const rules: [what: string, holds: boolean][] = [
    ['ended', hasEnded(session) === (endedAt !== undefined)],
    ['closing', (closing !== undefined) === ['closing', 'closed', 'failed'].includes(state)],
    ['has run', !(beforeRun.includes(state) && hasRun)],
    ['ready', state !== 'ready' || Object.values(workers).every((of) => ['running', 'finished'].includes(of.state))],
  ];
  for (const [id, value] of Object.entries(workers)) {
    const held = value.held?.placementId;
    rules.push(
      [`${id}: incarnation`, value.incarnation === value.restarts + 1],
      [`${id}: restarts`, value.restarts <= workerTypeOf(type, value).restart.max],
      [`${id}: placement`, held === undefined || held === placementIdOf(sessionId, id, value.incarnation)],
      [`${id}: a place`, !placedStates.includes(value.state) || held !== undefined],
      [`${id}: no place`, value.state !== 'unplaced' || held === undefined],
    );
  }
  return rules.filter(([, holds]) => !holds).map(([what]) => `${state}: ${what}`);
}

/** Who is neither at work nor over must have something ahead: a step to take, or a time to look again. */
function isForgotten(session: SessionDocument, now: Date): boolean {
  const waits = Object.values(session.workers).some((value) => value.state !== 'running' && !isOver(value));
  if (hasEnded(session) || !(waits || session.closing !== undefined)) return false;
  const { steps, lookAgainAt } = decide(session, type, now);
  return steps.length === 0 && (lookAgainAt === undefined || lookAgainAt <= now);
}

function freeze(session: SessionDocument): SessionDocument {
  for (const value of Object.values(session.workers)) Object.freeze(value);
  Object.freeze(session.workers);
  return Object.freeze(session);
}

/** Lets everything happen, with a check after each; what is due by itself is applied as its owner would. */
function live(happenings: readonly Happening[]): { session: SessionDocument; now: Date } {
  let session = freeze(newSession(type));
  let now = startedAt;
  const faults: string[] = [];
  const apply = (event: SessionEvent) => {
    const before = session;
    session = freeze(applyEvent(before, event, { type, now }));
    if (session === before) return;
    faults.push(...faultsOf(session));
    if (legal[before.state]?.includes(session.state) !== true) faults.push(`${before.state} → ${session.state}`);
    if (isForgotten(session, now)) faults.push(`${session.state}: a worker is forgotten`);
    const isUntouched = session.revision === before.revision && session.epoch === before.epoch;
    if (!isUntouched || session.owner !== before.owner) faults.push('an event touched what its owner guards');
  };
  for (const next of happenings) {
    if (typeof next === 'number') {
      now = new Date(now.getTime() + next);
      const due = decide(session, type, now).steps.filter((step) => step.kind === 'apply');
      for (const { event } of due) apply(event);
    } else apply(next);
  }
  expect(faults).toEqual([]);
  return { session, now };
}

const everybody = ['mesher-0', 'solver-0', 'solver-1', 'viewer-0'];
const first = (id: string) => ({ worker: id, placementId: placementIdOf(sessionId, id, 1) });
const allPlaced: readonly Happening[] = [
  reserved(everybody),
  ...everybody.map((id): Happening => ({ kind: 'ordered', url: 'http://w', ...first(id) })),
];
const initialised = { version: 1, phase: 'initialised' } as const;
const allRun: readonly Happening[] = [
  ...allPlaced,
  ...everybody.map((id): Happening => ({ kind: 'observed', ...first(id), status: initialised })),
  ...everybody.map((id): Happening => ({ kind: 'ran', ...first(id) })),
];

/** From any point of a good life on, anything. */
const happenings = fc
  .tuple(fc.constantFrom([], allPlaced, allRun, allRun), fc.array(happening, { maxLength: 60, size: 'max' }))
  .map(([before, after]) => [...before, ...after]);

describe('whatever happens to a session', () => {
  test('it is never in a state that cannot be', () => {
    fc.assert(
      fc.property(happenings, (all) => {
        live(all);
      }),
      { numRuns: 1000 },
    );
  });

  test('it decides from the document alone, and changes nothing in it', () => {
    fc.assert(
      fc.property(happenings, (all) => {
        const { session, now } = live(all);
        const copy = structuredClone(session);
        expect(decide(copy, type, now)).toEqual(decide(session, type, now));
        expect(session).toEqual(copy);
      }),
    );
  });

  test('it ends after it was closed and its time is over', () => {
    fc.assert(
      fc.property(happenings, happenings, (before, meanwhile) => {
        const close: SessionEvent = { kind: 'close', by: 'ada', final: 'closed' };
        const { session } = live([...before, close, ...meanwhile, type.closeDeadlineMs]);
        expect(['closed', 'failed']).toContain(session.state);
        expect(session.endedAt).toBeInstanceOf(Date);
      }),
    );
  });

  test('an event that comes twice changes nothing the second time', () => {
    fc.assert(
      fc.property(happenings, happening, (before, event) => {
        if (typeof event === 'number') return;
        const { session, now } = live(before);
        const once = applyEvent(session, event, { type, now });
        const twice = applyEvent(once, event, { type, now });
        expect(twice).toEqual(once);
      }),
    );
  });
});

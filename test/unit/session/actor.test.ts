import { describe, expect, test } from '@jest/globals';
import { createLog } from '../../../services/kit/log.ts';
import { SessionActor } from '../../../services/session/session-actor.ts';
import type { SessionEvent } from '../../../services/session/events.ts';
import type { SessionDocument } from '../../../services/session/session.ts';
import type { SessionStore } from '../../../services/session/store.ts';
import { eventually } from '../../support/eventually.ts';
import { newSession, startedAt, typeOf } from './support/sessions.ts';

const type = typeOf({ solver: {} });
const close = (by: string) => ({ kind: 'close', by, final: 'closed' }) as const;

/** A store of one session; each call takes the next fault, if there is one. */
class FaultyStore {
  stored: SessionDocument = newSession(type);
  readonly writeFaults: ('answer lost' | 'refused')[] = [];
  readonly readFaults: Error[] = [];
  onWrite: () => void = () => undefined;

  async write(before: SessionDocument, after: SessionDocument): Promise<boolean> {
    const fault = this.writeFaults.shift();
    const isCurrent = this.stored.epoch === before.epoch && this.stored.revision === before.revision;
    if (isCurrent) this.stored = after;
    this.onWrite();
    if (fault === 'answer lost') throw new Error('connection reset');
    return isCurrent;
  }

  async get(): Promise<SessionDocument> {
    const fault = this.readFaults.shift();
    if (fault !== undefined) throw fault;
    return this.stored;
  }
}

const never = () => new Promise<SessionEvent>(() => undefined);
const noRoom = async (): Promise<SessionEvent> => ({
  kind: 'reserved',
  placed: [],
  refused: [{ worker: 'solver-0', refusals: [] }],
});

function start(store: FaultyStore, reserve: () => Promise<SessionEvent> = never) {
  const taken: string[] = [];
  const placed = `${store.stored._id}.solver-0.1`;
  const ends: string[] = [];
  const stop = new AbortController();
  const actor = new SessionActor(store.stored, {
    store: store as unknown as SessionStore,
    type,
    takeStep: (_, step) => {
      taken.push(step.kind);
      if (step.kind === 'reserve') return reserve();
      if (step.kind === 'release')
        return Promise.resolve({ kind: 'released', worker: 'solver-0', placementId: placed });
      return step.kind === 'unlock' ? Promise.resolve({ kind: 'unlocked' }) : never();
    },
    // The deadlines of the session count from here.
    now: () => startedAt,
    log: createLog({ level: 'silent' }),
    onDone: (outcome) => ends.push(outcome),
  });
  const running = actor.run(stop.signal);
  return { actor, ends, running, stop, taken };
}

describe('the owner of a session', () => {
  test('goes on after a write whose answer was lost, also when the database fails once more then', async () => {
    const store = new FaultyStore();
    store.writeFaults.push('answer lost');
    store.readFaults.push(new Error('connection reset'));
    const { actor, ends, running } = start(store, noRoom);
    actor.submit(close('ada'));
    await running;
    expect(ends).toEqual(['ended']);
    expect(store.stored).toEqual(actor.session);
    expect(store.stored).toMatchObject({ state: 'closed', closing: { by: 'ada' } });
  });

  test('gives the project back only when a place that was being reserved has been given back too', async () => {
    const store = new FaultyStore();
    let answer: (event: SessionEvent) => void = () => undefined;
    const { actor, running, taken } = start(store, () => new Promise((resolve) => (answer = resolve)));
    await eventually(async () => expect(taken).toEqual(['reserve']));
    actor.submit(close('ada'));
    await eventually(async () => expect(store.stored.closing).toBeDefined());
    expect(taken).toEqual(['reserve']);
    answer({ kind: 'reserved', placed: [{ worker: 'solver-0', node: 'n1' }], refused: [] });
    await running;
    expect(taken).toEqual(['reserve', 'release', 'unlock']);
    expect(store.stored.state).toBe('closed');
  });

  test('does not take for written what came after a write whose answer was lost', async () => {
    const store = new FaultyStore();
    store.writeFaults.push('answer lost');
    const { actor, running, stop } = start(store);
    const status = (fraction: number) => ({ version: 1, phase: 'ready', progress: { fraction, text: '' } }) as const;
    const placementId = `${store.stored._id}.solver-0.1`;
    store.onWrite = () => {
      store.onWrite = () => undefined;
      actor.submit({ kind: 'observed', worker: 'solver-0', placementId, status: status(0.5) });
    };
    actor.submit({ kind: 'reserved', placed: [{ worker: 'solver-0', node: 'n1' }], refused: [] });
    await eventually(async () => expect(store.stored.workers['solver-0']?.progress?.fraction).toBe(0.5));
    expect(store.stored).toEqual(actor.session);
    stop.abort();
    await running;
  });

  test('gives up where another one owns the session', async () => {
    const store = new FaultyStore();
    const { actor, ends, running } = start(store);
    store.stored = { ...store.stored, epoch: 2, owner: { instance: 'session-2', url: '' } };
    const waiting = actor.after(actor.session.revision, 60_000, new AbortController().signal);
    actor.submit(close('ada'));
    await Promise.all([running, waiting]);
    expect([ends, actor.isAbandoned]).toEqual([['lost'], true]);
    expect(store.stored.closing).toBeUndefined();
  });
});

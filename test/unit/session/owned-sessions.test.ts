import { afterEach, describe, expect, test } from '@jest/globals';
import { createBackground, type Background } from '../../../services/kit/background.ts';
import { createLog } from '../../../services/kit/log.ts';
import { OwnedSessions } from '../../../services/session/owned-sessions.ts';
import type { SessionDocument } from '../../../services/session/session.ts';
import type { StepClients } from '../../../services/session/steps.ts';
import type { SessionStore } from '../../../services/session/store.ts';
import { newSession, sessionId, typeOf } from './support/sessions.ts';

const type = typeOf({ solver: {} });
const other = { instance: 'session-2', url: 'http://127.0.0.1:2' };

/** One document; an insert may lose its answer. */
class OneSession {
  stored: SessionDocument | undefined;
  losesAnswer = false;

  async insert(session: SessionDocument): Promise<SessionDocument> {
    if (this.stored !== undefined) return this.stored;
    this.stored = session;
    if (this.losesAnswer) throw new Error('connection reset');
    return session;
  }

  owners = async () => (this.stored === undefined || this.stored.endedAt !== undefined ? [] : [this.stored]);
  get = async () => this.stored;

  async adopt({ epoch }: SessionDocument, owner: SessionDocument['owner']): Promise<SessionDocument | null> {
    if (this.stored?.epoch !== epoch) return null;
    return (this.stored = { ...this.stored, owner, epoch: epoch + 1, revision: this.stored.revision + 1 });
  }

  async write(before: SessionDocument, after: SessionDocument): Promise<boolean> {
    if (this.stored?.epoch !== before.epoch || this.stored.revision !== before.revision) return false;
    this.stored = after;
    return true;
  }
}

const running: Background[] = [];
afterEach(async () => {
  for (const background of running.splice(0)) await background.stop();
});

function setup(store: OneSession, { types = [type], services = [{ instance: 'session-2', beat: 1 }] } = {}) {
  const log = createLog({ level: 'silent' });
  const background = createBackground(log);
  running.push(background);
  const never = new Proxy({}, { get: () => () => new Promise(() => undefined) });
  return new OwnedSessions({
    store: store as unknown as SessionStore,
    catalogue: { platform: 'lab', sessionTypes: types },
    clients: {
      globalDirectory: never,
      localDirectory: never,
      projectData: never,
      globalSession: { services: async () => ({ services }) },
    } as unknown as StepClients,
    background,
    log,
    self: { instance: 'session-1', url: () => 'http://127.0.0.1:1' },
    ownerTimeoutMs: 50,
  });
}

describe('the sessions of an instance', () => {
  test('are taken up again where the answer to their insert was lost', async () => {
    const store = new OneSession();
    store.losesAnswer = true;
    const owned = setup(store);
    await expect(owned.open(newSession(type))).rejects.toThrow('connection reset');
    await owned.open(newSession(type));
    expect(owned.count).toBe(0);
    await owned.reconcile();
    expect(owned.get(sessionId)?.session).toMatchObject({ epoch: 2, owner: { instance: 'session-1' } });
    await owned.reconcile();
    expect(store.stored?.epoch).toBe(2);
  });

  test('are taken up again by the next process of the same name', async () => {
    const store = new OneSession();
    await setup(store).open(newSession(type));
    const next = setup(store);
    await next.reconcile();
    expect(next.get(sessionId)?.session.epoch).toBe(2);
  });

  test('are given up when another one has adopted them', async () => {
    const store = new OneSession();
    const owned = setup(store);
    await owned.open(newSession(type));
    const actor = owned.get(sessionId);
    await store.adopt(newSession(type), other);
    await owned.reconcile();
    expect([actor?.isAbandoned, owned.count]).toEqual([true, 0]);
  });

  test('are adopted from an owner that is silent', async () => {
    const store = new OneSession();
    store.stored = { ...newSession(type), owner: other };
    const owned = setup(store);
    const endAt = performance.now() + 5000;
    while (owned.count === 0 && performance.now() < endAt) {
      await owned.reconcile();
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(store.stored).toMatchObject({ epoch: 2, owner: { instance: 'session-1' } });
  });

  test('end where the model does not know their type or one of their workers any more', async () => {
    for (const types of [[], [typeOf({ mesher: {} })]]) {
      const store = new OneSession();
      store.stored = { ...newSession(type), owner: { instance: 'session-1', url: '' } };
      const owned = setup(store, { types });
      await owned.reconcile();
      expect(store.stored).toMatchObject({ state: 'failed', reason: { code: 'SESSION_TYPE_UNKNOWN' } });
      expect(owned.count).toBe(0);
    }
  });
});

import type { Catalogue, CatalogueSessionType } from '../../infra/model/catalogue.ts';
import type { Background } from '../kit/background.ts';
import { Liveness } from '../kit/liveness.ts';
import type { Log } from '../kit/log.ts';
import { NodeAddresses } from './node-addresses.ts';
import { NodeWatch } from './node-watch.ts';
import { SessionActor } from './session-actor.ts';
import { endedWorkerStates, type SessionDocument } from './session.ts';
import { createStepTaker, type StepClients } from './steps.ts';
import type { SessionStore } from './store.ts';

/** What {@link OwnedSessions} works with. */
export interface OwnedSessionsDeps {
  readonly store: SessionStore;
  readonly catalogue: Catalogue;
  readonly clients: StepClients;
  readonly background: Background;
  readonly log: Log;
  readonly self: { readonly instance: string; readonly url: () => string };
  readonly ownerTimeoutMs: number;
}

/** The sessions that this instance owns, each with its actor. */
export class OwnedSessions {
  readonly nodes: NodeAddresses;
  readonly #deps: OwnedSessionsDeps;
  readonly #actors = new Map<string, SessionActor>();
  /** Sessions that are being written for the first time. */
  readonly #opening = new Set<string>();
  readonly #owners: Liveness;
  readonly #watch: NodeWatch;

  constructor(deps: OwnedSessionsDeps) {
    this.#deps = deps;
    this.#owners = new Liveness(deps.ownerTimeoutMs);
    this.nodes = new NodeAddresses(
      async () => (await deps.clients.globalDirectory.nodes({})).nodes,
      (node) => this.#watch.watch(node),
    );
    this.#watch = new NodeWatch(deps.clients.localDirectory, {
      nodes: this.nodes,
      background: deps.background,
      listener: {
        observed: ({ placementId, status }) =>
          this.#tell(placementId, (worker) => ({ kind: 'observed', worker, placementId, status })),
        gone: (placementId) => this.#tell(placementId, (worker) => ({ kind: 'lost', worker, placementId })),
        complete: (node, placements) => this.#checkNode(node, placements),
      },
    });
  }

  get count(): number {
    return this.#actors.size;
  }

  get(id: string): SessionActor | undefined {
    return this.#actors.get(id);
  }

  /** Writes a new session and serves it; where its id is taken, answers with the session that is there. */
  async open(session: SessionDocument): Promise<SessionDocument> {
    this.#opening.add(session._id);
    try {
      const stored = await this.#deps.store.insert(session);
      if (stored === session) await this.#own(session);
      return stored;
    } finally {
      this.#opening.delete(session._id);
    }
  }

  /** From now on this instance serves the session. */
  async #own(session: SessionDocument): Promise<void> {
    const { catalogue, store, clients, background, log } = this.#deps;
    const type = catalogue.sessionTypes.find(({ name }) => name === session.type);
    if (type === undefined || !hasWorkersOf(session, type)) return this.#endUnknown(session);
    const actor = new SessionActor(session, {
      store,
      type,
      takeStep: createStepTaker({ clients, type, nodes: this.nodes }),
      now: () => new Date(),
      log,
      onDone: () => {
        if (this.#actors.get(session._id) === actor) this.#actors.delete(session._id);
      },
    });
    this.#actors.set(session._id, actor);
    for (const { held } of Object.values(session.workers)) if (held !== undefined) this.#watch.watch(held.node);
    background.run(`session ${session._id}`, (signal) => actor.run(signal));
  }

  /**
   * Compares what is owned here with the documents: gives up what others own, takes up what is this instance's own but
   * not served (an insert whose answer was lost, a process before this one of the same name), and takes over the
   * sessions of instances whose heartbeat does not move any more.
   */
  async reconcile(): Promise<void> {
    const { store, self } = this.#deps;
    const owners = await store.owners();
    const own = owners.filter(({ owner }) => owner.instance === self.instance);
    for (const session of own) if (!this.#isServed(session._id)) await this.#adopt(session);
    const others = owners.filter(({ owner }) => owner.instance !== self.instance);
    for (const { _id, epoch } of others) {
      const actor = this.#actors.get(_id);
      if (actor !== undefined && actor.session.epoch < epoch) actor.abandon();
    }
    const lost = await this.#lostOwners(new Set(others.map(({ owner }) => owner.instance)));
    for (const session of others) if (lost.has(session.owner.instance)) await this.#adopt(session);
  }

  async #lostOwners(instances: ReadonlySet<string>): Promise<ReadonlySet<string>> {
    this.#owners.keepOnly(instances);
    if (instances.size === 0) return instances;
    const { services } = await this.#deps.clients.globalSession.services({});
    const beats = new Map(services.map(({ instance, beat }) => [instance, beat]));
    const now = performance.now();
    return new Set([...instances].filter((instance) => !this.#owners.observe(instance, beats.get(instance), now)));
  }

  #isServed(id: string): boolean {
    return this.#actors.has(id) || this.#opening.has(id);
  }

  async #adopt(session: Pick<SessionDocument, '_id' | 'epoch' | 'owner'>): Promise<void> {
    const { store, self, log } = this.#deps;
    const adopted = await store.adopt(session, { instance: self.instance, url: self.url() });
    if (adopted === null) return;
    log.info({ sessionId: session._id, from: session.owner.instance, epoch: adopted.epoch }, 'adopted a session');
    await this.#own(adopted);
  }

  /**
   * The model was changed, and nobody can serve the session any more: it ends. Its workers, their places and its
   * project are given back by those who sweep what ended sessions left.
   */
  async #endUnknown(session: SessionDocument): Promise<void> {
    const now = new Date();
    const message = `The model has no session type "${session.type}" with these workers any more.`;
    const reason = { code: 'SESSION_TYPE_UNKNOWN', message };
    const revision = session.revision + 1;
    await this.#deps.store.write(session, {
      ...session,
      state: 'failed',
      stateSince: now,
      endedAt: now,
      reason,
      revision,
    });
    this.#deps.log.error({ sessionId: session._id, type: session.type }, message);
  }

  #tell(placementId: string, event: (worker: string) => Parameters<SessionActor['submit']>[0]): void {
    const [sessionId = '', worker = ''] = placementId.split('.');
    this.#actors.get(sessionId)?.submit(event(worker));
  }

  /** A node told everything it has: workers that should be there and are not are lost. */
  #checkNode(node: string, placements: ReadonlySet<string>): void {
    for (const actor of this.#actors.values()) {
      for (const [worker, { held, state }] of Object.entries(actor.session.workers)) {
        const isExpected = held?.node === node && state !== 'placed' && !endedWorkerStates.includes(state);
        if (isExpected && !placements.has(held.placementId)) {
          actor.submit({ kind: 'lost', worker, placementId: held.placementId });
        }
      }
    }
  }
}

function hasWorkersOf(session: SessionDocument, type: CatalogueSessionType): boolean {
  return Object.values(session.workers).every((worker) => type.workers.some(({ name }) => name === worker.type));
}

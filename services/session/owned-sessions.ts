import type { Catalogue } from '../../infra/model/catalogue.ts';
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

  /** From now on this instance serves the session. */
  own(session: SessionDocument): void {
    const { catalogue, store, clients, background, log } = this.#deps;
    const type = catalogue.sessionTypes.find(({ name }) => name === session.type);
    if (type === undefined) {
      log.error({ sessionId: session._id, type: session.type }, 'the type of the session is not in the model any more');
      return;
    }
    const actor = new SessionActor(session, {
      store,
      type,
      takeStep: createStepTaker({ clients, type, nodes: this.nodes }),
      now: () => new Date(),
      log,
      onDone: () => this.#actors.delete(session._id),
    });
    this.#actors.set(session._id, actor);
    for (const { held } of Object.values(session.workers)) if (held !== undefined) this.#watch.watch(held.node);
    background.run(`session ${session._id}`, (signal) => actor.run(signal));
  }

  /** Takes over the sessions of instances whose heartbeat does not move any more. */
  async adoptOrphans(): Promise<void> {
    const { store, clients, self, log } = this.#deps;
    const orphans = await store.livingOfOthers(self.instance);
    if (orphans.length === 0) return;
    const { services } = await clients.globalSession.services({});
    const beats = new Map(services.map(({ instance, beat }) => [instance, beat]));
    for (const session of orphans) {
      const { instance } = session.owner;
      if (this.#owners.observe(instance, beats.get(instance), performance.now())) continue;
      const adopted = await store.adopt(session, { instance: self.instance, url: self.url() });
      if (adopted === null) continue;
      log.info({ sessionId: session._id, from: instance, epoch: adopted.epoch }, 'adopted a session');
      this.own(adopted);
    }
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

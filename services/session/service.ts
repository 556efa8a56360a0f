import Type, { type Static } from 'typebox';
import { randomBytes } from 'node:crypto';
import type { Db } from 'mongodb';
import type { Catalogue } from '../../infra/model/catalogue.ts';
import { createBackground, type Stoppable } from '../kit/background.ts';
import { createClient, type ClientContext } from '../kit/client.ts';
import { BerthError } from '../kit/errors/berth-error.ts';
import type { Handlers, Host } from '../kit/host.ts';
import { globalDirectoryContract } from '../global-directory/contract.ts';
import { globalSessionContract } from '../global-session/contract.ts';
import { localDirectoryContract } from '../local-directory/contract.ts';
import { projectDataContract } from '../project-data/contract.ts';
import { sessionContract } from './contract.ts';
import { readSessionLogs } from './logs.ts';
import { OwnedSessions } from './owned-sessions.ts';
import { hasEnded, initialWorkers, viewOf, type SessionDocument } from './session.ts';
import { SessionStore } from './store.ts';

/** Configuration of a session service. */
export const SessionConfig = Type.Object({
  SESSION_CAPACITY: Type.Integer({ default: 500, minimum: 1, description: 'Sessions that one instance takes.' }),
  SESSION_HEARTBEAT_MS: Type.Integer({
    default: 1000,
    minimum: 50,
    description: 'How often the instance says that it lives and how many sessions it has.',
  }),
  SESSION_OWNER_TIMEOUT_MS: Type.Integer({
    default: 5000,
    minimum: 100,
    description: 'Sessions of an instance whose heartbeat has not moved for so long are adopted.',
  }),
});

/** What a session service works with. */
export interface SessionServiceDeps {
  readonly config: Static<typeof SessionConfig>;
  readonly db: Db;
  readonly catalogue: Catalogue;
  readonly clients: ClientContext;
  /** The base URL of this host; empty until it listens. */
  readonly url: () => string;
}

/** Serves sessions. */
export async function startSession(host: Host, deps: SessionServiceDeps): Promise<Stoppable> {
  const { config, clients, catalogue } = deps;
  const log = host.log.child({ service: 'session' });
  const background = createBackground(log);
  const store = new SessionStore(deps.db);
  await store.prepare();
  const globalSession = createClient(globalSessionContract, clients);
  const localDirectory = createClient(localDirectoryContract, clients);
  const self = { instance: clients.identity.self.instance, url: deps.url };
  const owned = new OwnedSessions({
    store,
    catalogue,
    background,
    log,
    self,
    ownerTimeoutMs: config.SESSION_OWNER_TIMEOUT_MS,
    clients: {
      globalSession,
      localDirectory,
      globalDirectory: createClient(globalDirectoryContract, clients),
      projectData: createClient(projectDataContract, clients),
    },
  });
  const peers = createClient(sessionContract, clients);

  /** The document, from its owner's memory where this is the owner. */
  async function read(
    id: string,
    wait: { afterRevision?: number | undefined; waitMs?: number | undefined },
    signal: AbortSignal,
  ) {
    const actor = owned.get(id);
    if (actor !== undefined) {
      return wait.afterRevision === undefined
        ? actor.session
        : actor.after(wait.afterRevision, wait.waitMs ?? 0, AbortSignal.any([signal, background.signal]));
    }
    const stored = await store.get(id);
    if (stored !== null) return stored;
    throw new BerthError('SESSION_UNKNOWN', { detail: `There is no session ${id}.` });
  }

  /** Whether the answer must come from another instance: the session lives, and it is not ours. */
  function isElsewhere(session: SessionDocument): boolean {
    return !hasEnded(session) && owned.get(session._id) === undefined && session.owner.instance !== self.instance;
  }

  /** Before its first heartbeat no session is given to it. */
  let isKnown = false;
  const handlers: Handlers<typeof sessionContract.methods> = {
    async open({ id, type, project, user, input }) {
      const found = catalogue.sessionTypes.find(({ name }) => name === type);
      if (found === undefined)
        throw new BerthError('SESSION_TYPE_UNKNOWN', { detail: `There is no session type "${type}".` });
      const now = new Date();
      const session: SessionDocument = {
        _id: id,
        type,
        project,
        user,
        input,
        state: 'placing',
        stateSince: now,
        revision: 1,
        epoch: 1,
        owner: { instance: self.instance, url: self.url() },
        channelToken: randomBytes(24).toString('base64url'),
        workers: initialWorkers(found, now),
        hasRun: false,
        createdAt: now,
      };
      return viewOf(await owned.open(session));
    },
    async get({ id, afterRevision, waitMs }, { signal, caller, trace }) {
      const session = await read(id, { afterRevision, waitMs }, signal);
      const mayForward = afterRevision !== undefined && caller.service !== 'session' && isElsewhere(session);
      if (!mayForward || session.revision > afterRevision) return viewOf(session);
      const request = { id, afterRevision, ...(waitMs !== undefined && { waitMs }) };
      return peers.get(request, { to: session.owner.url, trace, signal });
    },
    async list({ user, ended, limit }) {
      const sessions = await store.list({ user, ended: ended ?? false, limit });
      return { sessions: sessions.map((session) => viewOf(owned.get(session._id)?.session ?? session)) };
    },
    async close({ id, by }, { signal, caller, trace }) {
      const session = await read(id, {}, signal);
      if (isElsewhere(session) && caller.service !== 'session') {
        return peers.close({ id, by }, { to: session.owner.url, trace });
      }
      if (hasEnded(session)) return viewOf(session);
      const actor = owned.get(id);
      if (actor === undefined) throw noOwner(id);
      const message = by === 'berth' ? 'The platform stops.' : `Closed by ${by}.`;
      actor.submit({ kind: 'close', by, final: 'closed', reason: { code: 'SESSION_CLOSED', message } });
      const endAt = performance.now() + closeAckMs;
      while (actor.session.closing === undefined) {
        const leftMs = endAt - performance.now();
        if (actor.isAbandoned || leftMs <= 0 || signal.aborted) throw noOwner(id);
        await actor.after(actor.session.revision, leftMs, signal);
      }
      return viewOf(actor.session);
    },
    async channels({ id, afterRevision, waitMs }, { signal, caller, trace }) {
      const session = await read(id, { afterRevision, waitMs }, signal);
      const mayForward = afterRevision !== undefined && caller.service !== 'session' && isElsewhere(session);
      if (mayForward && session.revision <= afterRevision) {
        const request = { id, afterRevision, ...(waitMs !== undefined && { waitMs }) };
        return peers.channels(request, { to: session.owner.url, trace, signal });
      }
      const channels = Object.entries(session.workers).flatMap(([worker, { url, incarnation }]) =>
        url === undefined ? [] : [{ worker, incarnation, url }],
      );
      return { session: viewOf(session), token: session.channelToken, channels };
    },
    async logs({ id, worker, maxLines }, { signal, trace }) {
      const session = await read(id, {}, signal);
      return {
        lines: await readSessionLogs(session, { worker, maxLines }, { localDirectory, nodes: owned.nodes, trace }),
      };
    },
  };
  host.serve(sessionContract, handlers, () => isKnown);

  background.repeat('heartbeat to the global session service', config.SESSION_HEARTBEAT_MS, async (signal) => {
    if (self.url() === '') return; // The host does not listen yet.
    const request = { url: self.url(), sessions: owned.count, capacity: config.SESSION_CAPACITY };
    await globalSession.heartbeat(request, { signal });
    isKnown = true;
  });
  background.repeat('adopt sessions without an owner', config.SESSION_OWNER_TIMEOUT_MS / 4, async () => {
    if (self.url() !== '') await owned.reconcile();
  });
  return background;
}

/** A close is answered when it is written; should the database be away, it is refused after this time. */
const closeAckMs = 2000;

function noOwner(id: string): BerthError {
  return new BerthError('UNAVAILABLE', { detail: `The session ${id} is being taken over, or cannot be written now.` });
}

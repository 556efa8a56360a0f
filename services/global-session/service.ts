import Type, { type Static } from 'typebox';
import type { Collection, Db } from 'mongodb';
import type { Catalogue } from '../../infra/model/catalogue.ts';
import { createBackground, type Stoppable } from '../kit/background.ts';
import { createClient, neverArrived, type Client, type ClientContext } from '../kit/client.ts';
import { BerthError, isBerthError } from '../kit/errors/berth-error.ts';
import type { Host } from '../kit/host.ts';
import { Liveness } from '../kit/liveness.ts';
import type { Trace } from '../kit/trace.ts';
import { globalDirectoryContract, type Refusal } from '../global-directory/contract.ts';
import { sessionContract, type SessionView } from '../session/contract.ts';
import { orderByRoom } from './choose.ts';
import { globalSessionContract, type SessionServiceView } from './contract.ts';
import { ProjectLocks, type ProjectLock } from './project-locks.ts';

/** Configuration of the global session service. */
export const GlobalSessionConfig = Type.Object({
  GLOBAL_SESSION_SERVICE_TIMEOUT_MS: Type.Integer({
    default: 5000,
    minimum: 100,
    description: 'A session service whose heartbeat has not moved for so long is given no new sessions.',
  }),
  GLOBAL_SESSION_SWEEP_MS: Type.Integer({
    default: 10_000,
    minimum: 100,
    description: 'How often locks of sessions that have ended are looked for.',
  }),
  GLOBAL_SESSION_LOCK_GRACE_MS: Type.Integer({
    default: 60_000,
    minimum: 1000,
    description: 'A lock without a session is kept for so long: the session may be about to be written.',
  }),
});

/** What the global session service works with. */
export interface GlobalSessionDeps {
  readonly config: Static<typeof GlobalSessionConfig>;
  readonly db: Db;
  readonly catalogue: Catalogue;
  readonly clients: ClientContext;
}

interface ServiceDocument extends Omit<SessionServiceView, 'instance'> {
  readonly _id: string;
}

/** Serves the global session service. */
export function startGlobalSession(host: Host, deps: GlobalSessionDeps): Stoppable {
  const { config, db } = deps;
  const log = host.log.child({ service: 'global-session' });
  const services = db.collection<ServiceDocument>('global_session_services');
  const opener = new SessionOpener(deps, services);
  const background = createBackground(log);

  host.serve(globalSessionContract, {
    async open(request, { trace }) {
      return opener.open(request, trace);
    },
    async release({ project, sessionId }) {
      await opener.locks.release(project, sessionId);
      return {};
    },
    async heartbeat({ url, sessions, capacity }, { caller }) {
      await services.updateOne(
        { _id: caller.instance },
        { $set: { url, sessions, capacity }, $inc: { beat: 1 } },
        { upsert: true },
      );
      return {};
    },
    async services() {
      return { services: await opener.all() };
    },
  });
  background.repeat('watch the session services', config.GLOBAL_SESSION_SERVICE_TIMEOUT_MS / 4, async () => {
    await opener.forgetDead();
  });
  background.repeat('release locks without a session', config.GLOBAL_SESSION_SWEEP_MS, () => opener.sweep());
  return background;
}

type OpenRequest = Readonly<Pick<SessionView, 'id' | 'type' | 'project' | 'user'>> & {
  readonly input: Record<string, unknown>;
};

class SessionOpener {
  readonly locks: ProjectLocks;
  readonly #deps: GlobalSessionDeps;
  readonly #services: Collection<ServiceDocument>;
  readonly #liveness: Liveness;
  readonly #session: Client<typeof sessionContract.methods>;
  readonly #directory: Client<typeof globalDirectoryContract.methods>;

  constructor(deps: GlobalSessionDeps, services: Collection<ServiceDocument>) {
    this.locks = new ProjectLocks(deps.db);
    this.#deps = deps;
    this.#services = services;
    this.#liveness = new Liveness(deps.config.GLOBAL_SESSION_SERVICE_TIMEOUT_MS);
    this.#session = createClient(sessionContract, deps.clients);
    this.#directory = createClient(globalDirectoryContract, deps.clients);
  }

  async all(): Promise<SessionServiceView[]> {
    const documents = await this.#services.find().toArray();
    return documents.map(({ _id, ...rest }) => ({ instance: _id, ...rest }));
  }

  async living(): Promise<SessionServiceView[]> {
    const services = await this.all();
    this.#liveness.keepOnly(new Set(services.map(({ instance }) => instance)));
    return services.filter(({ instance, beat }) => this.#liveness.observe(instance, beat, performance.now()));
  }

  /** Removes the services whose heartbeat does not move; one that was only slow registers again. */
  async forgetDead(): Promise<void> {
    const alive = new Set((await this.living()).map(({ instance }) => instance));
    for (const { instance, beat } of await this.all()) {
      if (!alive.has(instance)) await this.#services.deleteOne({ _id: instance, beat });
    }
  }

  /** Order: the lock, then the session. A crash in between leaves a lock that the sweeper finds. */
  async open(request: OpenRequest, trace: Trace): Promise<SessionView> {
    await this.#check(request, trace);
    const lock = { _id: request.project, sessionId: request.id, user: request.user, since: new Date() };
    await this.#lock(lock, trace);
    try {
      return await this.#openOnService(request, trace);
    } catch (error) {
      // Where the session may be there all the same, the lock stays: the same id finds it again, or the sweeper ends it.
      if (surelyNotOpened(error)) await this.locks.release(request.project, request.id);
      throw error;
    }
  }

  async sweep(): Promise<void> {
    const graceEnd = Date.now() - this.#deps.config.GLOBAL_SESSION_LOCK_GRACE_MS;
    for (const lock of await this.locks.all()) {
      if (lock.since.getTime() < graceEnd && (await this.#holderHasEnded(lock))) {
        await this.locks.release(lock._id, lock.sessionId);
      }
    }
  }

  async #check({ type, input }: OpenRequest, trace: Trace): Promise<void> {
    const { sessionTypes } = this.#deps.catalogue;
    const found = sessionTypes.find(({ name }) => name === type);
    if (found === undefined) {
      const known = sessionTypes.map(({ name }) => name).join(', ');
      throw new BerthError('SESSION_TYPE_UNKNOWN', {
        detail: `There is no session type "${type}"; there ${sessionTypes.length === 1 ? 'is' : 'are'} ${known || 'none'}.`,
        issues: [{ path: '/type', value: JSON.stringify(type), expected: `one of ${known}` }],
      });
    }
    checkInputSize(input);
    const workers = found.workers.map(({ name, requirements }) => ({ name, requirements }));
    const { impossible } = await this.#directory.feasible({ workers }, { trace });
    if (impossible.length > 0) throw impossibleError(impossible);
  }

  async #lock(lock: ProjectLock, trace: Trace): Promise<void> {
    const held = await this.locks.take(lock);
    if (held.sessionId === lock.sessionId) return;
    if ((await this.#holderHasEnded(held, trace)) && (await this.locks.replace(held, lock))) return;
    throw new BerthError('PROJECT_OPEN', {
      detail: `The project "${lock._id}" has been open since ${held.since.toISOString()} in a session of ${held.user}.`,
      facts: { user: held.user, since: held.since.toISOString(), sessionId: held.sessionId },
    });
  }

  async #holderHasEnded({ sessionId, since }: ProjectLock, trace?: Trace): Promise<boolean> {
    try {
      const { state } = await this.#session.get({ id: sessionId }, trace === undefined ? {} : { trace });
      return state === 'closed' || state === 'failed';
    } catch (error) {
      if (!isBerthError(error, 'SESSION_UNKNOWN')) throw error;
      return Date.now() - since.getTime() > this.#deps.config.GLOBAL_SESSION_LOCK_GRACE_MS;
    }
  }

  /** The one with the most room first; one that does not answer may have died since its last heartbeat. */
  async #openOnService(request: OpenRequest, trace: Trace): Promise<SessionView> {
    const living = await this.living();
    let mayBeOpen = false;
    for (const { url } of orderByRoom(living)) {
      try {
        return await this.#session.open(request, { to: url, trace });
      } catch (error) {
        // Trying another is safe: the session's id is one document, whoever writes it first owns it.
        if (!isBerthError(error, 'UNAVAILABLE')) throw error;
        mayBeOpen ||= !neverArrived(error);
      }
    }
    throw new BerthError('SESSION_SERVICE_NONE', {
      detail: `${living.length} session services are known, none of them answers and has room for another session.`,
      facts: { mayBeOpen },
    });
  }
}

/** Refused before anything was written. All else, a failure of the database above all, may hide a session. */
function surelyNotOpened(error: unknown): boolean {
  if (isBerthError(error, 'SESSION_SERVICE_NONE')) return error.facts['mayBeOpen'] !== true;
  return isBerthError(error, 'SESSION_TYPE_UNKNOWN', 'REQUEST_INVALID');
}

const maxInputBytes = 64 * 1024;

function checkInputSize(input: Readonly<Record<string, unknown>>): void {
  const bytes = Buffer.byteLength(JSON.stringify(input));
  if (bytes <= maxInputBytes) return;
  throw new BerthError('REQUEST_TOO_LARGE', {
    detail: `/input has ${bytes} bytes; at most ${maxInputBytes} are taken.`,
    remedy: 'Write the data into a file of the project and give its path.',
  });
}

function impossibleError(
  impossible: readonly { readonly name: string; readonly refusals: readonly Refusal[] }[],
): BerthError {
  const lines = impossible.map(({ name, refusals }) => {
    const reasons = refusals.map(({ node, reason }) => `${node}: ${reason}`).join('; ');
    return `${name}: ${reasons || 'no node is there'}`;
  });
  return new BerthError('PLACEMENT_IMPOSSIBLE', {
    detail: `No node could ever run ${impossible.map(({ name }) => name).join(', ')}. ${lines.join('. ')}.`,
    facts: { workers: impossible },
  });
}

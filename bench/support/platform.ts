import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Agent, request } from 'undici';
import { startChild, type Child } from './child.ts';
import type { PlatformFacts } from './platform-process.ts';
import type { DatabaseFacts } from './result.ts';

/** Where the workers of the benches are, with their model. */
export const modelFolder = join(import.meta.dirname, '..', 'workers');

/** The project of the model. */
export const project = 'bench';

/** A session as the REST API shows it; only what the benches read. */
export interface SessionView {
  readonly id: string;
  readonly state: string;
  readonly revision: number;
  readonly reason?: { readonly message: string };
}

/** A platform in a process of its own, driven through its gateway. */
export interface BenchPlatform {
  readonly url: string;
  readonly pid: number;
  readonly database: DatabaseFacts;
  readonly logFile: string;
  /** Where supervisors have their folders, by node. */
  readonly workersFolder: string;
  /** Calls the REST API as the demo user. @throws {Error} for any answer that is no success */
  call<T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<T>;
  stop(): Promise<void>;
}

/** Written for every write of the platform (`services/kit/store.ts`). */
const writeConcern = 'majority, journaled';

/** Starts a platform with its state in the folder. */
export async function startPlatformProcess(
  folder: string,
  { env = {}, nodeOptions = [] }: { env?: NodeJS.ProcessEnv; nodeOptions?: readonly string[] } = {},
): Promise<BenchPlatform> {
  const state = join(folder, 'state');
  await mkdir(state, { recursive: true });
  const child = startChild(join(import.meta.dirname, 'platform-process.ts'), {
    env: { ...env, BENCH_STATE_FOLDER: state, BENCH_MODEL_FOLDER: modelFolder },
    nodeOptions,
  });
  const agent = new Agent({ keepAliveTimeout: 60_000 });
  try {
    const facts = await child.next<PlatformFacts>(120_000);
    const login = await send<{ accessToken: string }>(agent, `${facts.url}/api/v1/login`, {
      method: 'POST',
      body: { user: facts.user, password: facts.password },
    });
    const files = { logFile: join(state, 'logs', 'berth.log'), workersFolder: join(state, 'workers') };
    return { ...files, ...control(child, agent), ...calls(agent, facts, login.accessToken) };
  } catch (error) {
    await child.stop();
    throw error;
  }
}

function control(child: Child, agent: Agent) {
  return {
    pid: child.pid,
    async stop() {
      await agent.destroy();
      await child.stop();
    },
  };
}

function calls(agent: Agent, { url, database }: PlatformFacts, token: string) {
  return {
    url,
    database: { ...database, writeConcern },
    call: async <T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) =>
      send<T>(agent, `${url}/api/v1${path}`, { method, token, ...(body !== undefined && { body }) }),
  };
}

async function send<T>(
  agent: Agent,
  url: string,
  { method, token, body }: { method: 'GET' | 'POST' | 'DELETE'; token?: string; body?: object },
): Promise<T> {
  const response = await request(url, {
    method,
    dispatcher: agent,
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.body.text();
  if (response.statusCode >= 300) throw new Error(`${method} ${url} answered ${response.statusCode}: ${text}`);
  return JSON.parse(text) as T;
}

const waitMs = 20_000;

/** Waits until a session is in one of the states. @throws {Error} where it ended in another */
export async function untilState(
  platform: BenchPlatform,
  session: SessionView,
  states: readonly string[],
): Promise<SessionView> {
  let seen = session;
  while (!states.includes(seen.state)) {
    if (seen.state === 'failed' || seen.state === 'closed') {
      throw new Error(`the session is ${seen.state}: ${seen.reason?.message ?? 'no reason given'}`);
    }
    const path = `/sessions/${seen.id}?afterRevision=${seen.revision}&waitMs=${waitMs}`;
    seen = await platform.call<SessionView>('GET', path);
  }
  return seen;
}

/** Opens a session and waits until it is ready. */
export async function openSession(platform: BenchPlatform, type: string): Promise<SessionView> {
  const session = await platform.call<SessionView>('POST', '/sessions', { type, project });
  return untilState(platform, session, ['ready']);
}

/** Closes a session and waits for its end. */
export async function closeSession(platform: BenchPlatform, { id }: SessionView): Promise<void> {
  await untilState(platform, await platform.call<SessionView>('DELETE', `/sessions/${id}`), ['closed', 'failed']);
}

/** Addresses, each with a ticket of its own, at which clients attach to a session. */
export async function attachUrls(platform: BenchPlatform, { id }: SessionView, count: number): Promise<string[]> {
  const urls: string[] = [];
  for (let client = 0; client < count; client++) {
    const { url, ticket } = await platform.call<{ url: string; ticket: string }>('POST', `/sessions/${id}/attach`, {});
    urls.push(`${url}?ticket=${encodeURIComponent(ticket)}`);
  }
  return urls;
}

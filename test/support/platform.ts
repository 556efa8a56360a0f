import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import type { SessionView } from '../../services/session/contract.ts';
import { createLog } from '../../services/kit/log.ts';
import { sendPatiently } from '../../services/cli/retry-after.ts';
import { userCacheFolder } from '../../services/machine/folders.ts';
import { ensureDemo } from '../../services/cli/platform/demo.ts';
import { loadModel } from '../../services/cli/platform/model-file.ts';
import type { DeclaredNode } from '../../services/cli/platform/nodes.ts';
import { startPlatform, type RunningPlatform } from '../../services/cli/platform/platform.ts';
import { prepareStateFolder } from '../../services/cli/platform/state-folder.ts';
import { SessionStream, type SessionStreamOptions } from '../../services/relay-client/session-stream.ts';

/** The application that the tests of sessions use. */
export const testAppFolder = join(import.meta.dirname, 'app');

/** Options of {@link startTestPlatform}. */
export interface TestPlatformOptions {
  /** @default the test application */
  readonly app?: string;
  /** @default one node "node-a" with 8 processors and 16 GiB */
  readonly nodes?: readonly DeclaredNode[];
  readonly env?: NodeJS.ProcessEnv;
}

/** A platform for one test file, with its state in a folder of its own. */
export interface TestPlatform {
  readonly platform: RunningPlatform;
  readonly url: string;
  readonly stateFolder: string;
  /** The demo user, who is an admin. */
  readonly demo: Api;
  /** A new user of its own, without any project. */
  newUser(): Promise<Api>;
  stop(): Promise<void>;
}

/** The public API in the name of a user. */
export interface Api {
  readonly user: string;
  readonly token: string;
  /** Any request; the answer with its status, whatever it is. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  newProject(): Promise<string>;
  open(type: string, project: string, input?: Record<string, unknown>): Promise<SessionView>;
  /** The session as soon as the condition holds. */
  until(id: string, condition: (session: SessionView) => boolean, what: string): Promise<SessionView>;
  close(id: string): Promise<SessionView>;
  /** A stream of the session's messages; ended with the platform at the latest. */
  attach(id: string, events: Omit<SessionStreamOptions, 'connect'>, client?: string): SessionStream;
}

/** An answer of the gateway. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // What a test expects of a body it says by its matchers.
  readonly body: Record<string, unknown>;
}

const patienceMs = 40_000;
const withoutLimits = { GATEWAY_RATE_PER_MINUTE: '100000', GATEWAY_LOGINS_PER_MINUTE: '100000' };
const defaultNode: DeclaredNode = { name: 'node-a', cpu: 8, memory: '16Gi', gpus: [] };

/** Starts the platform that `berth up` starts, on ports of its own. */
export async function startTestPlatform(options: TestPlatformOptions = {}): Promise<TestPlatform> {
  const stateFolder = await mkdtemp(join(tmpdir(), 'berth-test-'));
  const state = await prepareStateFolder(stateFolder);
  const model = await loadModel(options.app ?? testAppFolder);
  const platform = await startPlatform({
    model,
    state,
    cacheFolder: userCacheFolder(process.env),
    nodes: options.nodes ?? [defaultNode],
    env: { ...process.env, GATEWAY_PORT: '0', ...withoutLimits, ...options.env },
    log: createLog({ destination: pino.destination({ dest: state.log, sync: true }), level: 'debug' }),
    onProgress: () => undefined,
    signal: AbortSignal.timeout(patienceMs),
  });
  const { password } = await ensureDemo(platform, { model: model.platform, folder: model.folder, state });
  const streams: SessionStream[] = [];
  const login = (user: string, secret: string) => loginAs(platform.url, { user, password: secret, streams });
  const demo = await login('demo', password);

  return {
    platform,
    url: platform.url,
    stateFolder,
    demo,
    async newUser() {
      const name = `u-${randomUUID().slice(0, 8)}`;
      const secret = randomUUID();
      const { status, body } = await demo.call('POST', '/users', { name, password: secret });
      if (status !== 201) throw new Error(`no user: ${JSON.stringify(body)}`);
      return login(name, secret);
    },
    async stop() {
      for (const stream of streams) stream.close();
      await platform.stop();
      await rm(stateFolder, { recursive: true, force: true });
    },
  };
}

interface Login {
  readonly user: string;
  readonly password: string;
  readonly streams: SessionStream[];
}

async function loginAs(url: string, { user, password, streams }: Login): Promise<Api> {
  const request = async (method: string, path: string, init: RequestInit = {}): Promise<Answer> => {
    const signal = AbortSignal.timeout(patienceMs);
    // Other tests make this machine busy: a gateway that says so is asked again.
    const response = await sendPatiently(() => fetch(`${url}/api/v1${path}`, { ...init, method, signal }), signal);
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    const body = (isJson ? JSON.parse(text) : { text }) as Record<string, unknown>;
    return { status: response.status, headers: response.headers, body };
  };
  const jsonType = { 'content-type': 'application/json' };
  const { body } = await request('POST', '/login', { headers: jsonType, body: JSON.stringify({ user, password }) });
  const token = String(body['accessToken']);

  const call: Api['call'] = (method, path, content, headers = {}) => {
    const isRaw = typeof content === 'string' || content instanceof Uint8Array;
    return request(method, path, {
      headers: { authorization: `Bearer ${token}`, ...(content !== undefined && !isRaw && jsonType), ...headers },
      ...(content !== undefined && {
        body: isRaw ? (content as NonNullable<RequestInit['body']>) : JSON.stringify(content),
      }),
    });
  };
  const expectOk = async (answer: Promise<Answer>) => {
    const { status, body: content } = await answer;
    if (status >= 300) throw new Error(`the gateway answered ${status}: ${JSON.stringify(content)}`);
    return content;
  };
  const api: Api = {
    user,
    token,
    call,
    async newProject() {
      const name = `p-${randomUUID().slice(0, 8)}`;
      await expectOk(call('POST', '/projects', { name }));
      return name;
    },
    async open(type, project, input = {}) {
      return (await expectOk(call('POST', '/sessions', { type, project, input }))) as unknown as SessionView;
    },
    async until(id, condition, what) {
      const endAt = performance.now() + patienceMs;
      let session = (await expectOk(call('GET', `/sessions/${id}`))) as unknown as SessionView;
      while (!condition(session)) {
        if (performance.now() > endAt)
          throw new Error(`not ${what} in time; the session is ${JSON.stringify(session, null, 1)}`);
        const path = `/sessions/${id}?afterRevision=${session.revision}&waitMs=2000`;
        session = (await expectOk(call('GET', path))) as unknown as SessionView;
      }
      return session;
    },
    async close(id) {
      await expectOk(call('DELETE', `/sessions/${id}`));
      return api.until(id, ({ state }) => state === 'closed' || state === 'failed', 'closed');
    },
    attach(id, events, client) {
      const stream = new SessionStream({
        ...events,
        connect: async (last) => {
          const known = last?.client ?? client;
          const content = known === undefined ? {} : { client: known };
          return (await expectOk(call('POST', `/sessions/${id}/attach`, content))) as never;
        },
      });
      streams.push(stream);
      return stream;
    },
  };
  return api;
}

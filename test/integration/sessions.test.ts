import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { SessionView } from '../../services/session/contract.ts';
import { identifyProcess } from '../../services/kit/process-identity.ts';
import type { WorkerMessage } from '../../services/relay-client/session-stream.ts';
import { eventually } from '../support/eventually.ts';
import { startTestPlatform, type Api, type TestPlatform } from '../support/platform.ts';

let berth: TestPlatform;
let api: Api;

beforeAll(async () => {
  berth = await startTestPlatform();
  api = await berth.newUser();
}, 120_000);
afterAll(async () => {
  await berth.stop();
}, 60_000);

const isReady = ({ state }: SessionView) => state === 'ready';
const hasFailed = ({ state }: SessionView) => state === 'failed';
const openReady = async (type: string, input?: Record<string, unknown>) => {
  const project = await api.newProject();
  const { id } = await api.open(type, project, input);
  return api.until(id, isReady, 'ready');
};

/** Sends one message to a worker and resolves with the first answer of a type. */
async function ask(
  session: SessionView,
  worker: string,
  [type, data]: [string, unknown?],
  answer = type,
): Promise<WorkerMessage> {
  return new Promise((resolve, reject) => {
    const stream = api.attach(session.id, {
      onMessage: (message) => {
        if (message.type !== answer) return;
        stream.close();
        resolve(message);
      },
    });
    stream.send(worker, type, data).catch(reject);
  });
}

describe('a session', () => {
  test('opens, its worker answers, and closes', async () => {
    const session = await openReady('echo', { depth: 3 });
    expect(session.workers).toEqual([
      { id: 'echo-0', type: 'echo', state: 'running', incarnation: 1, restarts: 0, node: 'node-a' },
    ]);
    const { data } = await ask(session, 'echo-0', ['whoami']);
    expect(data).toMatchObject({ id: 'echo-0', user: api.user, input: { depth: 3 }, secrets: [] });
    const { pid } = data as { pid: number };
    const closed = await api.close(session.id);
    expect(closed).toMatchObject({ state: 'closed', reason: { code: 'SESSION_CLOSED' } });
    expect(await identifyProcess(pid)).toBeUndefined();
  }, 60_000);

  test('has a worker in Python that speaks only the documented protocol', async () => {
    const session = await openReady('python');
    const { data } = await ask(session, 'echo-0', ['echo', { text: 'grüß dich' }]);
    expect(data).toEqual({ text: 'grüß dich' });
    await api.close(session.id);
  }, 60_000);

  test('lets its workers exchange messages with payloads', async () => {
    const session = await openReady('pair');
    const played = new Set<string>();
    await new Promise<void>((resolve) => {
      api.attach(session.id, {
        onMessage: ({ data }) => {
          played.add((data as { with: string }).with);
          if (played.size === 2) resolve();
        },
      });
    });
    expect([...played].sort()).toEqual(['pong-0', 'pong-1']);
    await api.close(session.id);
  }, 60_000);

  test('has a plain process as its worker', async () => {
    const session = await openReady('plain');
    const page = await fetch('http://127.0.0.1:48213/');
    expect(page.status).toBe(200);
    await api.close(session.id);
    await expect(fetch('http://127.0.0.1:48213/')).rejects.toThrow();
  }, 60_000);

  test('gives its workers the files of the project, and keeps what they write', async () => {
    const project = await api.newProject();
    await api.call('PUT', `/projects/${project}/files/in/hello.txt`, 'hello from outside');
    const { id } = await api.open('echo', project);
    const session = await api.until(id, isReady, 'ready');
    expect((await ask(session, 'echo-0', ['read', 'in/hello.txt'])).data).toBe('hello from outside');
    expect((await ask(session, 'echo-0', ['write', 'result 42'], 'written')).data).toEqual([
      'in/hello.txt',
      'notes/echo.txt',
    ]);
    await api.close(id);
    const { body } = await api.call('GET', `/projects/${project}/files/notes/echo.txt`);
    expect(body).toEqual({ text: 'result 42' });
  }, 60_000);

  test('shows the progress and the log of its workers', async () => {
    const session = await openReady('echo');
    const stream = api.attach(session.id, { onMessage: () => undefined });
    await stream.send('echo-0', 'progress', 0.25);
    await stream.send('echo-0', 'log', 'a line of the worker');
    const seen = await api.until(session.id, ({ workers }) => workers[0]?.progress !== undefined, 'in progress');
    expect(seen.workers[0]?.progress).toEqual({ fraction: 0.25, text: 'as asked' });
    await eventually(async () => {
      const { body } = await api.call('GET', `/sessions/${session.id}/logs`);
      expect(body['lines']).toContainEqual(
        expect.objectContaining({ worker: 'echo-0', stream: 'stdout', line: 'a line of the worker' }),
      );
    });
    await api.close(session.id);
    const { body } = await api.call('GET', `/sessions/${session.id}/logs?worker=echo-0`);
    expect(JSON.stringify(body)).toContain('a line of the worker');
  }, 60_000);
});

describe('a worker that ends', () => {
  test('is restarted by its policy; its session goes degraded and ready again', async () => {
    const session = await openReady('restarting');
    const { data } = await ask(session, 'echo-0', ['whoami']);
    process.kill((data as { pid: number }).pid, 'SIGKILL');
    await api.until(session.id, ({ state }) => state === 'degraded', 'degraded');
    const again = await api.until(session.id, isReady, 'ready again');
    expect(again.workers[0]).toMatchObject({ incarnation: 2, restarts: 1, state: 'running' });
    const { data: second } = await ask(again, 'echo-0', ['whoami']);
    expect(second).toMatchObject({ incarnation: 2 });
    await api.close(session.id);
  }, 60_000);

  test('more often than its policy allows ends the session with its reason', async () => {
    const session = await openReady('restarting');
    for (const incarnation of [1, 2, 3]) {
      const ready = await api.until(
        session.id,
        (view) => isReady(view) && view.workers[0]?.incarnation === incarnation,
        'ready',
      );
      const { data } = await ask(ready, 'echo-0', ['whoami']);
      process.kill((data as { pid: number }).pid, 'SIGKILL');
    }
    const failed = await api.until(session.id, hasFailed, 'failed');
    expect(failed.reason).toMatchObject({ code: 'WORKER_EXITED', worker: 'echo-0' });
    expect(failed.reason?.message).toContain('SIGKILL');
  }, 60_000);

  test('and is critical and not restarted ends the session with what it said', async () => {
    const session = await openReady('fragile');
    const stream = api.attach(session.id, { onMessage: () => undefined });
    await stream.send('echo-0', 'fail');
    const failed = await api.until(session.id, hasFailed, 'failed');
    expect(failed.reason).toEqual({ code: 'TEST_FAILED', message: 'the test asked for it', worker: 'echo-0' });
  }, 60_000);

  test('and is not critical leaves the session degraded', async () => {
    const session = await openReady('fragile');
    const stream = api.attach(session.id, { onMessage: () => undefined });
    void stream.send('helper-0', 'exit', 3).catch(() => undefined);
    const degraded = await api.until(session.id, ({ state }) => state === 'degraded', 'degraded');
    expect(degraded.workers.find(({ id }) => id === 'helper-0')).toMatchObject({
      state: 'failed',
      reason: { code: 'WORKER_EXITED', message: 'The process of helper-0 ended with exit code 3.' },
    });
    expect((await ask(degraded, 'echo-0', ['echo', 1])).data).toBe(1);
    await api.close(session.id);
  }, 60_000);

  test.each([
    ['missing', 'WORKER_COMMAND_NOT_FOUND', 'no-such-program-of-berth'],
    ['hungry', 'WORKER_MEMORY_EXCEEDED', '200 MiB'],
    ['sleeper', 'SESSION_DEADLINE', '500 ms'],
  ])(
    'because of its definition (%s) says why',
    async (type, code, words) => {
      const { id } = await api.open(type, await api.newProject());
      const failed = await api.until(id, hasFailed, 'failed');
      expect(failed.reason?.code).toBe(code);
      expect(failed.reason?.message).toContain(words);
      // Even where its policy would: another try could not go better.
      expect(failed.workers[0]?.restarts).toBe(0);
    },
    60_000,
  );

  test('only when it is killed does not hold up the close', async () => {
    const session = await openReady('stubborn');
    const closed = await api.close(session.id);
    expect(closed.state).toBe('closed');
  }, 60_000);
});

describe('a project', () => {
  test('is open in one session at a time', async () => {
    const project = await api.newProject();
    const first = await api.open('echo', project);
    const { status, body } = await api.call('POST', '/sessions', { type: 'echo', project });
    expect(status).toBe(409);
    expect(body).toMatchObject({ code: 'PROJECT_OPEN', user: api.user, sessionId: first.id });
    expect(Date.parse(String(body['since']))).toBeLessThanOrEqual(Date.now());
    await api.close(first.id);
    const second = await api.open('echo', project);
    expect(second.id).not.toBe(first.id);
    await api.close(second.id);
  }, 60_000);

  test('is opened once by the same idempotency key', async () => {
    const project = await api.newProject();
    const open = () =>
      api.call('POST', '/sessions', { type: 'echo', project }, { 'idempotency-key': `key of ${project}` });
    const [a, b] = await Promise.all([open(), open()]);
    expect([a.status, b.status]).toEqual([201, 201]);
    expect(a.body['id']).toBe(b.body['id']);
    await api.close(String(a.body['id']));
  }, 60_000);

  test('that another user does not share is as if it did not exist', async () => {
    const project = await api.newProject();
    const session = await api.open('echo', project);
    const other = await berth.newUser();
    expect(await other.call('POST', '/sessions', { type: 'echo', project })).toMatchObject({
      status: 404,
      body: { code: 'PROJECT_UNKNOWN' },
    });
    for (const [method, path] of [
      ['GET', ''],
      ['DELETE', ''],
      ['GET', '/logs'],
    ] as const) {
      expect(await other.call(method, `/sessions/${session.id}${path}`)).toMatchObject({
        status: 404,
        body: { code: 'SESSION_UNKNOWN' },
      });
    }
    expect(await other.call('POST', `/sessions/${session.id}/attach`, {})).toMatchObject({ status: 404 });
    await api.close(session.id);
  }, 60_000);
});

describe('placement', () => {
  test.each([
    ['windows', 'node-a: needs os windows, has linux'],
    ['gpu', 'node-a: needs 50 % of a GPU with 8 GiB, has none'],
  ])(
    'refuses at once what no node could ever run (%s)',
    async (type, reason) => {
      const project = await api.newProject();
      const { status, body } = await api.call('POST', '/sessions', { type, project });
      expect(status).toBe(422);
      expect(body['code']).toBe('PLACEMENT_IMPOSSIBLE');
      expect(body['detail']).toContain(reason);
      // Nothing is left locked.
      await api.close((await api.open('echo', project)).id);
    },
    60_000,
  );

  test('waits for room and goes on when there is some', async () => {
    const first = await openReady('wide');
    const { id } = await api.open('wide', await api.newProject());
    const queued = await api.until(id, ({ state }) => state === 'queued', 'queued');
    expect(queued.workers[0]?.reason).toMatchObject({ code: 'PLACEMENT_FULL' });
    expect(queued.workers[0]?.reason?.message).toContain('needs 5 cpu');
    await api.close(first.id);
    await api.until(id, isReady, 'ready');
    await api.close(id);
  }, 60_000);

  test('gives back all that was taken', async () => {
    await eventually(async () => {
      const { body } = await berth.demo.call('GET', '/nodes');
      const [node] = body['nodes'] as [{ free: { cpuMillis: number }; placements: string[] }];
      expect(node).toMatchObject({ free: { cpuMillis: 8000 }, placements: [] });
    });
  }, 60_000);
});

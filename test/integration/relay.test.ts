import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { SessionView } from '../../services/session/contract.ts';
import type { MessageGap, WorkerMessage } from '../../services/relay-client/session-stream.ts';
import { eventually } from '../support/eventually.ts';
import { startTestPlatform, type Api, type TestPlatform } from '../support/platform.ts';

let berth: TestPlatform;
let api: Api;
let session: SessionView;

beforeAll(async () => {
  berth = await startTestPlatform({ env: { RELAY_STALL_MS: '1000', RELAY_PAUSE_BYTES: '65536' } });
  api = await berth.newUser();
}, 120_000);
afterEach(async () => {
  await api.close(session.id);
}, 60_000);
afterAll(async () => {
  await berth.stop();
}, 60_000);

async function openReady(type: string): Promise<void> {
  const { id } = await api.open(type, await api.newProject());
  session = await api.until(id, ({ state }) => state === 'ready', 'ready');
}

/** A connection without the client library, to do what it would not. */
async function rawConnection(client?: string): Promise<{ socket: WebSocket; frames: Record<string, unknown>[] }> {
  const { body } = await api.call('POST', `/sessions/${session.id}/attach`, client === undefined ? {} : { client });
  const socket = new WebSocket(`${String(body['url'])}?ticket=${String(body['ticket'])}`);
  const frames: Record<string, unknown>[] = [];
  socket.on('message', (data: Buffer, isBinary) => {
    if (isBinary) return;
    for (const line of data.toString('utf8').split('\n')) frames.push(JSON.parse(line) as Record<string, unknown>);
  });
  await once(socket, 'open');
  return { socket, frames };
}

async function closedWith(socket: WebSocket): Promise<number> {
  const [code] = (await once(socket, 'close')) as [number];
  return code;
}

describe('the relay', () => {
  test('brings every message to every client, in order, with its payload', async () => {
    await openReady('stream');
    const count = 500;
    const received: WorkerMessage[][] = [[], []];
    const streams = received.map((messages) =>
      api.attach(session.id, { onMessage: (message) => messages.push(message) }),
    );
    const [first] = streams;
    await eventually(async () => expect(streams).toHaveLength(2));
    await first?.send('source-0', 'flow', { count, bytes: 100 });
    for (const messages of received) {
      await eventually(async () => expect(messages.at(-1)?.type).toBe('done'));
    }
    const [everything] = received;
    const numbers = everything?.filter(({ type }) => type === 'number').map(({ data }) => data);
    expect(numbers).toEqual(Array.from({ length: count }, (_, index) => index + 1));
    expect(everything?.[0]?.bytes).toEqual(new Uint8Array(100).fill(7));
  }, 60_000);

  test('lets a client go on after a broken connection without losing or doubling a message', async () => {
    await openReady('echo');
    const client = 'client-that-comes-back';
    const first = await rawConnection(client);
    first.socket.send(JSON.stringify({ kind: 'attach', after: {} }));
    for (const id of [1, 2, 3]) {
      first.socket.send(JSON.stringify({ kind: 'message', to: 'echo-0', id, type: 'echo', data: id }));
    }
    const messagesOf = (frames: Record<string, unknown>[]) => frames.filter(({ kind }) => kind === 'message');
    await eventually(async () => expect(messagesOf(first.frames)).toHaveLength(3));
    first.socket.terminate();

    const second = await rawConnection(client);
    second.socket.send(JSON.stringify({ kind: 'attach', after: { 'echo-0': { incarnation: 1, seq: 2 } } }));
    // The client does not know whether 3 arrived: it sends it again, and 4.
    for (const id of [3, 4]) {
      second.socket.send(JSON.stringify({ kind: 'message', to: 'echo-0', id, type: 'echo', data: id }));
    }
    await eventually(async () => expect(messagesOf(second.frames)).toHaveLength(2));
    expect(messagesOf(second.frames).map(({ seq, data }) => [seq, data])).toEqual([
      [3, 3],
      [4, 4],
    ]);
    second.socket.close();
  }, 60_000);

  test('tells of the gap where a client was away for longer than the window', async () => {
    await openReady('stream');
    const driver = api.attach(session.id, { onMessage: () => undefined });
    await driver.send('source-0', 'flow', { count: 1000, bytes: 10 });
    await eventually(async () => {
      const late = await collect();
      expect(late.messages.at(-1)?.type).toBe('done');
    });
    const { gaps, messages } = await collect();
    expect(gaps).toEqual([{ worker: 'source-0', incarnation: 1, from: 1, to: 801 }]);
    expect(messages.map(({ seq }) => seq)).toEqual(Array.from({ length: 200 }, (_, index) => 802 + index));
  }, 60_000);

  /** What a new client gets within the time in which nothing more comes. */
  async function collect(): Promise<{ gaps: MessageGap[]; messages: WorkerMessage[] }> {
    const gaps: MessageGap[] = [];
    const messages: WorkerMessage[] = [];
    await new Promise<void>((resolve) => {
      const stream = api.attach(session.id, {
        onGap: (gap) => gaps.push(gap),
        onMessage: (message) => {
          messages.push(message);
          if (message.type !== 'done') return;
          stream.close();
          resolve();
        },
      });
    });
    return { gaps, messages };
  }

  test('closes a client that does not read, and serves the others', async () => {
    await openReady('stream');
    const stalled = await rawConnection();
    stalled.socket.send(JSON.stringify({ kind: 'attach', after: {} }));
    await eventually(async () => expect(stalled.frames.map(({ kind }) => kind)).toContain('hello'));
    stalled.socket.pause();
    const seen: WorkerMessage[] = [];
    const reader = api.attach(session.id, { onMessage: (message) => seen.push(message) });
    await reader.send('source-0', 'flow', { count: 300, bytes: 100_000 });
    await eventually(async () => expect(seen.at(-1)?.type).toBe('done'));
    const closed = closedWith(stalled.socket);
    setTimeout(() => stalled.socket.resume(), 2500).unref();
    // 4408 where the close frame still got through, 1006 where the connection had to be cut.
    expect([4408, 1006]).toContain(await closed);
  }, 60_000);

  test.each([
    ['binary garbage', Buffer.from([0, 0, 1]), 4400, 'FRAME_INVALID'],
    ['a length that lies', Buffer.from([255, 255, 255, 255, 1]), 4400, 'FRAME_INVALID'],
    ['text that is not JSON', 'hello', 4400, 'FRAME_INVALID'],
    ['an unknown kind', JSON.stringify({ kind: 'launch' }), 4400, 'FRAME_INVALID'],
    [
      'a type that is none',
      JSON.stringify({ kind: 'message', to: 'echo-0', id: 1, type: 'a b' }),
      4400,
      'FRAME_INVALID',
    ],
    [
      'a frame of 2 MiB',
      JSON.stringify({ kind: 'message', to: 'x', id: 1, type: 'x', data: 'x'.repeat(2 ** 21) }),
      4413,
      'FRAME_TOO_LARGE',
    ],
  ])(
    'answers %s with a problem detail and closes',
    async (_, frame, closeCode, code) => {
      await openReady('echo');
      const { socket, frames } = await rawConnection();
      socket.send(JSON.stringify({ kind: 'attach', after: {} }));
      socket.send(frame);
      expect(await closedWith(socket)).toBe(closeCode);
      const problem = frames.find(({ kind }) => kind === 'error')?.['problem'];
      expect(problem).toMatchObject({ code, remedy: expect.any(String) });
      expect(JSON.stringify(problem)).not.toMatch(/\.ts:\d/);
    },
    60_000,
  );

  test('lets nobody in with a missing, forged or foreign ticket', async () => {
    await openReady('echo');
    const { body } = await api.call('POST', `/sessions/${session.id}/attach`, {});
    const [head, , signature] = String(body['ticket']).split('.');
    const claims = Buffer.from(JSON.stringify({ sessionId: session.id, aud: 'berth-relay', exp: 9e9 })).toString(
      'base64url',
    );
    for (const query of [
      '',
      '?ticket=x',
      `?ticket=${String(head)}.${claims}.${String(signature)}`,
      `?ticket=${api.token}`,
    ]) {
      const socket = new WebSocket(String(body['url']) + query);
      expect(await closedWith(socket)).toBe(4401);
    }
  }, 60_000);

  test('says that the session has ended', async () => {
    await openReady('echo');
    const reasons: string[] = [];
    const states: string[] = [];
    api.attach(session.id, {
      onMessage: () => undefined,
      onSession: ({ state }) => states.push(state),
      onClosed: ({ kind }) => reasons.push(kind),
    });
    await eventually(async () => expect(states).toContain('ready'));
    await api.close(session.id);
    await eventually(async () => expect(reasons).toEqual(['session-ended']));
    expect(states.at(-1)).toBe('closed');
  }, 60_000);
});

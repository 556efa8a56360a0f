import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { createFakeRelay, snapshot, type FakeRelay } from './fake-relay.ts';

const hello = { kind: 'hello', client: 'client-1', session: snapshot('ready') };
const message = (seq: number, incarnation = 1, worker = 'viewer') => ({
  kind: 'message',
  worker,
  incarnation,
  seq,
  type: 'frame',
  data: { seq },
});

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

async function connected(options: Parameters<typeof createFakeRelay>[0] = {}): Promise<FakeRelay> {
  const relay = createFakeRelay(options);
  await jest.advanceTimersByTimeAsync(0);
  relay.socket().say(hello);
  return relay;
}

/** The connection breaks, the pause passes, the next one stands. */
async function reconnected(relay: FakeRelay, code = 1006): Promise<void> {
  relay.socket().end(code);
  await jest.advanceTimersByTimeAsync(5_000);
  relay.socket().say(hello);
}

describe('a session stream', () => {
  test('connects with its ticket, says where it stands and tells of the session', async () => {
    const relay = await connected();
    expect(relay.socket().url).toBe('ws://relay/stream?ticket=ticket-1');
    expect(relay.socket().binaryType).toBe('arraybuffer');
    expect(relay.socket().headers('attach')).toEqual([{ kind: 'attach', after: {} }]);
    relay.socket().say({ kind: 'session', session: snapshot('degraded', 2) });
    expect(relay.states).toEqual(['ready', 'degraded']);
  });

  test('passes each message on once, with its payload', async () => {
    const relay = await connected();
    relay.socket().say(message(1), new Uint8Array([1, 2, 3]));
    relay.socket().say(message(2));
    relay.socket().say(message(2));
    relay.socket().say(message(1));
    expect(relay.messages.map(({ seq, bytes }) => [seq, [...bytes]])).toEqual([
      [1, [1, 2, 3]],
      [2, []],
    ]);
  });

  test('takes a new incarnation from 1 again, and nothing more of the old one', async () => {
    const relay = await connected();
    relay.socket().say(message(7));
    relay.socket().say(message(1, 2));
    relay.socket().say(message(8, 1));
    expect(relay.messages.map(({ incarnation, seq }) => [incarnation, seq])).toEqual([
      [1, 7],
      [2, 1],
    ]);
  });

  test('tells of gaps, announced or not, once', async () => {
    const relay = await connected();
    const gap = { kind: 'gap', worker: 'viewer', incarnation: 1, from: 1, to: 4 };
    relay.socket().say(gap);
    relay.socket().say(gap);
    relay.socket().say(message(5));
    relay.socket().say(message(8));
    expect(relay.gaps).toEqual([
      { worker: 'viewer', incarnation: 1, from: 1, to: 4 },
      { worker: 'viewer', incarnation: 1, from: 6, to: 7 },
    ]);
  });

  test('acknowledges a worker at once, then at most every 200 ms', async () => {
    const relay = await connected();
    for (let seq = 1; seq <= 3; seq++) relay.socket().say(message(seq));
    expect(relay.socket().headers('ack')).toEqual([{ kind: 'ack', worker: 'viewer', incarnation: 1, seq: 1 }]);
    await jest.advanceTimersByTimeAsync(199);
    expect(relay.socket().headers('ack')).toHaveLength(1);
    await jest.advanceTimersByTimeAsync(1);
    expect(relay.socket().headers('ack').at(-1)).toEqual({ kind: 'ack', worker: 'viewer', incarnation: 1, seq: 3 });
    await jest.advanceTimersByTimeAsync(1_000);
    expect(relay.socket().headers('ack')).toHaveLength(2);
  });

  test('goes on after a broken connection where it stood, as the same client, with the newest ticket', async () => {
    const relay = await connected();
    relay.socket().say(message(3));
    relay.socket().say({ kind: 'ticket', ticket: 'renewed' });
    await reconnected(relay);
    expect(relay.sockets).toHaveLength(2);
    expect(relay.socket().url).toBe('ws://relay/stream?ticket=renewed');
    expect(relay.socket().headers('attach')).toEqual([
      { kind: 'attach', after: { viewer: { incarnation: 1, seq: 3 } } },
    ]);
    relay.socket().say(message(3));
    relay.socket().say(message(4));
    expect(relay.messages.map(({ seq }) => seq)).toEqual([3, 4]);
    expect(relay.admissions).toEqual([undefined]);
  });

  test('asks for a new ticket when the last one may be too old', async () => {
    const relay = await connected();
    await jest.advanceTimersByTimeAsync(541_000);
    await reconnected(relay);
    expect(relay.admissions).toEqual([undefined, { client: 'client-1', ticket: 'ticket-1' }]);
  });

  test('asks for a new ticket when the relay stops, or was not reached', async () => {
    const relay = await connected();
    await reconnected(relay, 1001);
    expect(relay.admissions).toHaveLength(2);
    relay.socket().end();
    await jest.advanceTimersByTimeAsync(5_000);
    expect(relay.admissions).toHaveLength(2);
    relay.socket().end();
    await jest.advanceTimersByTimeAsync(5_000);
    expect(relay.admissions).toHaveLength(3);
  });

  test('waits longer from attempt to attempt', async () => {
    const relay = createFakeRelay();
    const pauses: number[] = [];
    for (let attempt = 0; attempt < 7; attempt++) {
      await jest.advanceTimersByTimeAsync(0);
      const { length } = relay.sockets;
      relay.socket().end();
      let pause = 0;
      for (; relay.sockets.length === length; pause += 50) await jest.advanceTimersByTimeAsync(50);
      pauses.push(pause);
    }
    expect(pauses).toEqual([250, 500, 1000, 2000, 4000, 5000, 5000]);
    expect(relay.problems).toHaveLength(7);
  });

  test('gives up a relay that says nothing', async () => {
    const relay = createFakeRelay();
    await jest.advanceTimersByTimeAsync(15_000 + 250);
    expect(relay.sockets).toHaveLength(2);
  });

  test('says something now and then, so that a dead connection shows itself', async () => {
    const relay = await connected();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(relay.socket().headers('attach')).toHaveLength(4);
  });

  test('says where it stands with a worker whose way was broken', async () => {
    const relay = await connected();
    relay.socket().say(message(2));
    relay.socket().say({ kind: 'where', worker: 'viewer' });
    expect(relay.socket().headers('attach').at(-1)).toEqual({
      kind: 'attach',
      after: { viewer: { incarnation: 1, seq: 2 } },
    });
  });

  test('passes problems on, and kinds that it does not know over', async () => {
    const relay = await connected();
    const problem = { code: 'CLIENT_TOO_SLOW', detail: 'Nothing was read.' };
    relay.socket().say({ kind: 'news' });
    relay.socket().say({ kind: 'error', problem });
    expect(relay.problems).toEqual([problem]);
  });
});

describe('the end of a session stream', () => {
  test.each([
    [4400, 'frame-invalid'],
    [4404, 'session-unknown'],
    [4410, 'session-ended'],
    [4413, 'frame-too-large'],
  ])('comes with close code %i', async (code, kind) => {
    const relay = await connected();
    relay.socket().end(code);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(relay.closed.map((reason) => [reason.code, reason.kind])).toEqual([[code, kind]]);
    expect(relay.sockets).toHaveLength(1);
  });

  test('comes when a new ticket is refused, not when an old one is', async () => {
    const relay = await connected();
    await jest.advanceTimersByTimeAsync(10_000);
    relay.socket().end();
    await jest.advanceTimersByTimeAsync(250);
    relay.socket().end(4401);
    expect(relay.closed).toEqual([]);
    await jest.advanceTimersByTimeAsync(500);
    expect(relay.admissions).toHaveLength(2);
    relay.socket().end(4401);
    expect(relay.closed).toMatchObject([{ kind: 'not-allowed', code: 4401 }]);
  });

  test('comes when no ticket is given for good; what may pass is tried again', async () => {
    let calls = 0;
    const relay = createFakeRelay({
      connect: async () => {
        calls += 1;
        throw calls === 1
          ? new TypeError('fetch failed')
          : Object.assign(new Error('No such session.'), { status: 404 });
      },
    });
    await jest.advanceTimersByTimeAsync(0);
    expect(relay.problems).toMatchObject([{ code: 'UNAVAILABLE', detail: 'fetch failed' }]);
    await jest.advanceTimersByTimeAsync(250);
    expect(relay.closed).toEqual([{ kind: 'session-unknown', code: 0, detail: 'No such session.' }]);
  });

  test('is the client’s to choose, and rejects what was not handed over', async () => {
    const relay = await connected();
    const sent = relay.stream.send('solver', 'go');
    relay.stream.close();
    await expect(sent).rejects.toMatchObject({ code: 'STREAM_CLOSED' });
    await expect(relay.stream.send('solver', 'go')).rejects.toMatchObject({ code: 'STREAM_CLOSED' });
    expect(relay.closed).toMatchObject([{ kind: 'closed' }]);
    expect(jest.getTimerCount()).toBe(0);
  });
});

describe('a message to a worker', () => {
  test('is numbered for its worker and done when it is taken', async () => {
    const relay = await connected();
    const first = relay.stream.send('solver', 'go', { cells: 60 }, new Uint8Array([9]));
    const other = relay.stream.send('viewer', 'zoom');
    expect(relay.socket().headers('message')).toEqual([
      { kind: 'message', to: 'solver', id: 1, type: 'go', data: { cells: 60 } },
      { kind: 'message', to: 'viewer', id: 1, type: 'zoom' },
    ]);
    expect(relay.socket().sent.find(({ header }) => header['to'] === 'solver')?.bytes).toEqual(new Uint8Array([9]));
    relay.socket().say({ kind: 'taken', worker: 'solver', id: 1 });
    relay.socket().say({ kind: 'taken', worker: 'viewer', id: 1 });
    await Promise.all([first, other]);
  });

  test('waits until the one before it is taken, and begins at the given number', async () => {
    const relay = await connected({ firstMessageId: 100 });
    void relay.stream.send('solver', 'a');
    void relay.stream.send('solver', 'b');
    expect(relay.socket().headers('message')).toHaveLength(1);
    relay.socket().say({ kind: 'taken', worker: 'solver', id: 100 });
    expect(relay.socket().headers('message').at(-1)).toMatchObject({ id: 101, type: 'b' });
    relay.socket().say({ kind: 'taken', worker: 'solver', id: 101 });
  });

  test('is sent again, with growing pauses, while the mailbox is full', async () => {
    const relay = await connected();
    const sent = relay.stream.send('solver', 'go');
    for (const pause of [100, 200, 400]) {
      const { length } = relay.socket().headers('message');
      relay.socket().say({ kind: 'refused', worker: 'solver', id: 1, code: 'WORKER_MAILBOX_FULL' });
      await jest.advanceTimersByTimeAsync(pause - 1);
      expect(relay.socket().headers('message')).toHaveLength(length);
      await jest.advanceTimersByTimeAsync(1);
      expect(relay.socket().headers('message')).toHaveLength(length + 1);
    }
    expect(
      new Set(
        relay
          .socket()
          .headers('message')
          .map(({ id }) => id),
      ),
    ).toEqual(new Set([1]));
    relay.socket().say({ kind: 'taken', worker: 'solver', id: 1 });
    await sent;
  });

  test('is rejected where there is no such worker; the next one goes on', async () => {
    const relay = await connected();
    const sent = relay.stream.send('nobody', 'go');
    relay.socket().say({ kind: 'refused', worker: 'nobody', id: 1, code: 'WORKER_UNKNOWN' });
    await expect(sent).rejects.toMatchObject({ code: 'WORKER_UNKNOWN' });
    void relay.stream.send('nobody', 'go');
    expect(relay.socket().headers('message').at(-1)).toMatchObject({ id: 2 });
    relay.socket().say({ kind: 'taken', worker: 'nobody', id: 2 });
  });

  test('is sent again under its number after a broken connection, a broken way, and silence', async () => {
    const relay = await connected();
    const sent = relay.stream.send('solver', 'go');
    await reconnected(relay);
    expect(relay.socket().headers('message')).toMatchObject([{ id: 1 }]);
    relay.socket().say({ kind: 'where', worker: 'solver' });
    expect(relay.socket().headers('message')).toHaveLength(2);
    await jest.advanceTimersByTimeAsync(5_000);
    expect(relay.socket().headers('message')).toHaveLength(3);
    relay.socket().say({ kind: 'taken', worker: 'solver', id: 1 });
    await sent;
  });

  test('that is given before there is a connection is sent when it stands', async () => {
    const relay = createFakeRelay();
    const sent = relay.stream.send('solver', 'go');
    await jest.advanceTimersByTimeAsync(0);
    expect(relay.socket().headers('message')).toEqual([]);
    relay.socket().say(hello);
    relay.socket().say({ kind: 'taken', worker: 'solver', id: 1 });
    await sent;
  });

  test('that the relay would close the connection for is refused before it is sent', async () => {
    const relay = await connected();
    await expect(relay.stream.send('solver', 'no spaces')).rejects.toMatchObject({ code: 'FRAME_INVALID' });
    const tooLarge = new Uint8Array(2 ** 20);
    await expect(relay.stream.send('solver', 'go', {}, tooLarge)).rejects.toMatchObject({ code: 'FRAME_TOO_LARGE' });
    expect(relay.socket().headers('message')).toEqual([]);
  });
});

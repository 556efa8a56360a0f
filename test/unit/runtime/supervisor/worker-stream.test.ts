import { EventEmitter } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import type { WebSocket } from 'ws';
import { Change } from '../../../../services/kit/change.ts';
import { Mailbox } from '../../../../services/runtime/supervisor/mailbox.ts';
import { TakenIds } from '../../../../services/runtime/supervisor/peers.ts';
import type { OutgoingMessage, SupervisedWorker } from '../../../../services/runtime/supervisor/worker.ts';
import { serveWorkerStream, WorkerIntake } from '../../../../services/runtime/supervisor/worker-stream.ts';

/** A stream of the worker; what the supervisor sends is written down. */
class Stream extends EventEmitter {
  readonly sent: { kind: string; id?: number }[] = [];
  bufferedAmount = 0;
  isPaused = false;
  isEnded = false;

  send = (text: string) => void this.sent.push(JSON.parse(text) as { kind: string });
  pause = () => void (this.isPaused = true);
  resume = () => void (this.isPaused = false);

  terminate(): void {
    this.isEnded = true;
    this.emit('close');
  }

  message(id: number): void {
    this.emit('message', Buffer.from(JSON.stringify({ kind: 'message', id, to: 'clients', type: `m${id}` })), false);
  }
}

/** A worker whose window has room for so many messages. */
function setup(room: number) {
  const sent: string[] = [];
  const hasRoom = new Change();
  let left = room;
  const sendNow = ({ type }: OutgoingMessage) => {
    if (left === 0) return false;
    left--;
    sent.push(type);
    return true;
  };
  const worker = {
    mailbox: new Mailbox(),
    fromSelf: new TakenIds(),
    endSignal: new AbortController().signal,
    peers: { has: () => false },
    sendNow,
    async send(message: OutgoingMessage) {
      while (!sendNow(message)) await hasRoom.wait(10_000);
    },
  };
  const intake = new WorkerIntake(worker as unknown as SupervisedWorker);
  return {
    sent,
    makeRoom: (more: number) => {
      left += more;
      hasRoom.notify();
    },
    open: () => {
      const stream = new Stream();
      serveWorkerStream(worker as unknown as SupervisedWorker, stream as unknown as WebSocket, { intake, after: 0 });
      return stream;
    },
    worker,
  };
}

describe('the stream of a worker', () => {
  test('that is opened again while a message waits for room goes on in the same order', async () => {
    const { sent, makeRoom, open } = setup(1);
    const first = open();
    for (const id of [1, 2, 3]) first.message(id);
    first.terminate();
    const second = open();
    expect(second.isPaused).toBe(true);
    for (const id of [2, 3, 4]) second.message(id);
    await turn();
    expect(second.sent).toEqual([{ kind: 'taken', id: 1 }]);
    makeRoom(10);
    for (let count = 0; count < 10; count++) await turn();
    expect(sent).toEqual(['m1', 'm2', 'm3', 'm4']);
    expect([second.isPaused, second.sent.at(-1)]).toEqual([false, { kind: 'taken', id: 4 }]);
  });

  test('is the only one: an older one is ended, and what it still brings does not count', async () => {
    const { sent, open } = setup(10);
    const [first, second] = [open(), open()];
    expect([first.isEnded, second.isEnded]).toEqual([true, false]);
    first.message(1);
    second.message(1);
    await turn();
    expect([sent, first.sent, second.sent]).toEqual([['m1'], [], [{ kind: 'taken', id: 1 }]]);
  });

  test('is given its inputs when it has room for them, each once', async () => {
    const { worker, open } = setup(0);
    const stream = open();
    stream.bufferedAmount = 2 ** 21;
    for (let count = 0; count < 3; count++) worker.mailbox.push({ kind: 'run', fields: {}, payload: new Uint8Array() });
    expect(stream.sent).toEqual([]);
    stream.bufferedAmount = 0;
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(stream.sent).toEqual([1, 2, 3].map((n) => ({ n, kind: 'run' })));
  });
});

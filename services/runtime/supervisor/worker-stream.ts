import type { WebSocket } from 'ws';
import { BerthError } from '../../kit/errors/berth-error.ts';
import { toProblem } from '../../kit/errors/problem.ts';
import { decodeFrame, encodeFrame, splitFrames, type Frame } from '../../wire/frame.ts';
import { Announcer } from './announcer.ts';
import { checkCount, checkFailure, checkMessage, checkProgress } from './worker-input.ts';
import type { OutgoingMessage, SupervisedWorker } from './worker.ts';

/** Messages that a worker may have on their way before it must wait for "taken". */
const tooMuch = 1 * 2 ** 20;
const fullPauseMs = 5;

/** Serves `GET /v1/worker/stream`: inputs go out as they come, what the worker sends is taken in its order. */
export function serveWorkerStream(
  worker: SupervisedWorker,
  socket: WebSocket,
  { intake, after }: { readonly intake: WorkerIntake; readonly after: number },
): void {
  let sentUpTo = after;
  let retry: NodeJS.Timeout | undefined;
  worker.mailbox.acknowledge(after);

  const sendInputs = () => {
    if (retry !== undefined) return;
    for (const { n, kind, fields, payload } of worker.mailbox.after(sentUpTo)) {
      if (socket.bufferedAmount > tooMuch) {
        retry = setTimeout(() => {
          retry = undefined;
          sendInputs();
        }, fullPauseMs).unref();
        return;
      }
      socket.send(encodeFrame({ n, kind, ...fields }, payload));
      sentUpTo = n;
    }
  };
  const forget = worker.mailbox.onInput(sendInputs);
  intake.connected(socket);
  socket.on('message', (data: Buffer, isBinary) => intake.received(socket, { data, isBinary }));
  socket.on('error', () => socket.terminate());
  socket.on('close', () => {
    forget();
    clearTimeout(retry);
  });
  sendInputs();
}

interface Received {
  readonly data: Buffer;
  readonly isBinary: boolean;
}

/**
 * Takes what a worker sends, one after the other: a message that must wait for room holds back those behind it, and
 * nothing more is read meanwhile. There is one for a worker: a stream that is opened again goes on in the same queue.
 */
export class WorkerIntake {
  readonly #worker: SupervisedWorker;
  /** The stream that counts: the last one that was opened. */
  #socket: WebSocket | undefined;
  #behind: Received[] = [];
  readonly #taken = new Announcer();
  #isWaiting = false;
  #takenUpTo = 0;

  constructor(worker: SupervisedWorker) {
    this.#worker = worker;
    // One answer for all that came together: it confirms everything up to its number.
    this.#taken.listen(() => this.#socket?.send(encodeFrame({ kind: 'taken', id: this.#takenUpTo })));
  }

  /** The worker opened its stream, perhaps again: it sends everything once more that was not confirmed. */
  connected(socket: WebSocket): void {
    this.#socket?.terminate();
    this.#socket = socket;
    this.#behind = [];
    if (this.#isWaiting) socket.pause();
  }

  received(socket: WebSocket, { data, isBinary }: Received): void {
    for (const frame of splitFrames(data, isBinary)) this.#receivedOne(socket, { data: frame, isBinary });
  }

  #receivedOne(socket: WebSocket, received: Received): void {
    if (socket !== this.#socket) return;
    if (this.#isWaiting) {
      this.#behind.push(received);
      return;
    }
    try {
      const message = this.#take(received);
      if (message !== undefined) void this.#wait(message);
    } catch (error) {
      refuse(socket, error);
    }
  }

  async #wait(first: Waiting): Promise<void> {
    this.#isWaiting = true;
    this.#socket?.pause();
    try {
      await this.#send(first);
      for (let next = this.#behind.shift(); next !== undefined; next = this.#behind.shift()) {
        const message = this.#take(next);
        if (message !== undefined) await this.#send(message);
      }
    } catch (error) {
      if (this.#socket !== undefined) refuse(this.#socket, error);
    } finally {
      this.#isWaiting = false;
      this.#socket?.resume();
    }
  }

  async #send({ id, message }: Waiting): Promise<void> {
    await this.#worker.send(message, this.#worker.endSignal);
    this.#confirm(id);
  }

  /** Takes a frame; answers with the message that must wait for room. */
  #take({ data, isBinary }: Received): Waiting | undefined {
    const worker = this.#worker;
    const frame = decodeFrame(data, isBinary);
    const { header } = frame;
    if (header['kind'] === 'ack') {
      worker.mailbox.acknowledge(checkCount(header['n'], '/n', 0));
      return undefined;
    }
    const id = checkCount(header['id'], '/id', 0);
    if (worker.fromSelf.isNew('', id)) {
      worker.fromSelf.take('', id);
      const message = takeNew(worker, frame);
      if (message !== undefined && !worker.sendNow(message)) return { id, message };
    }
    this.#confirm(id);
    return undefined;
  }

  #confirm(id: number): void {
    this.#takenUpTo = Math.max(id, this.#takenUpTo);
    this.#taken.announce();
  }
}

/** A message that waits for room. */
interface Waiting {
  readonly id: number;
  readonly message: OutgoingMessage;
}

/** Does what a frame says; a message is for the caller to send. */
function takeNew(worker: SupervisedWorker, { header, payload }: Frame): OutgoingMessage | undefined {
  switch (header['kind']) {
    case 'ready':
      worker.ready();
      return undefined;
    case 'initialised':
      worker.initialised();
      return undefined;
    case 'message': {
      const message = checkMessage(header, (peer) => worker.peers.has(peer));
      return payload.length > 0 ? { ...message, payload } : message;
    }
    case 'progress':
      worker.progress(checkProgress(header));
      return undefined;
    case 'activity':
      worker.active();
      return undefined;
    case 'fail':
      worker.fail(checkFailure(header));
      return undefined;
    default:
      throw new BerthError('FRAME_INVALID', {
        detail: `A frame of kind ${JSON.stringify(header['kind'])} is not known.`,
      });
  }
}

/** Says what is wrong with a frame, then ends the stream: what follows cannot be understood. */
function refuse(socket: WebSocket, error: unknown): void {
  const known =
    error instanceof BerthError
      ? error
      : new BerthError('FRAME_INVALID', { detail: (error as Error).message, cause: error });
  socket.send(encodeFrame({ kind: 'error', problem: toProblem(known) }));
  socket.close(4400, known.code);
}

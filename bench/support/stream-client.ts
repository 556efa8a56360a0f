import { WebSocket } from 'ws';
import { decodeFrame, encodeFrame } from '../../services/wire/frame.ts';

/** As often as the relay's own client (`services/relay-client/acks.ts`). */
const ackMs = 200;
const tickMark = Buffer.from('"type":"tick"');
const endMark = Buffer.from('"type":"end"');
/** The mark stands in the first bytes of a header. */
const markedBytes = 200;

const newline = 0x0a;

interface Received {
  readonly data: Buffer;
  readonly isBinary: boolean;
}

/** A client that counts: it decodes the last message of a run only, so that its own work is small. */
export class StreamClient {
  readonly attached: Promise<void>;
  readonly closed: Promise<number>;
  counted: Promise<void> = Promise.resolve();
  received = 0;
  lost = 0;
  firstAt = 0;
  lastAt = 0;
  readonly #socket: WebSocket;
  #firstSeq = 0;
  /** The last tick; {@link StreamClient.#latest} until it is confirmed. */
  #last: Received | undefined;
  #latest: Received | undefined;
  #lastAsked = 0;
  #onCounted: () => void = () => undefined;

  constructor(url: string) {
    this.#socket = new WebSocket(url, { perMessageDeflate: false, maxPayload: 0 });
    const acks = setInterval(() => this.#acknowledge(), ackMs);
    this.attached = new Promise((resolve, reject) => {
      this.#socket.once('message', () => {
        this.#socket.send('{"kind":"attach","after":{}}');
        resolve();
      });
      this.#socket.once('error', reject);
    });
    this.closed = new Promise((resolve) =>
      this.#socket.once('close', (code) => {
        clearInterval(acks);
        resolve(code);
      }),
    );
    this.#socket.on('message', (data: Buffer, isBinary) => this.#take(data, isBinary));
    this.#socket.on('error', () => this.#socket.terminate());
  }

  /** Counts ticks from now on; {@link counted} resolves when the flood has ended. */
  count(): void {
    this.received = 0;
    this.counted = new Promise((resolve) => {
      this.#onCounted = resolve;
    });
  }

  ask({ worker, type, data }: { worker: string; type: string; data: object }): void {
    this.#socket.send(JSON.stringify({ kind: 'message', to: worker, id: ++this.#lastAsked, type, data }));
  }

  stall(): void {
    this.#socket.pause();
  }

  /** Reads again; resolves with the code with which the connection is closed then. */
  async resume(): Promise<number> {
    this.#socket.resume();
    return this.closed;
  }

  /** Text holds a message in each line (docs/reference/relay-protocol.md). */
  #take(data: Buffer, isBinary: boolean): void {
    if (isBinary) {
      this.#takeOne(data, isBinary);
      return;
    }
    for (let from = 0; from < data.length;) {
      const end = data.indexOf(newline, from);
      this.#takeOne(data.subarray(from, end < 0 ? data.length : end), isBinary);
      from = end < 0 ? data.length : end + 1;
    }
  }

  #takeOne(data: Buffer, isBinary: boolean): void {
    const head = data.subarray(0, markedBytes);
    if (!head.includes(tickMark)) {
      if (head.includes(endMark)) this.#ended();
      return;
    }
    if (this.received === 0) {
      this.firstAt = performance.now();
      this.#firstSeq = seqOf(data, isBinary);
    }
    this.received++;
    this.#latest = { data, isBinary };
    this.#last = this.#latest;
  }

  #ended(): void {
    this.lastAt = performance.now();
    const lastSeq = this.#last === undefined ? 0 : seqOf(this.#last.data, this.#last.isBinary);
    this.lost = lastSeq - this.#firstSeq + 1 - this.received;
    this.#onCounted();
  }

  #acknowledge(): void {
    if (this.#latest === undefined || this.#socket.readyState !== WebSocket.OPEN || this.#socket.isPaused) return;
    const { worker, incarnation, seq } = decodeFrame(this.#latest.data, this.#latest.isBinary).header;
    this.#latest = undefined;
    this.#socket.send(encodeFrame({ kind: 'ack', worker, incarnation, seq }));
  }
}

function seqOf(data: Buffer, isBinary: boolean): number {
  return Number(decodeFrame(data, isBinary).header['seq']);
}

import { WebSocket } from 'ws';
import { createCork, type Cork } from '../wire/cork.ts';
import { decodeFrame, encodeFrame, type EncodedFrame, type Frame } from '../wire/frame.ts';
import { NumberedQueue } from '../wire/numbered-queue.ts';

/** How a worker reaches its supervisor. */
export interface StreamOptions {
  /** `BERTH_WORKER_URL` */
  readonly url: string;
  readonly token: string;
  readonly onInput: (frame: Frame) => void;
  /** The supervisor is gone: without it there is no session to work for. */
  readonly onLost: (reason: Error) => void;
}

interface Unconfirmed {
  readonly frame: EncodedFrame;
  readonly resolve: () => void;
}

const reconnectMs = 50;
/** Above this, a frame gains nothing from holding more lines. */
const maxLineLength = 32 * 2 ** 10;
/** The supervisor is on the same machine: if it does not answer for so long, it is gone. */
const lostAfterMs = 10_000;

/** The stream to the supervisor; goes on after a broken connection without losing or doubling anything. */
export class SupervisorStream {
  readonly #options: StreamOptions;
  #socket: WebSocket | undefined;
  /** By their `id`. */
  readonly #unconfirmed = new NumberedQueue<Unconfirmed>();
  #cork: Cork | undefined;
  /** What goes out at the end of this turn. */
  #lines: string[] = [];
  #lineLength = 0;
  #lastId = 0;
  #lastInput = 0;
  /** Since when there is no connection; `undefined` while there is one. */
  #brokenAtMs: number | undefined = performance.now();
  #closed = false;

  constructor(options: StreamOptions) {
    this.#options = options;
    // What was sent in the last turn before `process.exit` still goes out.
    process.once('exit', () => {
      this.#flush();
      this.#cork?.release();
    });
    this.#open();
  }

  /** Sends a frame; resolves when the supervisor has taken it. */
  async send(header: Readonly<Record<string, unknown>>, payload?: Uint8Array): Promise<void> {
    const id = ++this.#lastId;
    const frame = encodeFrame({ ...header, id }, payload);
    const taken = new Promise<void>((resolve) => this.#unconfirmed.push({ frame, resolve }));
    this.#transmit(frame);
    await taken;
  }

  /** An input is done: the supervisor need not keep it. */
  acknowledge(n: number): void {
    this.#transmit(encodeFrame({ kind: 'ack', n }));
  }

  /** Text that is sent in one turn of the event loop goes in one frame, a line each. */
  #transmit(frame: EncodedFrame): void {
    if (this.#socket?.readyState !== WebSocket.OPEN) return;
    if (typeof frame !== 'string') {
      this.#flush();
      this.#cork?.hold();
      this.#socket.send(frame);
      return;
    }
    if (this.#lines.length === 0) setImmediate(() => this.#flush());
    this.#lines.push(frame);
    this.#lineLength += frame.length;
    if (this.#lineLength > maxLineLength) this.#flush();
  }

  #flush(): void {
    if (this.#lines.length > 0 && this.#socket?.readyState === WebSocket.OPEN) {
      this.#cork?.hold();
      this.#socket.send(this.#lines.join('\n'));
    }
    this.#lines = [];
    this.#lineLength = 0;
  }

  close(): void {
    this.#closed = true;
    this.#flush();
    this.#cork?.release();
    this.#socket?.close();
  }

  #open(): void {
    const url = `${this.#options.url.replace(/^http/, 'ws')}/stream?after=${this.#lastInput}`;
    const socket = new WebSocket(url, {
      headers: { authorization: `Bearer ${this.#options.token}` },
      perMessageDeflate: false,
    });
    this.#socket = socket;
    socket.on('upgrade', (response) => {
      this.#cork = createCork(response.socket);
    });
    socket.on('open', () => {
      this.#brokenAtMs = undefined;
      this.#lines = []; // What has a number is sent again here; an acknowledgement is made good by the next one.
      this.#lineLength = 0;
      for (const { frame } of this.#unconfirmed.after(0)) socket.send(frame);
    });
    socket.on('message', (data: Buffer, isBinary) => this.#received(decodeFrame(data, isBinary)));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => this.#reconnect());
  }

  #reconnect(): void {
    if (this.#closed) return;
    this.#brokenAtMs ??= performance.now();
    if (performance.now() - this.#brokenAtMs > lostAfterMs) {
      this.#options.onLost(new Error(`the supervisor did not answer for ${lostAfterMs} ms`));
      return;
    }
    setTimeout(() => {
      if (!this.#closed) this.#open();
    }, reconnectMs);
  }

  #received(frame: Frame): void {
    const { header } = frame;
    if (header['kind'] === 'taken') this.#confirm(Number(header['id']));
    else if (header['kind'] === 'error') this.#refused(header['problem']);
    else {
      this.#lastInput = Number(header['n']);
      this.#options.onInput(frame);
    }
  }

  #confirm(upTo: number): void {
    for (const { resolve } of this.#unconfirmed.takeUpTo(upTo)) resolve();
  }

  #refused(problem: unknown): void {
    const detail = (problem as { detail?: unknown } | undefined)?.detail;
    this.#closed = true;
    this.#options.onLost(new Error(`the supervisor refused a frame: ${String(detail)}`));
  }
}

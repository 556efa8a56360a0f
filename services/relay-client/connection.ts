import { decodeFrames, type Frame } from './codec.ts';
import type { WebSocketClass, WebSocketLike } from './types.ts';

const helloTimeoutMs = 15_000;
const open = 1;

/** How a connection ended. */
export interface ConnectionEnd {
  readonly code: number;
  readonly detail: string;
  /** How long the connection stood after `hello`; `undefined` where none came. */
  readonly stoodMs: number | undefined;
}

/** What a {@link Connection} is made of. */
export interface ConnectionOptions {
  readonly WebSocket: WebSocketClass;
  readonly url: string;
  readonly onFrame: (frame: Frame) => void;
  /** Called once, unless {@link Connection.close} came first. */
  readonly onEnd: (end: ConnectionEnd) => void;
}

/** One WebSocket to a relay, from its opening to its end. */
export class Connection {
  readonly #socket: WebSocketLike;
  readonly #options: ConnectionOptions;
  readonly #helloTimer: ReturnType<typeof setTimeout>;
  #helloAt: number | undefined;
  #isOver = false;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#socket = new options.WebSocket(options.url);
    this.#socket.binaryType = 'arraybuffer';
    this.#socket.addEventListener('message', ({ data }) => this.#received(data));
    this.#socket.addEventListener('close', ({ code = 1006, reason = '' }) => this.#end(code, reason));
    // A `close` follows; without a listener some platforms would report the error as unhandled.
    this.#socket.addEventListener('error', () => undefined);
    this.#helloTimer = setTimeout(() => {
      this.#end(1006, `The relay said nothing for ${helloTimeoutMs} ms.`);
      this.#socket.close();
    }, helloTimeoutMs);
  }

  /** Whether the frame is on its way. */
  send(frame: string | Uint8Array<ArrayBuffer>): boolean {
    if (this.#isOver || this.#helloAt === undefined || this.#socket.readyState !== open) return false;
    this.#socket.send(frame);
    return true;
  }

  close(): void {
    this.#isOver = true;
    clearTimeout(this.#helloTimer);
    this.#socket.close(1000);
  }

  #received(data: unknown): void {
    // What cannot be read is not for us: later relays may know more than this client.
    for (const frame of decodeFrames(data)) this.#take(frame);
  }

  #take(frame: Frame): void {
    if (this.#isOver) return;
    if (frame.header['kind'] === 'hello') {
      this.#helloAt ??= Date.now();
      clearTimeout(this.#helloTimer);
    }
    this.#options.onFrame(frame);
  }

  #end(code: number, detail: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearTimeout(this.#helloTimer);
    const stoodMs = this.#helloAt === undefined ? undefined : Date.now() - this.#helloAt;
    this.#options.onEnd({ code, detail, stoodMs });
  }
}

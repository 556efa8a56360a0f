import { WebSocket } from 'ws';
import type { Position } from './client-frames.ts';

/** The way to one worker for one client. */
export interface UpstreamOptions {
  readonly worker: string;
  readonly incarnation: number;
  readonly url: string;
  readonly token: string;
  readonly client: string;
  readonly user: string;
  readonly after: Position;
  readonly onFrame: (data: Buffer, isBinary: boolean) => void;
  /** The connection broke, or could not be made. */
  readonly onClosed: () => void;
}

/** How much of a client's may wait for a worker before the client's socket is not read any further. */
const maxQueuedBytes = 1 * 2 ** 20;

/** A connection to a worker's supervisor that passes frames on as they are. */
export class Upstream {
  readonly worker: string;
  readonly incarnation: number;
  readonly url: string;
  readonly #socket: WebSocket;
  #queue: { data: Buffer; isBinary: boolean }[] = [];
  #queuedBytes = 0;

  constructor(options: UpstreamOptions) {
    this.worker = options.worker;
    this.incarnation = options.incarnation;
    this.url = options.url;
    const query = new URLSearchParams({
      client: options.client,
      user: options.user,
      incarnation: String(options.after.incarnation),
      after: String(options.after.seq),
    });
    this.#socket = new WebSocket(`${options.url.replace(/^http/, 'ws')}/v1/channel?${query.toString()}`, {
      headers: { authorization: `Bearer ${options.token}` },
      perMessageDeflate: false,
      maxPayload: 0,
      // The client checks what it reads; the supervisor is one of ours.
      skipUTF8Validation: true,
    });
    this.#socket.on('open', () => this.#flush());
    this.#socket.on('message', (data: Buffer, isBinary) => options.onFrame(data, isBinary));
    this.#socket.on('error', () => this.#socket.terminate());
    this.#socket.on('close', () => options.onClosed());
  }

  /** Passes a client's frame on; `false` where too much waits already. */
  send(data: Buffer, isBinary: boolean): boolean {
    if (this.#socket.readyState === WebSocket.OPEN) {
      if (this.#socket.bufferedAmount > maxQueuedBytes) return false;
      this.#socket.send(data, { binary: isBinary });
      return true;
    }
    if (this.#queuedBytes + data.length > maxQueuedBytes) return false;
    this.#queue.push({ data, isBinary });
    this.#queuedBytes += data.length;
    return true;
  }

  pause(): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.pause();
  }

  resume(): void {
    if (this.#socket.isPaused) this.#socket.resume();
  }

  close(): void {
    this.#socket.removeAllListeners('close');
    this.#socket.terminate();
  }

  #flush(): void {
    for (const { data, isBinary } of this.#queue) this.#socket.send(data, { binary: isBinary });
    this.#queue = [];
    this.#queuedBytes = 0;
  }
}

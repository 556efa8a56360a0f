import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { createCork, type Cork } from '../wire/cork.ts';

/** Bounds of an {@link Outflow}. */
export interface OutflowLimits {
  /** Above this, nothing more is read for the client. */
  readonly pauseBytes: number;
  /** Below this, reading goes on. */
  readonly resumeBytes: number;
  /** A client that takes nothing for so long is given up. */
  readonly stallMs: number;
}

/** What happens around an {@link Outflow}. */
export interface OutflowEvents {
  readonly pause: () => void;
  readonly resume: () => void;
  readonly stalled: () => void;
}

/** What goes out to one client: holds its sources back while it is slow, and gives it up when it takes nothing. */
export class Outflow {
  readonly #socket: WebSocket;
  readonly #cork: Cork;
  readonly #limits: OutflowLimits;
  readonly #events: OutflowEvents;
  #isPaused = false;
  #stallTimer: NodeJS.Timeout | undefined;

  /** @param stream the connection below the WebSocket */
  constructor(socket: WebSocket, stream: Duplex, { limits, events }: { limits: OutflowLimits; events: OutflowEvents }) {
    this.#socket = socket;
    this.#cork = createCork(stream);
    this.#limits = limits;
    this.#events = events;
  }

  send(data: Buffer | string | Uint8Array, isBinary: boolean): void {
    this.#cork.hold();
    this.#socket.send(data, { binary: isBinary }, this.#isPaused ? this.#drained : undefined);
    if (!this.#isPaused && this.#socket.bufferedAmount > this.#limits.pauseBytes) this.#pause();
  }

  close(): void {
    clearTimeout(this.#stallTimer);
  }

  #pause(): void {
    this.#isPaused = true;
    this.#events.pause();
    this.#watch(this.#socket.bufferedAmount);
    // Called when everything before it has been handed to the kernel.
    this.#socket.ping(undefined, undefined, this.#drained);
  }

  /** As long as the client takes something, however slowly, it is only held back. */
  #watch(waitingBytes: number): void {
    clearTimeout(this.#stallTimer);
    this.#stallTimer = setTimeout(() => {
      const nowWaiting = this.#socket.bufferedAmount;
      if (nowWaiting >= waitingBytes) this.#events.stalled();
      else this.#watch(nowWaiting);
    }, this.#limits.stallMs);
  }

  readonly #drained = (): void => {
    if (!this.#isPaused || this.#socket.bufferedAmount > this.#limits.resumeBytes) return;
    this.#isPaused = false;
    clearTimeout(this.#stallTimer);
    this.#events.resume();
  };
}

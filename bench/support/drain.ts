import type { WebSocket } from 'ws';

/** Holds a source back while one of those that it feeds is full. */
export class Drain {
  readonly #source: WebSocket;
  readonly #full = new Set<WebSocket>();
  readonly #limitBytes: number;

  constructor(source: WebSocket, limitBytes: number) {
    this.#source = source;
    this.#limitBytes = limitBytes;
  }

  /** Passes a frame on as it is. */
  send(target: WebSocket, data: Buffer, isBinary: boolean): void {
    if (target.bufferedAmount < this.#limitBytes) {
      target.send(data, { binary: isBinary });
      return;
    }
    this.#full.add(target);
    this.#source.pause();
    target.send(data, { binary: isBinary }, () => this.forget(target));
  }

  forget(target: WebSocket): void {
    if (this.#full.delete(target) && this.#full.size === 0 && this.#source.isPaused) this.#source.resume();
  }
}

import { encodeFrame, maxFrameBytes, sizeOfFrame } from './codec.ts';
import { pauseMs } from './pauses.ts';
import { StreamError } from './types.ts';

/** After so long without an answer a message is sent again: the way to the worker may have broken behind the relay. */
const unansweredMs = 5_000;
const refusedPause = { firstMs: 100, maxMs: 5_000 };
const typePattern = /^[A-Za-z0-9._-]{1,64}$/;

/** A message to a worker. */
export interface Outgoing {
  readonly type: string;
  readonly data: unknown;
  readonly bytes: Uint8Array | undefined;
}

/** How a {@link Lane} reaches its worker. */
export interface LaneOptions {
  readonly worker: string;
  /** `false` while there is no connection. */
  readonly transmit: (frame: string | Uint8Array<ArrayBuffer>) => boolean;
  readonly random: () => number;
  /** The number of the first message. */
  readonly firstId: number;
}

interface Waiting {
  readonly id: number;
  readonly frame: string | Uint8Array<ArrayBuffer>;
  readonly resolve: () => void;
  readonly reject: (error: StreamError) => void;
}

/**
 * The messages to one worker, in their order. One is under way at a time: a number is taken once and only upwards, so
 * that a message behind a refused one must not overtake it.
 */
export class Lane {
  readonly #options: LaneOptions;
  readonly #waiting: Waiting[] = [];
  #nextId: number;
  #refusals = 0;
  /** Runs while the first message is under way or pauses. */
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: LaneOptions) {
    this.#options = options;
    this.#nextId = options.firstId;
  }

  /** Resolves when the worker's supervisor has the message. @throws {StreamError} */
  async send({ type, data, bytes }: Outgoing): Promise<void> {
    if (!typePattern.test(type)) {
      throw new StreamError('FRAME_INVALID', `The type ${JSON.stringify(type)} is not up to 64 of A–Z a–z 0–9 . _ -`);
    }
    const id = this.#nextId;
    const frame = encodeFrame({ kind: 'message', to: this.#options.worker, id, type, data }, bytes);
    const size = sizeOfFrame(frame);
    if (size > maxFrameBytes) {
      throw new StreamError('FRAME_TOO_LARGE', `The message has ${size} bytes; at most ${maxFrameBytes} are taken.`);
    }
    this.#nextId = id + 1;
    await new Promise<void>((resolve, reject) => {
      this.#waiting.push({ id, frame, resolve, reject });
      if (this.#timer === undefined) this.restart();
    });
  }

  /** The connection stands, or the way to the worker has been made anew: the first message is sent (again). */
  restart(): void {
    this.pause();
    const first = this.#waiting[0];
    if (first === undefined || !this.#options.transmit(first.frame)) return;
    this.#timer = setTimeout(() => this.restart(), unansweredMs);
  }

  /** The connection broke. */
  pause(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  taken(id: number): void {
    this.#settle(id, ({ resolve }) => resolve());
  }

  refused(id: number, code: string): void {
    if (code === 'WORKER_UNKNOWN') {
      const message = `The session has no worker ${JSON.stringify(this.#options.worker)}.`;
      this.#settle(id, ({ reject }) => reject(new StreamError(code, message)));
      return;
    }
    if (this.#waiting[0]?.id !== id) return;
    this.pause();
    this.#timer = setTimeout(() => this.restart(), pauseMs(this.#refusals++, refusedPause, this.#options.random));
  }

  /** The stream has ended: nothing more is sent. */
  end(error: StreamError): void {
    this.pause();
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }

  #settle(id: number, how: (first: Waiting) => void): void {
    const first = this.#waiting[0];
    if (first?.id !== id) return;
    this.#waiting.shift();
    this.#refusals = 0;
    how(first);
    this.restart();
  }
}

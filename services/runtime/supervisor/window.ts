import type { EncodedFrame } from '../../wire/frame.ts';

/** Bounds of a {@link MessageWindow}. */
export interface WindowLimits {
  readonly messages: number;
  readonly memoryBytes: number;
  readonly whenFull: 'drop-oldest' | 'wait';
}

/** A message of the worker to its clients, as it goes over the wire. */
export interface WindowEntry {
  readonly seq: number;
  /** The frame as bytes: encoded once, sent to every client. */
  readonly data: Uint8Array;
  readonly isBinary: boolean;
}

/** What follows a number that a client has. */
export interface WindowRead {
  /** Set where messages were passed over: the first and the last number that are gone. */
  readonly gap?: { readonly from: number; readonly to: number };
  readonly next?: WindowEntry;
}

/**
 * The messages to clients that are kept so that a client can go on after a broken connection. Bounded: when it is
 * full, the oldest is dropped, or the worker waits for the slowest client (`whenFull: wait`).
 */
export class MessageWindow {
  readonly #limits: WindowLimits;
  readonly #entries: WindowEntry[] = [];
  /** Index of the oldest entry that is still kept; the array is cut now and then. */
  #start = 0;
  #bytes = 0;
  #last = 0;
  /** By client: the last number it has confirmed. */
  readonly #confirmed = new Map<string, number>();

  constructor(limits: WindowLimits) {
    this.#limits = limits;
  }

  /** The number of the newest message; 0 before the first. */
  get last(): number {
    return this.#last;
  }

  /** Bytes that are kept. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Whether a frame of this size must wait: to make room for it, something would go that a client does not have yet. */
  mustWait(bytes: number): boolean {
    if (this.#limits.whenFull !== 'wait') return false;
    let count = this.#entries.length - this.#start;
    let kept = this.#bytes;
    if (!this.#isOver(count, kept + bytes)) return false;
    const slowest = this.#slowest();
    while (count > 0 && this.#isOver(count, kept + bytes)) {
      const oldest = this.#entries[this.#entries.length - count];
      if (oldest === undefined || oldest.seq > slowest) return true;
      kept -= oldest.data.byteLength;
      count--;
    }
    return false;
  }

  /** Keeps a message; `encode` is given its number. */
  push(encode: (seq: number) => EncodedFrame): number {
    const seq = ++this.#last;
    const frame = encode(seq);
    const data = typeof frame === 'string' ? Buffer.from(frame) : frame;
    const bytes = data.byteLength;
    while (this.#isFull(bytes) && this.#start < this.#entries.length) this.#dropOldest();
    this.#entries.push({ seq, data, isBinary: typeof frame !== 'string' });
    this.#bytes += bytes;
    return seq;
  }

  /** The message after a number, and what was passed over before it. */
  read(after: number): WindowRead {
    const oldest = this.#entries[this.#start];
    if (oldest === undefined || after >= this.#last) return {};
    if (after >= oldest.seq - 1) {
      const next = this.#entries[this.#start + (after + 1 - oldest.seq)];
      return next === undefined ? {} : { next };
    }
    return { gap: { from: after + 1, to: oldest.seq - 1 }, next: oldest };
  }

  /** A client has everything up to a number. A client that is not known yet is counted from here on. */
  confirm(client: string, seq: number): void {
    this.#confirmed.set(client, Math.max(seq, this.#confirmed.get(client) ?? 0));
  }

  /** A client is gone for good: nothing waits for it any more. */
  forget(client: string): void {
    this.#confirmed.delete(client);
  }

  #slowest(): number {
    return Math.min(this.#last, ...this.#confirmed.values());
  }

  #isFull(nextBytes: number): boolean {
    return this.#isOver(this.#entries.length - this.#start, this.#bytes + nextBytes);
  }

  /** Whether there is no room for one more beside so many, with so many bytes together. */
  #isOver(count: number, bytes: number): boolean {
    return count >= this.#limits.messages || bytes > this.#limits.memoryBytes;
  }

  #dropOldest(): void {
    this.#bytes -= this.#entries[this.#start]?.data.byteLength ?? 0;
    this.#start++;
    if (this.#start >= 1024 || this.#start === this.#entries.length) {
      this.#entries.splice(0, this.#start);
      this.#start = 0;
    }
  }
}

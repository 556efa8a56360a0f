/** The array is cut when so many entries at its beginning are gone, and they are at least half of it. */
const cutAfter = 256;

/** Entries with consecutive numbers that come at the end and go at the beginning; no operation looks at them all. */
export class NumberedQueue<T> {
  #entries: T[] = [];
  /** Index of the first entry that is still there. */
  #start = 0;
  /** Number of the first entry that is still there, or of the next one that comes. */
  #first: number;

  /** @param first the number of the first entry */
  constructor(first = 1) {
    this.#first = first;
  }

  get length(): number {
    return this.#entries.length - this.#start;
  }

  /** Number of the first entry that is there, or of the next one that comes. */
  get first(): number {
    return this.#first;
  }

  push(entry: T): void {
    this.#entries.push(entry);
  }

  /** The entries above a number, in their order. */
  after(n: number): readonly T[] {
    return this.#entries.slice(this.#start + Math.max(n + 1 - this.#first, 0));
  }

  /** Takes out the entries up to a number. */
  takeUpTo(n: number): readonly T[] {
    const count = Math.min(n + 1 - this.#first, this.length);
    if (!(count > 0)) return [];
    const taken = this.#entries.slice(this.#start, this.#start + count);
    this.#start += count;
    this.#first += count;
    if (this.length === 0) this.#cut();
    else if (this.#start >= cutAfter && this.#start * 2 >= this.#entries.length) this.#cut();
    // What is gone shall not be held in memory until the next cut.
    else this.#entries.fill(undefined as T, this.#start - count, this.#start);
    return taken;
  }

  #cut(): void {
    this.#entries = this.#entries.slice(this.#start);
    this.#start = 0;
  }
}

import { NumberedQueue } from '../../wire/numbered-queue.ts';

/** An input before it has its number. */
export interface NewInput {
  readonly kind: 'init' | 'run' | 'message' | 'stop';
  readonly fields: Readonly<Record<string, unknown>>;
  readonly payload: Uint8Array;
}

/** An input of the worker. */
export interface Input extends NewInput {
  readonly n: number;
}

/** How much waits for a worker at most. */
export interface MailboxLimits {
  readonly inputs: number;
  readonly memoryBytes: number;
}

/** Default {@link MailboxLimits}. */
export const mailboxLimits: MailboxLimits = { inputs: 10_000, memoryBytes: 64 * 2 ** 20 };

/** The inputs of a worker in their order, until it has acknowledged them. */
export class Mailbox {
  readonly #limits: MailboxLimits;
  readonly #inputs = new NumberedQueue<Input>();
  /** What each input counts against the limit, beside it. */
  readonly #sizes = new NumberedQueue<number>();
  #bytes = 0;
  #last = 0;
  readonly #listeners = new Set<() => void>();

  constructor(limits: MailboxLimits = mailboxLimits) {
    this.#limits = limits;
  }

  /** Adds an input; `false` where the mailbox is full. What the platform says (not a message) always has room. */
  push(input: NewInput): boolean {
    const bytes = input.payload.length + roughBytes(input.fields);
    const full = this.#inputs.length >= this.#limits.inputs || this.#bytes + bytes > this.#limits.memoryBytes;
    if (full && input.kind === 'message') return false;
    this.#inputs.push({ ...input, n: ++this.#last });
    this.#sizes.push(bytes);
    this.#bytes += bytes;
    for (const listener of this.#listeners) listener();
    return true;
  }

  /** The inputs above a number. */
  after(n: number): readonly Input[] {
    return this.#inputs.after(n);
  }

  /** Everything up to a number is done. */
  acknowledge(n: number): void {
    this.#inputs.takeUpTo(n);
    for (const bytes of this.#sizes.takeUpTo(n)) this.#bytes -= bytes;
  }

  /** Calls a function at each new input, until the returned function is called. */
  onInput(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** The size of the JSON part matters only as a bound: keys and small values count as 64 bytes, `data` as its text. */
function roughBytes(fields: Readonly<Record<string, unknown>>): number {
  const data = fields['data'];
  return 64 + (data === undefined ? 0 : JSON.stringify(data).length);
}

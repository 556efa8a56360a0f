const betweenAcksMs = 200;
/** A worker whose window is full waits for this: it shall not wait for a timer. */
const messagesBetweenAcks = 256;

/**
 * Says of which workers something has come: the first at once, then every 200 ms together, and of a worker that sends
 * much after every 256 messages.
 */
export class Acks {
  readonly #send: (worker: string) => void;
  /** By worker: how many messages have come that were not confirmed. */
  readonly #due = new Map<string, number>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(send: (worker: string) => void) {
    this.#send = send;
  }

  note(worker: string): void {
    const count = (this.#due.get(worker) ?? 0) + 1;
    this.#due.set(worker, count);
    if (this.#timer === undefined) this.#flush();
    else if (count >= messagesBetweenAcks) this.#confirm(worker);
  }

  /** Forgets what is due: `attach` says the same when the connection stands again. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#due.clear();
  }

  #flush(): void {
    this.#timer = undefined;
    if (this.#due.size === 0) return;
    this.#timer = setTimeout(() => this.#flush(), betweenAcksMs);
    for (const worker of [...this.#due.keys()]) this.#confirm(worker);
  }

  #confirm(worker: string): void {
    this.#due.delete(worker);
    this.#send(worker);
  }
}

const betweenAcksMs = 200;

/** Says of which workers something has come, each at most every 200 ms: the first at once, the rest together. */
export class Acks {
  readonly #send: (worker: string) => void;
  readonly #due = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(send: (worker: string) => void) {
    this.#send = send;
  }

  note(worker: string): void {
    this.#due.add(worker);
    if (this.#timer === undefined) this.#flush();
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
    for (const worker of this.#due) this.#send(worker);
    this.#due.clear();
  }
}

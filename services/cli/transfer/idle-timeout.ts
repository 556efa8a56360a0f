const idleMs = 60_000;

/** Ends a transfer through which nothing has gone for a minute; how long it takes as a whole does not matter. */
export class IdleTimeout {
  readonly signal: AbortSignal;
  readonly #controller = new AbortController();
  #timer: NodeJS.Timeout;

  constructor(also: AbortSignal) {
    this.signal = AbortSignal.any([also, this.#controller.signal]);
    this.#timer = this.#start();
  }

  /** Something went through. */
  touch(): void {
    this.#timer.refresh();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #start(): NodeJS.Timeout {
    return setTimeout(() => {
      this.#controller.abort(new DOMException(`Nothing went through for ${idleMs / 1000} s.`, 'TimeoutError'));
    }, idleMs);
  }
}

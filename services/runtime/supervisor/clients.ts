/** The clients that are attached to a worker, and those that may come back. */
export class Clients {
  readonly #connections = new Map<string, number>();
  readonly #leaving = new Map<string, NodeJS.Timeout>();
  readonly #onGone: (client: string) => void;

  /** @param onGone called when a client has been away for its grace */
  constructor(onGone: (client: string) => void) {
    this.#onGone = onGone;
  }

  join(client: string): void {
    clearTimeout(this.#leaving.get(client));
    this.#leaving.delete(client);
    this.#connections.set(client, (this.#connections.get(client) ?? 0) + 1);
  }

  leave(client: string, graceMs: number): void {
    const left = (this.#connections.get(client) ?? 1) - 1;
    if (left > 0) {
      this.#connections.set(client, left);
      return;
    }
    this.#connections.delete(client);
    const timer = setTimeout(() => {
      this.#leaving.delete(client);
      this.#onGone(client);
    }, graceMs);
    this.#leaving.set(client, timer.unref());
  }
}

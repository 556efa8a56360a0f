/** Tells its listeners that something is new: once for all that came in one turn of the event loop. */
export class Announcer {
  readonly #listeners = new Set<() => void>();
  #isDue = false;

  /** Calls the listener after each announcement, until the returned function is called. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  announce(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    setImmediate(() => {
      this.#isDue = false;
      for (const listener of this.#listeners) listener();
    });
  }
}

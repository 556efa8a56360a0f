/**
 * Judges by this process's own monotonic clock whether others are alive: each has a counter that it moves; one that
 * has not moved for the time-out counts as lost. Clocks of different machines are never compared.
 */
export class Liveness {
  readonly #timeoutMs: number;
  readonly #seen = new Map<string, { beat: number | undefined; movedAtMs: number }>();

  constructor(timeoutMs: number) {
    this.#timeoutMs = timeoutMs;
  }

  /**
   * Notes the counter of one of them and answers whether it is alive. One that is new is alive; one that shows no
   * counter any more (`undefined`) has not moved.
   */
  observe(id: string, beat: number | undefined, nowMs: number): boolean {
    const seen = this.#seen.get(id);
    if (seen === undefined || (beat !== undefined && seen.beat !== beat)) {
      this.#seen.set(id, { beat, movedAtMs: nowMs });
      return true;
    }
    return nowMs - seen.movedAtMs <= this.#timeoutMs;
  }

  forget(id: string): void {
    this.#seen.delete(id);
  }
}

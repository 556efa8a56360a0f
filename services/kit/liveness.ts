/** Observers look four times in a time-out; after a pause of so much of it, one was not looking. */
const blindShare = 0.75;

/**
 * Judges by this process's own monotonic clock whether others are alive: each has a counter that it moves; one that
 * has not moved for the time-out counts as lost. Clocks of different machines are never compared. Who did not look for
 * most of the time-out (it was stopped, or the database was away) cannot know and gives them the whole of it again.
 */
export class Liveness {
  readonly #timeoutMs: number;
  readonly #seen = new Map<string, { beat: number | undefined; movedAtMs: number; seenAtMs: number }>();

  constructor(timeoutMs: number) {
    this.#timeoutMs = timeoutMs;
  }

  /**
   * Notes the counter of one of them and answers whether it is alive. One that is new is alive; one that shows no
   * counter any more (`undefined`) has not moved.
   */
  observe(id: string, beat: number | undefined, nowMs: number): boolean {
    const seen = this.#seen.get(id);
    const isBlind = seen === undefined || nowMs - seen.seenAtMs > this.#timeoutMs * blindShare;
    const hasMoved = beat !== undefined && seen?.beat !== beat;
    const movedAtMs = isBlind || hasMoved ? nowMs : seen.movedAtMs;
    this.#seen.set(id, { beat: beat ?? seen?.beat, movedAtMs, seenAtMs: nowMs });
    return nowMs - movedAtMs <= this.#timeoutMs;
  }

  /** Forgets all others. */
  keepOnly(ids: ReadonlySet<string>): void {
    for (const id of this.#seen.keys()) if (!ids.has(id)) this.#seen.delete(id);
  }
}

/** How pauses grow. */
export interface PauseRule {
  readonly firstMs: number;
  readonly maxMs: number;
}

/** The pause before the next attempt: doubled each time, and each client's own, so that they do not come all at once. */
export function pauseMs(failures: number, { firstMs, maxMs }: PauseRule, random: () => number): number {
  const full = Math.min(maxMs, firstMs * 2 ** Math.min(failures, 20));
  return full / 2 + (full / 2) * random();
}

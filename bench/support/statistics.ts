import type { Spread } from './result.ts';

/** The value below which the given part of all values lies (nearest rank). @throws {Error} without values */
export function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const found = sorted[Math.max(Math.ceil(sorted.length * part) - 1, 0)];
  if (found === undefined) throw new Error('nothing was measured');
  return found;
}

/** The value in the middle; between two, their mean. */
export function median(values: readonly number[]): number {
  const lower = percentile(values, 0.5);
  const upper = values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? lower;
  return (lower + upper) / 2;
}

export function spreadOf(values: readonly number[]): Spread {
  return { runs: values.length, min: Math.min(...values), max: Math.max(...values) };
}

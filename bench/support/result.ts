import { availableParallelism, cpus, totalmem } from 'node:os';

/** Runs of one figure: how many, and between which values they lay. */
export interface Spread {
  readonly runs: number;
  readonly min: number;
  readonly max: number;
}

/** What a figure is compared with, measured in the same run. */
export interface Yardstick {
  readonly name: string;
  readonly value: number;
  readonly spread: Spread;
}

/** What a figure must show. */
export interface Goal {
  readonly text: string;
  /** Whether it holds, given the figure and its ratio to the yardstick. */
  readonly isMet: (figure: { readonly value: number; readonly ratio: number | null }) => boolean;
}

/** A figure before it is judged. */
export interface Measured {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly spread: Spread;
  readonly yardstick?: Yardstick;
  readonly goal?: Goal;
  /** Further facts that a reader needs to judge the figure. */
  readonly note?: string;
}

/** The database behind a figure. */
export interface DatabaseFacts {
  readonly kind: string;
  readonly version: string;
  readonly writeConcern: string;
}

/** A figure as it is printed. */
export interface Result {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly yardstick: { readonly name: string; readonly value: number } | null;
  readonly ratio: number | null;
  readonly goal: string | null;
  readonly holds: boolean | null;
  readonly runs: number;
  readonly spread: { readonly min: number; readonly max: number };
  readonly yardstickSpread: { readonly min: number; readonly max: number } | null;
  readonly database: DatabaseFacts | null;
  readonly note: string | null;
}

/** What a bench answers with. */
export interface Report {
  readonly bench: string;
  readonly machine: Machine;
  readonly results: readonly Result[];
}

/** Where the figures were measured. */
export interface Machine {
  readonly platform: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly node: string;
}

/** This machine. */
export function describeMachine(): Machine {
  return {
    platform: `${process.platform} ${process.arch}`,
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryGiB: round(totalmem() / 2 ** 30),
    node: process.version,
  };
}

/** Judges a figure by its goal. */
export function judge(measured: Measured, database: DatabaseFacts | null): Result {
  const { name, unit, spread, yardstick, goal } = measured;
  const value = round(measured.value);
  const ratio = yardstick === undefined ? null : round(measured.value / yardstick.value);
  return {
    name,
    value,
    unit,
    yardstick: yardstick === undefined ? null : { name: yardstick.name, value: round(yardstick.value) },
    ratio,
    goal: goal?.text ?? null,
    holds: goal === undefined ? null : goal.isMet({ value, ratio }),
    runs: spread.runs,
    spread: bounds(spread),
    yardstickSpread: yardstick === undefined ? null : bounds(yardstick.spread),
    database,
    note: measured.note ?? null,
  };
}

/** A goal for the ratio to the yardstick. */
export function ratioAtMost(limit: number): Goal {
  return { text: `ratio ≤ ${limit}`, isMet: ({ ratio }) => ratio !== null && ratio <= limit };
}

/** A goal for the ratio to the yardstick. */
export function ratioAtLeast(limit: number): Goal {
  return { text: `ratio ≥ ${limit}`, isMet: ({ ratio }) => ratio !== null && ratio >= limit };
}

/** A goal for the figure itself. */
export function valueAtMost(limit: number, unit: string): Goal {
  return { text: `≤ ${limit} ${unit}`, isMet: ({ value }) => value <= limit };
}

function bounds({ min, max }: Spread): { min: number; max: number } {
  return { min: round(min), max: round(max) };
}

const decimals = 100;

function round(value: number): number {
  return Math.round(value * decimals) / decimals;
}

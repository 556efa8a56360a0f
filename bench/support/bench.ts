import type { DatabaseFacts, Measured } from './result.ts';

/** What a bench is run with. */
export interface BenchOptions {
  /** How often everything is measured. @default the bench's own */
  readonly runs: number | undefined;
  /** Told what is being done, a line at a time. */
  readonly onProgress: (line: string) => void;
  /** Aborted when the bench shall end early. */
  readonly signal: AbortSignal;
}

/** What a bench found. */
export interface BenchOutcome {
  readonly database: DatabaseFacts | null;
  readonly results: readonly Measured[];
}

/** A bench: measures, and ends everything that it started. */
export type Bench = (options: BenchOptions) => Promise<BenchOutcome>;

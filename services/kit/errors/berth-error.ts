import { errorRegistry, type ErrorCode } from './registry.ts';

/** One thing that is wrong with a request, a model or a configuration. */
export interface FieldIssue {
  /** JSON pointer of the place, e.g. `/workers/solver/memory`; empty for the whole. */
  readonly path: string;
  /** The wrong value, shortened; absent where something is missing. */
  readonly value?: string;
  /** What was expected there. */
  readonly expected: string;
  /** What to write instead, where that can be said. */
  readonly remedy?: string;
}

/** What an occurrence of an error adds to its entry in the registry. */
export interface BerthErrorDetails {
  /** What was wrong and what was expected, in one or two sentences. */
  readonly detail: string;
  /** @default the remedy of the registry */
  readonly remedy?: string;
  readonly issues?: readonly FieldIssue[];
  /** Facts for programs, e.g. `{ sessionId, since }`; they become members of the problem detail. */
  readonly facts?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/** An error with a code of the registry. It crosses services as a problem detail and arrives as this class again. */
export class BerthError extends Error {
  override readonly name = 'BerthError';
  readonly code: ErrorCode;
  readonly remedy: string;
  readonly issues: readonly FieldIssue[];
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, details: BerthErrorDetails) {
    super(details.detail, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.remedy = details.remedy ?? errorRegistry[code].remedy;
    this.issues = details.issues ?? [];
    this.facts = details.facts ?? {};
  }

  /** HTTP status of the problem detail. */
  get status(): number {
    return errorRegistry[this.code].status;
  }
}

/** Whether a value is a {@link BerthError} of one of the codes. */
export function isBerthError(value: unknown, ...codes: readonly ErrorCode[]): value is BerthError {
  return value instanceof BerthError && (codes.length === 0 || codes.includes(value.code));
}

import type { Issue } from '../infra/model/check.ts';

/** Codes of refusals (docs/reference/errors.md). */
export type RefusalCode =
  | 'MODEL_INVALID'
  | 'SYNTH_INVALID'
  | 'POLICY_SETTINGS_INVALID'
  | 'POLICY_EXCEPTION_ENDED'
  | 'POLICY_VIOLATED'
  | 'CHANGE_IMMUTABLE'
  | 'OUTPUT_UNUSABLE';

/** One reason why manifests are not written. */
export interface Refusal {
  readonly code: RefusalCode;
  /** What is wrong, as a sentence. */
  readonly detail: string;
  readonly issues?: readonly Issue[];
  /** What no issue can say, in lines of its own. */
  readonly lines?: readonly string[];
  /** As a sentence; absent where the issues say it. */
  readonly remedy?: string;
}

/** Manifests are not written, and what was written before is as it was; has every reason that is known. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly refusals: readonly Refusal[];

  constructor(refusals: readonly Refusal[], cause?: unknown) {
    super(refusals.map(({ detail }) => detail).join(' '), cause === undefined ? undefined : { cause });
    this.refusals = refusals;
  }
}

/** @throws {RefusedError} where there is a reason to */
export function refuse(refusals: readonly Refusal[]): void {
  if (refusals.length > 0) throw new RefusedError(refusals);
}

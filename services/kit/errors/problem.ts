import { BerthError, type FieldIssue } from './berth-error.ts';
import { errorRegistry, isErrorCode } from './registry.ts';

/** The media type of {@link Problem}. */
export const problemMediaType = 'application/problem+json';

/** A problem detail (RFC 9457), the only shape in which an error crosses HTTP. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly remedy: string;
  readonly issues?: readonly FieldIssue[];
  readonly traceId?: string;
  readonly [fact: string]: unknown;
}

/** The problem detail of an error. What is not a {@link BerthError} says nothing of the inside. */
export function toProblem(error: unknown, traceId?: string): Problem {
  const known =
    error instanceof BerthError
      ? error
      : new BerthError('INTERNAL', { detail: 'The service failed in a way that it does not know.' });
  return {
    ...known.facts,
    type: `urn:berth:error:${known.code}`,
    title: errorRegistry[known.code].title,
    status: known.status,
    detail: known.message,
    code: known.code,
    remedy: known.remedy,
    ...(known.issues.length > 0 && { issues: known.issues }),
    ...(traceId !== undefined && { traceId }),
  };
}

const ownMembers = new Set(['type', 'title', 'status', 'detail', 'code', 'remedy', 'issues', 'traceId']);

/** The error that a problem detail carries; `undefined` where the value is none of ours. */
export function fromProblem(value: unknown): BerthError | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { code, detail, remedy, issues } = value as Partial<Problem>;
  if (typeof code !== 'string' || !isErrorCode(code) || typeof detail !== 'string') return undefined;
  return new BerthError(code, {
    detail,
    ...(typeof remedy === 'string' && { remedy }),
    ...(Array.isArray(issues) && { issues: issues as readonly FieldIssue[] }),
    facts: Object.fromEntries(Object.entries(value).filter(([key]) => !ownMembers.has(key))),
  });
}

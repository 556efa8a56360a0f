import type { Issue } from './check.ts';

/** What a user is told of an error. */
export interface ErrorFacts {
  /** What was wrong and what was expected, in one or two sentences. */
  readonly detail: string;
  readonly issues?: readonly Issue[];
  /** What no issue can say, in lines of its own. */
  readonly lines?: readonly string[];
  /** What the user can do about it, as a sentence. */
  readonly remedy?: string | undefined;
  /** By what it is found again: its code, a trace. */
  readonly origin?: string;
}

/** An error as every program of Berth tells it: what was wrong, what was expected where, what to do. Never a stack. */
export function errorLines({ detail, issues = [], lines = [], remedy, origin = '' }: ErrorFacts): readonly string[] {
  return [
    `error: ${detail}`,
    ...issues.map(showIssue),
    ...lines.map((line) => `  ${line}`),
    ...(remedy === undefined ? [] : [`  what to do: ${remedy}`]),
    ...(origin === '' ? [] : [`  ${origin}`]),
  ];
}

function showIssue({ path, value, expected, remedy }: Issue): string {
  const found = value === undefined ? '' : `, found ${value}`;
  const advice = remedy === undefined ? '' : ` (${remedy})`;
  return `  ${path === '' ? 'the whole' : path}: expected ${expected}${found}${advice}`;
}

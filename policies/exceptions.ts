import { compileCheck, type Issue } from '../infra/model/check.ts';
import { renameRemedy } from '../infra/model/near.ts';
import { isDay } from '../infra/model/policy-exceptions.ts';
import { PolicyException } from '../infra/model/policy-settings.ts';
import { showTarget, type Target } from './objects.ts';
import type { Violation } from './violation.ts';

/** In the target of an exception: any kind, or any end of a name. */
export const any = '*';

/** Violations after the exceptions. */
export interface Judged {
  /** Those that count. */
  readonly violations: readonly Violation[];
  /** Those that an exception covers, each with it. */
  readonly excepted: readonly { readonly violation: Violation; readonly exception: PolicyException }[];
  /** Exceptions that cover nothing: they are no longer needed, or name the wrong thing. */
  readonly unused: readonly PolicyException[];
  /** Exceptions whose last day is over; they cover nothing any more. An error. */
  readonly expired: readonly PolicyException[];
}

/**
 * Takes out the violations that are excepted.
 * @param today `YYYY-MM-DD`; an exception still holds on its last day
 */
export function applyExceptions(
  violations: readonly Violation[],
  exceptions: readonly PolicyException[],
  today: string,
): Judged {
  const expired = exceptions.filter(({ until }) => until < today);
  const valid = exceptions.filter(({ until }) => until >= today);
  const pairs = violations.map((violation) => ({
    violation,
    exception: valid.find((exception) => covers(exception, violation)),
  }));
  const isUnused = (exception: PolicyException) => !violations.some((violation) => covers(exception, violation));
  return {
    violations: pairs.filter(({ exception }) => exception === undefined).map(({ violation }) => violation),
    excepted: pairs.flatMap(({ violation, exception }) => (exception === undefined ? [] : [{ violation, exception }])),
    unused: valid.filter(isUnused),
    expired,
  };
}

/** Whether an exception is about a violation; its end date is not looked at. */
export function covers(exception: PolicyException, { rule, target }: Pick<Violation, 'rule' | 'target'>): boolean {
  return exception.rule === rule && names(exception.target, target);
}

function names(wanted: PolicyException['target'], { kind, name, namespace }: Target): boolean {
  if (wanted.kind !== any && wanted.kind !== kind) return false;
  if (wanted.namespace !== undefined && wanted.namespace !== namespace) return false;
  return wanted.name.endsWith(any) ? name.startsWith(wanted.name.slice(0, -1)) : name === wanted.name;
}

/** What an exception is to and what for, as a part of a sentence. */
export function showException({ rule, target }: PolicyException): string {
  return `${rule} for ${showTarget(target.kind === any ? { ...target, kind: 'any object' } : target)}`;
}

const checkException = compileCheck(PolicyException);

/** What is wrong with exceptions apart from what they cover: their shape, unknown rules, days that are in no calendar. */
export function exceptionIssues(exceptions: readonly PolicyException[], ruleIds: ReadonlySet<string>): Issue[] {
  return exceptions.flatMap((exception, index) => {
    const path = `/exceptions/${index}`;
    const checked = checkException(exception);
    if (!checked.ok) return checked.issues.map((issue) => ({ ...issue, path: `${path}${issue.path}` }));
    return [
      ...(ruleIds.has(exception.rule) ? [] : [unknownRule(`${path}/rule`, exception.rule, ruleIds)]),
      ...(isDay(exception.until) ? [] : [wrongDay(`${path}/until`, exception.until)]),
    ];
  });
}

/** An issue for an id that no rule has. */
export function unknownRule(path: string, id: string, ruleIds: ReadonlySet<string>): Issue {
  return {
    path,
    value: `"${id}"`,
    expected: 'the id of a rule',
    remedy: renameRemedy(id, ruleIds, 'Look the rule up in docs/guides/policies.md.'),
  };
}

function wrongDay(path: string, value: string): Issue {
  return { path, value: `"${value}"`, expected: 'a day of the calendar as YYYY-MM-DD, such as "2027-03-31"' };
}

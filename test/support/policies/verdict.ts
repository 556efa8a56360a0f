import { rules } from '../../../policies/rules.ts';
import type { Rule } from '../../../policies/rule.ts';
import { messageOf, violationText } from '../../../policies/violation.ts';
import type { Row } from './row.ts';

/** The rule that a row is about. */
export function ruleOf({ rule: id }: Row): Rule {
  const rule = rules.find((each) => each.id === id);
  if (rule === undefined) throw new Error(`a row names the rule ${id}, which there is not`);
  return rule;
}

/** What every gate has to say of a row, to the letter; `undefined` where the rule is kept. */
export function expectedText(row: Row): string | undefined {
  if (row.broken === undefined) return undefined;
  const rule = ruleOf(row);
  return violationText({ rule: rule.id, message: messageOf(rule, row.broken), remedy: rule.remedy });
}

/** What a row says, as a part of a sentence. */
export function titleOf({ rule, name, broken }: Row): string {
  return `the rule ${rule} is ${broken === undefined ? 'kept' : 'broken'} by ${name}`;
}

/** A row for `test.each`. */
export function titled(row: Row): readonly [title: string, row: Row] {
  return [titleOf(row), row];
}

import { placeIn } from '../policies/violation.ts';
import { rules, stackRules } from '../policies/rules.ts';
import type { AuthoredViolation } from './assemble.ts';
import { showPlaces } from './model-places.ts';
import type { Refusal } from './refusal.ts';

/** The refusal of an environment that breaks mandatory rules: each rule once, with the objects that break it. */
export function policyRefusal(environment: string, violations: readonly AuthoredViolation[]): readonly Refusal[] {
  const mandatory = violations.filter(({ severity }) => severity === 'mandatory');
  if (mandatory.length === 0) return [];
  const byRule = Map.groupBy(mandatory, ({ rule }) => rule);
  return [
    {
      code: 'POLICY_VIOLATED',
      detail: `${environment} breaks ${byRule.size} ${byRule.size === 1 ? 'policy' : 'policies'}.`,
      lines: [...byRule].flatMap(([rule, group]) => ruleLines(environment, rule, group)),
      remedy: 'docs/guides/policies.md tells what each rule is for, and how an exception is declared.',
    },
  ];
}

function ruleLines(environment: string, rule: string, group: readonly AuthoredViolation[]): readonly string[] {
  const title = [...rules, ...stackRules].find(({ id }) => id === rule)?.title ?? '';
  const remedies = new Set(group.map(({ remedy }) => remedy));
  return [
    `${rule}: ${group.length} ${group.length === 1 ? 'object' : 'objects'}${title === '' ? '' : `. ${title}`}`,
    ...group.map(
      (violation) =>
        `  refused ${placeIn(environment, violation)}${whatBreaksIt(violation, title)}${whereFrom(violation)}`,
    ),
    ...[...remedies].map((remedy) => `  what to do: ${remedy}`),
  ];
}

/** A message without what the rule demands, which is said once; what is said of exceptions themselves is no rule's. */
function whatBreaksIt({ message }: AuthoredViolation, title: string): string {
  if (message === title) return '';
  return message.startsWith(`${title}: `) ? message.slice(title.length) : `: ${message}`;
}

function whereFrom({ inModel }: AuthoredViolation): string {
  const text = showPlaces(inModel);
  return text === '' ? '' : `; ${text}`;
}

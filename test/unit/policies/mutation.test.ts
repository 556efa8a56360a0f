import { describe, expect, test } from '@jest/globals';
import { isDeepStrictEqual } from 'node:util';
import { isPodVariable, podVariables } from '../../../policies/cel/variables.ts';
import { createJudge } from '../../../policies/judge.ts';
import { podKinds } from '../../../policies/kinds.ts';
import type { KubernetesObject } from '../../../policies/objects.ts';
import { defaultParameters, type PolicyParameters } from '../../../policies/parameters.ts';
import { rules } from '../../../policies/rules.ts';
import type { Rule } from '../../../policies/rule.ts';
import { mutantsOf, mutantsOfVariable, type Mutant } from '../../support/policies/mutants.ts';
import { several } from '../../support/policies/several.ts';
import { lenientParameters, table, tableParameters } from '../../support/policies/table.ts';

/** What a rule has to say of an object: what is broken, or nothing. */
interface Case {
  readonly object: KubernetesObject;
  readonly isLenient: boolean;
  readonly expected: readonly (readonly string[])[];
}

/** Guards against null: only the API server has any, and `test/cluster/policies.test.ts` has a row for each. */
const onlyThere = ['(dyn(v.projected.sources) == null) ||'];

const strict: PolicyParameters = { ...defaultParameters, ...tableParameters };
const lenient: PolicyParameters = { ...defaultParameters, ...lenientParameters };

/** Cases of a rule: its own rows and what is in no row, where a change mostly shows; and the rows that keep it. */
interface Cases {
  readonly near: readonly Case[];
  readonly far: readonly Case[];
}

function casesOf({ id }: Rule): Cases {
  const toCase = (object: KubernetesObject, places?: readonly string[], isLenient = false): Case => ({
    object,
    isLenient,
    expected: places === undefined ? [] : [places],
  });
  const own = table.filter(({ rule }) => rule === id);
  // The text of a rule is the same for all kinds with pods.
  const others = table.filter(({ rule, object }) => rule !== id && !hasTemplate(object));
  return {
    near: [
      ...own.map(({ object, broken, lenient: isLenient }) => toCase(object, broken, isLenient)),
      ...several.map(({ object, broken: { [id]: places } }) => toCase(object, places)),
    ],
    far: others.map(({ object, lenient: isLenient }) => toCase(object, undefined, isLenient)),
  };
}

function hasTemplate({ kind }: KubernetesObject): boolean {
  return podKinds.some((podKind) => podKind === kind && podKind !== 'Pod');
}

/** Whether one of the cases shows that the rule is not what it was. */
function isFound({ rule }: Mutant, cases: readonly Case[]): boolean {
  const judges = { strict: createJudge([rule], strict), lenient: createJudge([rule], lenient) };
  return cases.some(({ object, isLenient, expected }) => {
    const found = judges[isLenient ? 'lenient' : 'strict'](object).map(({ places }) => places);
    return !isDeepStrictEqual(found, expected);
  });
}

const cases = new Map(rules.map((rule) => [rule.id, casesOf(rule)]));

/** Whether one of the mutants is found: the cases near to their rules are asked first, for they are few. */
function isMissed(mutants: readonly Mutant[]): boolean {
  const isFoundBy = (which: keyof Cases) =>
    mutants.some((mutant) => isFound(mutant, cases.get(mutant.rule.id)?.[which] ?? []));
  return isFoundBy('near') || isFoundBy('far');
}

describe('a part that is taken away from', () => {
  test.each(rules.map((rule): [string, Rule] => [rule.id, rule]))('the rule %s is missed', (_id, rule) => {
    const unnoticed = mutantsOf(rule).filter((mutant) => !isMissed([mutant]));
    expect(unnoticed.map(({ what }) => what).filter((what) => !onlyThere.includes(what))).toEqual([]);
  });

  test.each(Object.keys(podVariables).filter(isPodVariable))('the variable %s is missed', (name) => {
    const unnoticed = mutantsOfVariable(name, rules).filter((readers) => !isMissed(readers));
    expect(unnoticed.map(([reader]) => reader?.what)).toEqual([]);
  });
});

import type { Each, List, Rule } from '../rule.ts';
import { isParameterName, type PolicyParameters } from '../parameters.ts';
import { replaceIdentifier, variablesIn } from './ast.ts';
import { isNull } from './null.ts';
import { toLiteral } from './values.ts';
import { isPodVariable, podVariables, type PodVariable } from './variables.ts';

/** A value with a name, computed before the expressions that read it. */
export interface NamedExpression {
  readonly name: string;
  readonly expression: string;
}

/** A rule for one kind of object as CEL over `object` and `variables`: every gate evaluates this text. */
export interface Composed {
  /** In an order in which each needs only those before it. */
  readonly variables: readonly NamedExpression[];
  /** True where the rule is kept. */
  readonly expression: string;
  /** The list of what breaks the rule, as texts; absent where the rule is about the object as a whole. */
  readonly places?: string;
}

/**
 * Composes a rule for the kinds whose pod is at one place.
 * @param pod where it is, e.g. `object.spec.template`; absent for kinds without pods
 */
export function compose(rule: Rule, pod: string | undefined, parameters: PolicyParameters): Composed {
  const at = (text: string) => (pod === undefined ? text : replaceIdentifier(text, 'pod', pod));
  const { each } = rule;
  const expression = each === undefined ? rule.expression : everyItem(each, rule.expression);
  return {
    variables: variablesFor(expression, parameters).map(({ name, expression }) => ({
      name,
      expression: at(expression),
    })),
    expression: at(expression),
    ...(each !== undefined && { places: at(wrongItems(each, rule.expression)) }),
  };
}

function everyItem({ as, lists }: Each, condition: string): string {
  return lists
    .map(({ in: list, where, nullable }) => {
      const judged = where === undefined ? condition : `!(${where}) || (${condition})`;
      const none = `!has(${list})${nullable === true ? ` || ${isNull(list)}` : ''}`;
      return `(${none} || ${list}.all(${as}, ${judged}))`;
    })
    .join(' && ');
}

function wrongItems({ as, lists, place }: Each, condition: string): string {
  const wrong = ({ where }: List) => (where === undefined ? `!(${condition})` : `(${where}) && !(${condition})`);
  return lists
    .map((list) => {
      const some = `has(${list.in})${list.nullable === true ? ` && !(${isNull(list.in)})` : ''}`;
      return `(${some} ? ${list.in}.filter(${as}, ${wrong(list)}).map(${as}, ${place}) : [])`;
    })
    .join(' + ');
}

function variablesFor(expression: string, parameters: PolicyParameters): readonly NamedExpression[] {
  const found = new Map<string, string>();
  for (const name of variablesIn(expression)) {
    if (isParameterName(name)) found.set(name, toLiteral(parameters[name]));
    else addDerived(name, parameters, found);
  }
  return [...found].map(([name, expression]) => ({ name, expression }));
}

/** Adds a derived variable behind all that it reads itself. */
function addDerived(name: string, parameters: PolicyParameters, found: Map<string, string>): void {
  if (!isPodVariable(name)) throw new RangeError(unknownVariable(name));
  const { expression } = podVariables[name];
  for (const needed of variablesFor(expression, parameters)) found.set(needed.name, needed.expression);
  found.set(name, expression);
}

function unknownVariable(name: string): string {
  const known: readonly PodVariable[] = Object.keys(podVariables).filter(isPodVariable);
  return `variables.${name} is neither a parameter (policies/parameters.ts) nor one of ${known.join(', ')}`;
}

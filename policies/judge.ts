import { compose, type Composed, type NamedExpression } from './cel/compose.ts';
import {
  compileVariables,
  createCompiler,
  evaluationFailure,
  lazyVariables,
  type Compile,
  type Compiled,
  type Scope,
} from './cel/evaluate.ts';
import { toCel } from './cel/values.ts';
import { factsOf, kindOf, type KindName } from './kinds.ts';
import type { KubernetesObject } from './objects.ts';
import type { PolicyParameters } from './parameters.ts';
import type { Rule } from './rule.ts';

/** A rule that an object breaks, and what of it does. */
export interface Breach {
  readonly rule: Rule;
  /** Empty where it is the object as a whole. */
  readonly places: readonly string[];
}

/** Says which rules an object breaks, in the order of the rules. */
export type Judge = (object: KubernetesObject) => readonly Breach[];

/** Rules compiled for one kind of object. */
interface Bench {
  readonly variables: readonly (readonly [name: string, expression: Compiled])[];
  readonly rules: readonly { readonly rule: Rule; readonly holds: Compiled; readonly places?: Compiled }[];
}

/** Makes the judge of some rules. Rules are compiled for a kind when its first object comes. */
export function createJudge(rules: readonly Rule[], parameters: PolicyParameters): Judge {
  const compile = createCompiler();
  const composed = composer(parameters);
  const benches = new Map<KindName, Bench>();
  return (object) => {
    const kind = kindOf(object.apiVersion, object.kind);
    if (kind === undefined) return [];
    const bench = benches.get(kind) ?? createBench(kind, rules, { compile, composed });
    benches.set(kind, bench);
    return bench.rules.length === 0 ? [] : judge(bench, object);
  };
}

/** Whether a rule judges objects of a kind. */
export function judges(rule: Rule, kind: KindName): boolean {
  return rule.matches.some((match) => match.kinds.includes(kind));
}

interface Workshop {
  readonly compile: Compile;
  readonly composed: (rule: Rule, pod: string | undefined) => Composed;
}

/** Kinds whose pod is at the same place share the text of a rule. */
function composer(parameters: PolicyParameters): Workshop['composed'] {
  const byPlace = new Map<string, Composed>();
  return (rule, pod) => {
    const key = `${rule.id} ${pod ?? ''}`;
    const known = byPlace.get(key) ?? compose(rule, pod, parameters);
    byPlace.set(key, known);
    return known;
  };
}

function createBench(kind: KindName, rules: readonly Rule[], { compile, composed: composedFor }: Workshop): Bench {
  const { pod } = factsOf(kind);
  const composed = rules.filter((rule) => judges(rule, kind)).map((rule) => ({ rule, ...composedFor(rule, pod) }));
  const variables = new Map(composed.flatMap((each) => each.variables).map((each) => [each.name, each]));
  return {
    variables: compileVariables(compile, [...variables.values()] satisfies readonly NamedExpression[]),
    rules: composed.map(({ rule, expression, places }) => ({
      rule,
      holds: compile(expression),
      // Compiled when the first object breaks the rule: few do.
      ...(places !== undefined && { places: (scope: Scope) => compile(places)(scope) }),
    })),
  };
}

function judge(bench: Bench, object: KubernetesObject): Breach[] {
  const value = toCel(object);
  const scope: Scope = { object: value, variables: lazyVariables(value, bench.variables) };
  return bench.rules.flatMap(({ rule, holds, places }) => {
    const found = breachOf({ holds, ...(places !== undefined && { places }) }, scope);
    return found === undefined ? [] : [{ rule, places: found }];
  });
}

/**
 * What breaks a rule; `undefined` where it is kept. What cannot be judged breaks it, as in the API server.
 * @throws whatever reading the object throws: what is not known yet breaks no rule
 */
function breachOf(
  { holds, places }: { readonly holds: Compiled; readonly places?: Compiled },
  scope: Scope,
): readonly string[] | undefined {
  try {
    if (holds(scope) === true) return undefined;
  } catch (error) {
    const failure = evaluationFailure(error);
    if (failure === undefined) throw error;
    return [`it cannot be judged (${failure})`];
  }
  try {
    return (places?.(scope) ?? []) as readonly string[];
  } catch {
    // That it is broken is certain, if not what breaks it: the API server too says the message without the places then.
    return [];
  }
}

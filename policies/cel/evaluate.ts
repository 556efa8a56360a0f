import { Environment, EvaluationError, TypeError } from '@marcbachmann/cel-js';
import type { NamedExpression } from './compose.ts';

/** What an expression stands on. */
export interface Scope {
  /** The object, as `toCel` makes it. */
  readonly object: unknown;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** An expression that can be evaluated again and again. */
export type Compiled = (scope: Scope) => unknown;

/** Compiles expressions. */
export type Compile = (text: string) => Compiled;

/** A compiler for expressions over `object` and `variables`. */
export function createCompiler(): Compile {
  const environment = new Environment().registerVariable('object', 'dyn').registerVariable('variables', 'dyn');
  const known = new Map<string, Compiled>();
  return (text) => {
    const compiled = known.get(text) ?? evaluatorOf(environment.parse(text));
    known.set(text, compiled);
    return compiled;
  };
}

function evaluatorOf(evaluate: ReturnType<Environment['parse']>): Compiled {
  return ({ object, variables }): unknown => evaluate({ object, variables });
}

/** Variables of an object, each computed when an expression first reads it. */
export function lazyVariables(
  object: unknown,
  compiled: readonly (readonly [name: string, expression: Compiled])[],
): Readonly<Record<string, unknown>> {
  const variables: Record<string, unknown> = {};
  for (const [name, expression] of compiled) {
    Object.defineProperty(variables, name, {
      configurable: true,
      enumerable: true,
      get() {
        const value = expression({ object, variables });
        Object.defineProperty(variables, name, { value, enumerable: true });
        return value;
      },
    });
  }
  return variables;
}

/** Compiles variables that belong together. */
export function compileVariables(
  compile: Compile,
  variables: readonly NamedExpression[],
): readonly (readonly [name: string, expression: Compiled])[] {
  return variables.map(({ name, expression }) => [name, compile(expression)] as const);
}

/** What a failed evaluation says, in one line; `undefined` where something else failed, such as reading the object. */
export function evaluationFailure(error: unknown): string | undefined {
  const isFailure = error instanceof EvaluationError || error instanceof TypeError;
  return isFailure ? error.summary : undefined;
}

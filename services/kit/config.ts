import type { Static, TObject, TSchema } from 'typebox';
import { compileCheck, type Issue } from '../../infra/model/check.ts';
import { BerthError } from './errors/berth-error.ts';

/**
 * Reads the configuration of a service from environment variables by its schema: every property is the name of a
 * variable; a `default` makes it optional.
 * @throws {BerthError} `CONFIG_INVALID`, naming each variable
 */
export function readConfig<S extends TObject>(schema: S, env: NodeJS.ProcessEnv): Static<S> {
  const values = Object.fromEntries(
    Object.entries(schema.properties)
      .map(([name, property]) => [name, valueOf(property as DescribedSchema, env[name])] as const)
      .filter(([, value]) => value !== undefined),
  );
  const result = compileCheck(schema)(values);
  if (result.ok) return result.value;
  throw new BerthError('CONFIG_INVALID', {
    detail: `The environment is not valid: ${result.issues.map(show).join('; ')}.`,
    issues: result.issues,
  });
}

type DescribedSchema = TSchema & { readonly type?: string; readonly default?: unknown };

function valueOf(schema: DescribedSchema, text: string | undefined): unknown {
  if (text === undefined || text === '') return schema.default;
  if (schema.type === 'integer' || schema.type === 'number') return Number.isNaN(Number(text)) ? text : Number(text);
  if (schema.type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  return text;
}

function show(issue: Issue): string {
  const found = issue.value === undefined ? 'not set' : `found ${issue.value}`;
  return `${issue.path.slice(1)}: ${found}, expected ${issue.expected}`;
}

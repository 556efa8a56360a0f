import { readFileSync } from 'node:fs';
import type { Static, TObject, TSchema } from 'typebox';
import { compileCheck, type Issue } from '../../infra/model/check.ts';
import { BerthError } from './errors/berth-error.ts';

/**
 * Reads the configuration of a service from environment variables by its schema: every property is the name of a
 * variable; a `default` makes it optional. Where a variable is not set and `<name>_FILE` is, its value is the content of
 * that file: so secrets are mounted.
 * @throws {BerthError} `CONFIG_INVALID`, naming each variable
 */
export function readConfig<S extends TObject>(schema: S, env: NodeJS.ProcessEnv): Static<S> {
  const values = Object.fromEntries(
    Object.entries(schema.properties)
      .map(([name, property]) => [name, valueOf(property as DescribedSchema, textOf(name, env))] as const)
      .filter(([, value]) => value !== undefined),
  );
  const result = compileCheck(schema)(values);
  if (result.ok) return result.value;
  throw new BerthError('CONFIG_INVALID', {
    detail: `The environment is not valid: ${result.issues.map(show).join('; ')}.`,
    issues: result.issues,
  });
}

function textOf(name: string, env: NodeJS.ProcessEnv): string | undefined {
  const text = env[name];
  const file = env[`${name}_FILE`];
  const isSet = text !== undefined && text !== '';
  return isSet || file === undefined || file === '' ? text : contentOf(`${name}_FILE`, file);
}

function contentOf(variable: string, file: string): string {
  try {
    return readFileSync(file, 'utf8').trimEnd();
  } catch (cause) {
    throw new BerthError('CONFIG_INVALID', {
      detail: `${variable}: the file ${file} cannot be read (${(cause as NodeJS.ErrnoException).code ?? 'unknown'}).`,
      remedy: 'Mount the secret there, so that the user of this process can read it.',
      cause,
    });
  }
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

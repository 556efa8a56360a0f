import type { Static, TSchema } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';
import { Settings } from 'typebox/system';
import { escapePointer, renameRemedy } from './near.ts';
import type { SchemaError } from './schema-error.ts';
import { whySecret } from './secret-shapes.ts';
import { withoutOtherBranches } from './union-errors.ts';

/** One place of a value that does not fit its schema. */
export interface Issue {
  /** JSON pointer, e.g. `/sessionTypes/design/workers/solver/memory`; empty for the whole value. */
  readonly path: string;
  /** The wrong value, shortened; absent where something is missing. */
  readonly value?: string;
  readonly expected: string;
  readonly remedy?: string;
}

/** The value with its type, or every place where it does not fit. */
export type CheckResult<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly issues: Issue[] };

/** A check of values against one schema, compiled once. */
export function compileCheck<const S extends TSchema>(schema: S): (value: unknown) => CheckResult<Static<S>> {
  const validator = Compile(schema);
  return (value) => {
    if (validator.Check(value)) return { ok: true, value: value };
    return { ok: false, issues: toIssues(errorsOf(validator, value), schema, value) };
  };
}

/** More than anyone reads. typebox would stop at 8, and each branch of a union has errors of its own. */
const maxErrors = 200;

function errorsOf(validator: Pick<Validator, 'Errors'>, value: unknown): readonly SchemaError[] {
  const before = Settings.Get().maxErrors;
  Settings.Set({ maxErrors });
  try {
    return validator.Errors(value);
  } finally {
    Settings.Set({ maxErrors: before });
  }
}

/** Secrets are looked for here only: values come from requests too, and may be of any length. */
const searchedLength = 2000;
const shownLength = 60;

/** A value as it is shown in a message: JSON, at most 60 characters, without secrets. */
export function showValue(value: unknown): string {
  const json = typeof value === 'bigint' ? `${value}n` : jsonOf(value);
  const text = json.slice(0, searchedLength).replaceAll(userOfAddress, '$1…@');
  if (whySecret({ value: text }) !== undefined) return typeof value === 'string' ? showHidden(value) : typeof value;
  return text.length > shownLength ? `${text.slice(0, shownLength - 3)}…` : text;
}

/** A secret as it is shown in a message: the message may end up in a log. */
export function showHidden(text: string): string {
  return `a text of ${text.length} ${text.length === 1 ? 'character' : 'characters'}`;
}

/** In a text of JSON: `scheme://user:password@`, or `user:password@`; an image's digest is none. */
const userOfAddress = /([a-z][a-z0-9+.-]*:\/\/|[^\s"/@:]+:)(?:\\.|[^"\\])*@(?!sha256:)/gi;

/** A function or a symbol has no JSON, and an object with a bigint or a circle in it has none either: its type stands for it. */
function jsonOf(value: unknown): string {
  try {
    const json = JSON.stringify(value) as string | undefined;
    return json ?? typeof value;
  } catch {
    return Array.isArray(value) ? 'array' : typeof value;
  }
}

function toIssues(errors: readonly SchemaError[], schema: TSchema, root: unknown): Issue[] {
  const issues = new Map<string, Issue>();
  for (const error of withoutOtherBranches(errors)) {
    // An unknown field is reported by its object, with its name, and a union by its branches: these say nothing more.
    if (error.keyword === 'boolean' || error.keyword === 'anyOf') continue;
    for (const issue of issuesOf(error, schema, root)) {
      const known = issues.get(issue.path);
      issues.set(issue.path, known === undefined ? issue : mergeAlternatives(known, issue));
    }
  }
  return [...issues.values()];
}

/** A union reports each of its branches: the reader gets them as one list. */
function mergeAlternatives(a: Issue, b: Issue): Issue {
  if (a.expected.split(' or ').includes(b.expected)) return a;
  return { ...a, expected: `${a.expected} or ${b.expected}` };
}

function issuesOf(error: SchemaError, schema: TSchema, root: unknown): Issue[] {
  const { instancePath, params } = error;
  if (error.keyword === 'required') {
    const names = params['requiredProperties'] as readonly string[];
    return names.map((name) => ({
      path: `${instancePath}/${escapePointer(name)}`,
      expected: 'a value: the field is required',
      remedy: `Add "${name}".`,
    }));
  }
  if (error.keyword === 'additionalProperties') {
    const names = params['additionalProperties'] as readonly string[];
    const pattern = namePatternOf(schema, error.schemaPath);
    if (pattern !== undefined) return names.map((name) => wrongName(instancePath, name, pattern));
    const known = knownFields(schema, error.schemaPath);
    return names.map((name) => unknownField(instancePath, name, known));
  }
  const value = valueAt(root, instancePath);
  // Where only the reference to a secret should be may be the secret itself.
  const isHidden = schemaAt(schema, error.schemaPath)?.['writeOnly'] === true;
  return [
    {
      path: instancePath,
      ...(value !== undefined && {
        value: isHidden && typeof value === 'string' ? showHidden(value) : showValue(value),
      }),
      expected: expectation(error, schema),
    },
  ];
}

function unknownField(parent: string, name: string, known: readonly string[]): Issue {
  const list = known.length === 0 ? 'no further field' : `one of the fields ${known.join(', ')}`;
  return {
    path: `${parent}/${escapePointer(name)}`,
    expected: list,
    remedy: renameRemedy(name, known),
  };
}

/** A name that a table does not take. */
function wrongName(parent: string, name: string, pattern: string): Issue {
  const near = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  const fits = near !== name && new RegExp(pattern).test(near);
  return {
    path: `${parent}/${escapePointer(name)}`,
    value: showValue(name),
    expected: `a name that matches ${pattern}`,
    remedy: fits ? `Write "${near}" instead of "${name}".` : `Rename or remove "${name}".`,
  };
}

function expectation(error: SchemaError, schema: TSchema): string {
  const { params } = error;
  const at = schemaAt(schema, error.schemaPath);
  const description = at?.['description'];
  switch (error.keyword) {
    case 'type':
      return `a value of type ${String(params['type'])}`;
    case 'const':
      return showValue(params['allowedValue']);
    case 'enum':
      return `one of ${(params['allowedValues'] as readonly unknown[]).map(showValue).join(', ')}`;
    case 'pattern':
      return typeof description === 'string' ? description : `text that matches ${String(params['pattern'])}`;
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return `a number ${String(params['comparison'])} ${String(params['limit'])}`;
    default:
      return error.message
        .replace(/^must not have fewer than/, 'at least')
        .replace(/^must not have more than/, 'at most')
        .replace(/^must (be )?/, '');
  }
}

function knownFields(schema: TSchema, schemaPath: string): readonly string[] {
  const properties = schemaAt(schema, schemaPath)?.['properties'];
  return typeof properties === 'object' && properties !== null ? Object.keys(properties) : [];
}

/** What the names of a table look like; `undefined` for an object with fixed fields. */
function namePatternOf(schema: TSchema, schemaPath: string): string | undefined {
  const patterns = schemaAt(schema, schemaPath)?.['patternProperties'];
  return typeof patterns === 'object' && patterns !== null ? Object.keys(patterns)[0] : undefined;
}

function schemaAt(schema: TSchema, schemaPath: string): Record<string, unknown> | undefined {
  const found = valueAt(schema, schemaPath.replace(/^#/, ''));
  return typeof found === 'object' && found !== null ? (found as Record<string, unknown>) : undefined;
}

/** Follows a JSON pointer; typebox does not escape the parts of a schema path, so a key may hold a slash. */
function valueAt(root: unknown, pointer: string): unknown {
  let here: unknown = root;
  let key = '';
  for (const part of pointer.split('/').slice(1)) {
    key = key === '' ? part : `${key}/${part}`;
    const plain = key.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof here !== 'object' || here === null) return undefined;
    if (Object.hasOwn(here, plain)) {
      here = (here as Record<string, unknown>)[plain];
      key = '';
    }
  }
  return key === '' ? here : undefined;
}

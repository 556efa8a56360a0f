import type { Issue } from '../../model/check.ts';
import { showValue } from '../../model/check.ts';
import { nearestOf } from '../../model/near.ts';
import type { FieldType, Kind, LeafType, ObjectType } from './field-types.ts';
import { kindOf, kinds } from './field-types.ts';
import { IssueList } from './issue-list.ts';

/**
 * Compares an object with the schema of its kind (`infra/kubernetes/schema.json`): every unknown field, missing field,
 * value of another type, and every `null`, `undefined`, NaN or function in it. What has a place in no schema is lost at
 * the API server, or refused there: here it is refused with its place.
 *
 * @param path where the object was made, e.g. `workloads/Deployment-lab-system-gateway`; it stands before the JSON
 * pointer in each issue's path
 * @returns nothing for an object that fits
 */
export function checkObject(object: unknown, path: string): Issue[] {
  const issues = new IssueList(path);
  if (!isRecord(object)) {
    issues.add({ value: showValue(object), expected: 'an object of Kubernetes' });
    return issues.all;
  }
  const kind = kindIn(object, issues);
  if (kind === undefined) return issues.all;
  walkObject(object, kind.type, issues);
  if (object['metadata'] === undefined) issues.addAt('metadata', missing('metadata'));
  return issues.all;
}

/** Deeper than any schema goes; a circle ends here. */
const deepest = 100;

function kindIn(object: Readonly<Record<string, unknown>>, issues: IssueList): Kind | undefined {
  const { apiVersion, kind } = object;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') {
    issues.add({ value: showValue({ apiVersion, kind }), expected: 'an object with apiVersion and kind' });
    return undefined;
  }
  const found = kindOf(apiVersion, kind);
  if (found === undefined) issues.addAt('kind', unknownKind(apiVersion, kind));
  return found;
}

function unknownKind(apiVersion: string, kind: string): Omit<Issue, 'path'> {
  const sameKind = [...kinds.values()].find((known) => known.kind === kind);
  const nearKind = nearestOf(
    kind,
    [...kinds.values()].filter((known) => known.apiVersion === apiVersion).map((known) => known.kind),
  );
  return {
    value: showValue(`${apiVersion} ${kind}`),
    expected: 'a kind of infra/kubernetes/schema.json',
    remedy:
      sameKind !== undefined
        ? `Write apiVersion "${sameKind.apiVersion}".`
        : nearKind !== undefined
          ? `Write "${nearKind}" instead of "${kind}".`
          : 'Add the kind to tools/kubernetes-schema/kinds.ts and run npm run schema.',
  };
}

function walk(value: unknown, type: FieldType, issues: IssueList): void {
  switch (type.is) {
    case 'object':
      if (isRecord(value)) walkObject(value, type, issues);
      else issues.add(wrongType(value, `an object (${type.name})`));
      break;
    case 'list':
      if (Array.isArray(value)) walkList(value, type.of, issues);
      else issues.add(wrongType(value, 'a list'));
      break;
    case 'mapOf':
      if (isRecord(value)) walkMap(value, type.of, issues);
      else issues.add(wrongType(value, 'an object'));
      break;
    case 'enum':
      walkEnum(value, type.values, issues);
      break;
    case 'map':
    case 'any':
      walkAny(value, type.is, issues);
      break;
    default:
      if (!isLeaf(value, type.is)) issues.add(wrongType(value, expectedLeaf[type.is]));
  }
}

function walkObject(object: Readonly<Record<string, unknown>>, type: ObjectType, issues: IssueList): void {
  const { fields, required } = type;
  for (const key in object) {
    const field = fields.get(key);
    issues.enter(key);
    if (field !== undefined) walk(object[key], field, issues);
    else if (type.open) walkAny(object[key], 'any', issues);
    else issues.add(unknownField(key, type));
    issues.leave();
  }
  for (const name of required) if (!(name in object)) issues.addAt(name, missing(name));
}

function walkList(list: readonly unknown[], type: FieldType, issues: IssueList): void {
  for (let index = 0; index < list.length; index++) {
    issues.enter(index);
    walk(list[index], type, issues);
    issues.leave();
  }
}

function walkMap(map: Readonly<Record<string, unknown>>, type: FieldType, issues: IssueList): void {
  for (const key in map) {
    issues.enter(key);
    walk(map[key], type, issues);
    issues.leave();
  }
}

function walkEnum(value: unknown, values: ReadonlySet<string>, issues: IssueList): void {
  if (typeof value !== 'string' || !values.has(value)) issues.add(wrongName(value, values));
}

const anyType: LeafType = { is: 'any' };

/** What the schema leaves open must still be JSON. */
function walkAny(value: unknown, is: 'any' | 'map', issues: IssueList): void {
  if (issues.depth > deepest) issues.add({ expected: `at most ${deepest} levels; does it contain itself?` });
  else if (Array.isArray(value) && is === 'any') walkList(value, anyType, issues);
  else if (isRecord(value)) walkMap(value, anyType, issues);
  else if (is === 'map') issues.add(wrongType(value, 'an object'));
  else if (typeof value !== 'string' && typeof value !== 'boolean' && !isNumber(value)) {
    issues.add(wrongType(value, 'a value that JSON has'));
  }
}

/** A sum with a unit of Kubernetes (apimachinery `resource.Quantity`). */
const quantity = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+)?$/;

function isLeaf(value: unknown, is: Exclude<LeafType['is'], 'any' | 'map'>): boolean {
  switch (is) {
    case 'string':
      return typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
      return Number.isSafeInteger(value);
    case 'number':
      return isNumber(value);
    case 'intOrString':
      return typeof value === 'string' || Number.isSafeInteger(value);
    case 'quantity':
      return typeof value === 'string' ? quantity.test(value) : isNumber(value);
  }
}

const expectedLeaf: Readonly<Record<Exclude<LeafType['is'], 'any' | 'map'>, string>> = {
  string: 'a string',
  boolean: 'true or false',
  integer: 'an integer',
  number: 'a number',
  intOrString: 'an integer or a string',
  quantity: 'a quantity such as 2, "500m" or "2Gi"',
};

/** No list either, and no Date, Map or instance of a class: what becomes of those as JSON is not what is seen. */
function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function wrongType(value: unknown, expected: string): Omit<Issue, 'path'> {
  if (value === null || value === undefined) {
    return { value: String(value), expected, remedy: 'Give a value, or leave the field out.' };
  }
  const shown = shownAs(value);
  const asText = typeof value === 'number' && expected === expectedLeaf.string;
  return { value: shown, expected, ...(asText && { remedy: `Write "${shown}".` }) };
}

/** JSON would show NaN as null, and a Map as an empty object. */
function shownAs(value: unknown): string {
  if (typeof value === 'number') return String(value);
  const isOfClass = typeof value === 'object' && value !== null && !Array.isArray(value) && !isRecord(value);
  return isOfClass ? `a ${value.constructor.name}` : showValue(value);
}

function wrongName(value: unknown, values: ReadonlySet<string>): Omit<Issue, 'path'> {
  const expected = `one of ${[...values].join(', ')}`;
  if (typeof value !== 'string') return wrongType(value, expected);
  const near = nearestOf(value, values);
  return { value: showValue(value), expected, ...(near !== undefined && { remedy: `Write "${near}".` }) };
}

function missing(name: string): Omit<Issue, 'path'> {
  return { expected: 'a value: the field is required', remedy: `Add "${name}".` };
}

function unknownField(name: string, { name: type, fields }: ObjectType): Omit<Issue, 'path'> {
  if (name === 'status' && fields.has('metadata')) {
    return { expected: 'no status', remedy: 'Leave "status" out: the cluster writes it.' };
  }
  const near = nearestOf(name, fields.keys());
  return {
    expected: `one of the fields of ${type}: ${[...fields.keys()].join(', ')}`,
    remedy: near === undefined ? `Remove "${name}".` : `Write "${near}" instead of "${name}".`,
  };
}

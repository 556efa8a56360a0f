import type { KubernetesObject } from '../../kubernetes/object.ts';
import { groupOf } from '../../model/api-group.ts';
import { escapePointer } from '../../model/near.ts';
import type { FieldType, ObjectType } from './field-types.ts';
import { kindOf } from './field-types.ts';
import { identityOf } from './identity.ts';
import type { ImmutableRule } from './immutable-rules.ts';
import { immutableRules } from './immutable-rules.ts';
import { valueAt } from './json-patch.ts';
import { isSameValue } from './same-value.ts';

/** A change that the API server refuses, or does not make, on an object that exists. */
export interface Change {
  /** JSON pointer, e.g. `/spec/selector`. */
  readonly path: string;
  /** `undefined` where the field was, or is, not there. */
  readonly before: unknown;
  readonly after: unknown;
}

/**
 * The changes between two versions of one object that can be had only by deleting it and making it anew.
 *
 * Both are compared as they are written. Defaults are known for the fields that are named here, not for what is inside
 * them: a default that is spelt out in the template of a Job counts as a change.
 * @throws {RangeError} when they are two different objects
 */
export function immutableChanges(before: KubernetesObject, after: KubernetesObject): Change[] {
  if (identityOf(before) !== identityOf(after)) {
    throw new RangeError(`${identityOf(before)} and ${identityOf(after)} are two objects, not two versions of one.`);
  }
  const rules = immutableRules.get(`${groupOf(after.apiVersion)}/${after.kind}`) ?? [];
  return rules
    .filter((rule) => rule.onlyIf?.(before, after) ?? true)
    .flatMap((rule) =>
      rule.except === undefined ? fieldChange(rule, before, after) : otherChanges(rule, before, after),
    );
}

function fieldChange(rule: ImmutableRule, before: KubernetesObject, after: KubernetesObject): Change[] {
  const { field, normal = asItIs } = rule;
  const [old, wanted] = [before, after].map((object) => {
    const value = valueAt(object, field) ?? rule.byDefault?.(object);
    return normal(value, object);
  });
  if (rule.allows?.(old, wanted) === true) return [];
  return isSameValue(old, wanted, typeAt(after, field)) ? [] : [changeAt(field, before, after)];
}

function asItIs(value: unknown): unknown {
  return value;
}

/** Every field of the object at the rule's place, but those that may change. */
function otherChanges(
  { field, except = [] }: ImmutableRule,
  before: KubernetesObject,
  after: KubernetesObject,
): Change[] {
  const names = [before, after].flatMap((object) => Object.keys(valueAt(object, field) ?? {}));
  return [...new Set(names)]
    .filter((name) => !except.includes(name))
    .sort()
    .flatMap((name) => fieldChange({ field: [...field, name] }, before, after));
}

function changeAt(field: readonly string[], before: KubernetesObject, after: KubernetesObject): Change {
  return {
    path: field.map((key) => `/${escapePointer(key)}`).join(''),
    before: valueAt(before, field),
    after: valueAt(after, field),
  };
}

const unknownType: FieldType = { is: 'any' };

function typeAt({ apiVersion, kind }: KubernetesObject, field: readonly string[]): FieldType {
  const root: ObjectType | undefined = kindOf(apiVersion, kind)?.type;
  return field.reduce<FieldType>((type, key) => {
    if (type.is === 'object') return type.fields.get(key) ?? unknownType;
    return type.is === 'mapOf' ? type.of : unknownType;
  }, root ?? unknownType);
}

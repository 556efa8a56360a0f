import { groupOf } from '../../model/api-group.ts';
import type { Issue } from '../../model/check.ts';
import { showValue } from '../../model/check.ts';
import { kindOf } from './field-types.ts';
import { nameRuleOf } from './names.ts';
import type { PathedObject } from './pathed-object.ts';

/** The name of an object is there, and the API server takes it. */
export function nameIssues({ path, object: { apiVersion, kind, metadata } }: PathedObject): Issue[] {
  const { name } = metadata;
  const place = `${path}: /metadata/name`;
  if (name === undefined) {
    return [{ path: place, expected: 'a value: a manifest needs the name', remedy: 'Add "name".' }];
  }
  const expected = nameRuleOf(groupOf(apiVersion), kind)(name);
  const scope = scopeIssue({ path, object: { apiVersion, kind, metadata } });
  const wrong = expected === undefined ? [] : [{ path: place, value: showValue(name), expected, remedy: 'Rename it.' }];
  return scope === undefined ? wrong : [...wrong, scope];
}

/** A namespaced object says its namespace, a cluster-wide one has none. */
function scopeIssue({ path, object: { apiVersion, kind, metadata } }: PathedObject): Issue | undefined {
  const place = `${path}: /metadata/namespace`;
  const isNamespaced = kindOf(apiVersion, kind)?.isNamespaced;
  if (isNamespaced === true && metadata.namespace === undefined) {
    return {
      path: place,
      expected: `a namespace: each ${kind} is in one`,
      remedy: 'Add "namespace", or it lands where kubectl stands.',
    };
  }
  if (isNamespaced === false && metadata.namespace !== undefined) {
    return {
      path: place,
      value: showValue(metadata.namespace),
      expected: `no namespace: a ${kind} belongs to the cluster`,
      remedy: 'Remove "namespace".',
    };
  }
  return undefined;
}

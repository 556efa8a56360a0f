import type { KubernetesObject } from '../../kubernetes/object.ts';
import type { KnownObject, LabelSelector, PodTemplateSpec } from '../../kubernetes/types.ts';
import type { Issue } from '../../model/check.ts';
import { showValue } from '../../model/check.ts';
import { escapePointer } from '../../model/near.ts';
import type { PathedObject } from './pathed-object.ts';

const nameLabel = 'app.kubernetes.io/name';
const instanceLabel = 'app.kubernetes.io/instance';

/**
 * The selector of a workload can never be changed on one that exists. So it must follow from what never changes either:
 * the workload's own name, and the instance (the platform in its environment) that its labels name. Its pods carry both,
 * and no two workloads of a namespace select the same pods.
 */
export function selectorIssues(objects: readonly PathedObject[]): Issue[] {
  const owners = new Map<string, string>();
  return objects.flatMap(({ path, object }) => {
    const workload = workloadOf(object);
    if (workload === undefined) return [];
    const issues = [...shapeIssues(path, object, workload), ...templateIssues(path, workload)];
    const key = `${object.metadata.namespace ?? ''} ${JSON.stringify(sorted(workload.selector.matchLabels))}`;
    const owner = owners.get(key);
    if (owner === undefined) owners.set(key, path);
    else issues.push(sharedSelector(path, workload, owner));
    return issues;
  });
}

interface Workload {
  readonly selector: LabelSelector;
  readonly template: PodTemplateSpec;
}

/** A Job is no such workload: the cluster makes its selector. */
function workloadOf(object: KubernetesObject): Workload | undefined {
  const known = object as KnownObject;
  switch (known.kind) {
    case 'Deployment':
    case 'StatefulSet':
    case 'DaemonSet':
      return known.spec;
    default:
      return undefined;
  }
}

function shapeIssues(path: string, { metadata }: KubernetesObject, { selector }: Workload): Issue[] {
  const place = `${path}: /spec/selector`;
  const instance = metadata.labels?.[instanceLabel];
  if (instance === undefined) {
    return [
      {
        path: `${path}: /metadata/labels/${escapePointer(instanceLabel)}`,
        expected: 'the instance that the workload belongs to',
        remedy: 'Label it by labelsOf.',
      },
    ];
  }
  const wanted = { [nameLabel]: metadata.name ?? '', [instanceLabel]: instance };
  const given = selector.matchLabels ?? {};
  const isWanted =
    selector.matchExpressions === undefined && JSON.stringify(sorted(given)) === JSON.stringify(sorted(wanted));
  if (isWanted) return [];
  return [
    {
      path: place,
      value: showValue(selector),
      expected: `matchLabels ${JSON.stringify(wanted)} and nothing else`,
      remedy: 'Select by selectorOf with the name of the workload: a selector can never be changed afterwards.',
    },
  ];
}

function templateIssues(path: string, { selector, template }: Workload): Issue[] {
  const labels = template.metadata?.labels ?? {};
  return Object.entries(selector.matchLabels ?? {})
    .filter(([key, value]) => labels[key] !== value)
    .map(([key, value]) => ({
      path: `${path}: /spec/template/metadata/labels/${escapePointer(key)}`,
      ...(labels[key] !== undefined && { value: showValue(labels[key]) }),
      expected: `${showValue(value)}, as the selector says`,
      remedy: 'Give the pods the labels of the selector.',
    }));
}

function sharedSelector(path: string, { selector }: Workload, owner: string): Issue {
  return {
    path: `${path}: /spec/selector/matchLabels`,
    value: showValue(selector.matchLabels),
    expected: 'pods that no other workload of the namespace selects',
    remedy: `${owner} selects the same: give one of them another name.`,
  };
}

function sorted(labels: Readonly<Record<string, string>> = {}): readonly (readonly [string, string])[] {
  return Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

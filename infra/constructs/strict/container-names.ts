import type { KubernetesObject } from '../../kubernetes/object.ts';
import type { Container, KnownObject, PodSpec } from '../../kubernetes/types.ts';
import type { Issue } from '../../model/check.ts';
import { showValue } from '../../model/check.ts';
import type { PathedObject } from './pathed-object.ts';
import { podTemplateOf } from './pod-template.ts';

/** No two containers of a pod have one name: a schema cannot say so, and the API server refuses the pod. */
export function containerNameIssues({ path, object }: PathedObject): Issue[] {
  const pod = podSpecOf(object);
  if (pod === undefined) return [];
  const { containers, initContainers = [] } = pod.spec;
  const placed = [
    ...containers.map((container, index) => placeIn(`${pod.pointer}/containers/${index}`, container)),
    ...initContainers.map((container, index) => placeIn(`${pod.pointer}/initContainers/${index}`, container)),
  ];
  return [...Map.groupBy(placed, ({ name }) => name).values()].flatMap((same) =>
    same.slice(1).map(({ pointer, name }) => ({
      path: `${path}: ${pointer}/name`,
      value: showValue(name),
      expected: 'a name that no other container of the pod has',
      remedy: 'Rename one of them.',
    })),
  );
}

function placeIn(pointer: string, { name }: Container) {
  return { pointer, name };
}

/** The spec of a Pod, or of the pods that an object makes, and the JSON pointer to it. */
function podSpecOf(object: KubernetesObject): { readonly pointer: string; readonly spec: PodSpec } | undefined {
  const known = object as KnownObject;
  const placed = podTemplateOf(object);
  const spec = known.kind === 'Pod' ? known.spec : placed?.template.spec;
  return spec === undefined ? undefined : { pointer: `${placed?.pointer ?? ''}/spec`, spec };
}

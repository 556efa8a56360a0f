import type { Part } from '../../../../../../infra/charts/part.ts';
import type { Container, PodSpec, PodTemplateSpec, Volume } from '../../../../../../infra/kubernetes/types.ts';
import type { KubernetesObject } from '../../../../../../infra/kubernetes/object.ts';
import type { Environment } from '../../../../../../infra/model/environment.ts';
import { definePlatform } from '../../../../../../infra/model/platform.ts';
import type { Stores } from '../../../../../../infra/model/stores.ts';
import { targetOf, type Target } from '../../../../../../infra/model/target.ts';

/** An environment `prod` of the platform `lab` with these stores. */
export function targetWith(stores: Stores, environment: Partial<Environment> = {}): Target {
  return targetOf(
    definePlatform({ name: 'lab', stores, environments: { prod: { flavour: 'kubernetes', ...environment } } }),
    'prod',
  );
}

/** The one object of a kind and name in a part. */
export function objectOf<T extends KubernetesObject>({ objects }: Part, kind: T['kind'], name?: string): T {
  const found = objects.filter(
    ({ object }) => object.kind === kind && (name === undefined || object.metadata.name === name),
  );
  if (found.length !== 1) throw new Error(`${found.length} objects of kind ${kind} called ${name ?? '(anything)'}`);
  return found[0]?.object as T;
}

/** Edges as lines: `lab-system/auth > lab-data/mongodb:27017`. */
export function edgeLines({ edges }: Part): readonly string[] {
  const show = (peer: Part['edges'][number]['to']): string => {
    if (peer.kind === 'cidr') return peer.cidr;
    return peer.kind === 'workload' ? `${peer.namespace}/${peer.name}` : peer.kind;
  };
  return edges.map(({ from, to, ports }) => `${show(from)} > ${show(to)}:${ports.join('+')}`);
}

/** The pod of a template, with lists in the place of what is absent. */
export function podSpecOf(template: PodTemplateSpec | undefined): PodSpec & {
  readonly initContainers: readonly Container[];
  readonly volumes: readonly Volume[];
  readonly first: Container;
} {
  const spec = template?.spec;
  const [first] = spec?.containers ?? [];
  if (spec === undefined || first === undefined) throw new Error('the template has no containers');
  return { ...spec, initContainers: spec.initContainers ?? [], volumes: spec.volumes ?? [], first };
}

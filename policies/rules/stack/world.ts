import { fieldsOf, itemsOf, textOf, type Fields, type KubernetesObject, type PlacedObject } from '../../objects.ts';
import { factsOf, kindOf, replicatedKinds } from '../../kinds.ts';
import { LabelIndex, labelsOf } from './label-index.ts';

/** An object that makes pods. */
export interface Workload {
  readonly entry: PlacedObject;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  /** The labels of its pods. */
  readonly labels: Readonly<Record<string, string>>;
  /** The spec of its pods. */
  readonly podSpec: Fields;
}

/** All objects of an environment, found again by what rules ask for. */
export interface World {
  readonly objects: readonly PlacedObject[];
  readonly workloads: readonly Workload[];
  /** Workloads by the labels of their pods. */
  readonly workloadsByLabel: LabelIndex<Workload>;
  /** Every object of a kind, whatever its group: `HorizontalPodAutoscaler`. */
  ofKind(kind: string): readonly PlacedObject[];
  /** Whether there is an object; the namespace is empty for kinds that have none. */
  has(kind: string, namespace: string, name: string): boolean;
  /** What scales a workload. */
  scalersOf(workload: Pick<Workload, 'kind' | 'namespace' | 'name'>): readonly Scaler[];
  readonly scalers: readonly Scaler[];
}

/** A HorizontalPodAutoscaler, or a ScaledObject of KEDA. */
export interface Scaler {
  readonly entry: PlacedObject;
  readonly namespace: string;
  readonly target: { readonly kind: string; readonly name: string };
  /** The least number of replicas that it leaves. */
  readonly least: number;
}

/** Sorts the objects of an environment. */
export function createWorld(objects: readonly PlacedObject[]): World {
  const byKind = Map.groupBy(objects, ({ object }) => object.kind);
  const names = new Set(objects.map(({ object }) => keyOf(object.kind, namespaceOf(object), nameOf(object))));
  const workloads = objects.flatMap(workloadOf);
  const scalers = objects.flatMap(scalerOf);
  const scalersByTarget = Map.groupBy(scalers, ({ namespace, target }) => keyOf(target.kind, namespace, target.name));
  return {
    objects,
    workloads,
    workloadsByLabel: new LabelIndex(workloads),
    ofKind: (kind) => byKind.get(kind) ?? [],
    has: (kind, namespace, name) => names.has(keyOf(kind, namespace, name)),
    scalersOf: ({ kind, namespace, name }) => scalersByTarget.get(keyOf(kind, namespace, name)) ?? [],
    scalers,
  };
}

/** The name of an object, empty where it has none. */
export function nameOf({ metadata }: KubernetesObject): string {
  return metadata?.name ?? '';
}

/** The namespace of an object, empty where it has none. */
export function namespaceOf({ metadata }: KubernetesObject): string {
  return metadata?.namespace ?? '';
}

/** The spec of an object, as far as it has one. */
export function specOf(object: KubernetesObject): Fields {
  return fieldsOf((object as unknown as Fields)['spec']);
}

/** The replicas that a workload states; `undefined` where it leaves them to something else. */
export function statedReplicas({ entry }: Pick<Workload, 'entry'>): number | undefined {
  const value = specOf(entry.object)['replicas'];
  return typeof value === 'number' ? value : undefined;
}

/** The least number of replicas that a workload has: as something scales it, as it states, else one. */
export function leastReplicas(world: World, workload: Workload): number {
  const [scaler] = world.scalersOf(workload);
  return scaler === undefined ? (statedReplicas(workload) ?? 1) : scaler.least;
}

/** Workloads that have replicas. */
export function replicated(world: World): readonly Workload[] {
  return world.workloads.filter(({ kind }) => replicatedKinds.some((replicatedKind) => replicatedKind === kind));
}

function keyOf(kind: string, namespace: string, name: string): string {
  return `${kind}/${namespace}/${name}`;
}

function workloadOf(entry: PlacedObject): Workload[] {
  const { object } = entry;
  const kind = kindOf(object.apiVersion, object.kind);
  const at = kind === undefined ? undefined : factsOf(kind).pod;
  if (at === undefined) return [];
  const pod = at
    .split('.')
    .slice(1)
    .reduce<Fields>((here, field) => fieldsOf(here[field]), object as unknown as Fields);
  const labels = labelsOf(fieldsOf(pod['metadata'])['labels']);
  const named = { name: nameOf(object), namespace: namespaceOf(object) };
  return [{ entry, kind: object.kind, ...named, labels, podSpec: fieldsOf(pod['spec']) }];
}

function scalerOf(entry: PlacedObject): Scaler[] {
  const { object } = entry;
  const spec = specOf(object);
  const target = fieldsOf(spec['scaleTargetRef']);
  const common = { entry, namespace: namespaceOf(object) };
  const targetName = textOf(target['name']) ?? '';
  const targetKind = textOf(target['kind']);
  if (object.kind === 'HorizontalPodAutoscaler') {
    return [
      { ...common, target: { kind: targetKind ?? '', name: targetName }, least: numberOr(spec['minReplicas'], 1) },
    ];
  }
  if (object.kind !== 'ScaledObject') return [];
  const kind = targetKind ?? 'Deployment';
  return [{ ...common, target: { kind, name: targetName }, least: numberOr(spec['minReplicaCount'], 0) }];
}

function numberOr(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}

/** All containers of a pod, those that prepare it included. */
export function containersOf(podSpec: Fields): readonly Fields[] {
  return [...itemsOf(podSpec['containers']), ...itemsOf(podSpec['initContainers'])];
}

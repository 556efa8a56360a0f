import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { podTemplateOf } from '../../../infra/constructs/strict/pod-template.ts';
import { toYaml } from '../../../infra/constructs/strict/yaml.ts';
import type { KubernetesObject } from '../../../infra/kubernetes/object.ts';
import type { Synthesis } from '../../../infra/synth.ts';
import { isRecord } from '../../../services/machine/json-file.ts';
import { hostsOf } from '../network/expected.ts';
import { networkOf, type Host } from '../network/reachability.ts';

/** A host with the pods that stand for it where network-config-analyzer looks. */
export interface Stand {
  readonly host: Host;
  /** As the analyzer calls them, `namespace/name`; an address has none. */
  readonly pods: readonly string[];
}

/** Who may talk to whom in an environment. */
export interface Scene {
  readonly synthesis: Synthesis;
  readonly stands: readonly Stand[];
  /** The namespaces of its hosts that are not of the environment. */
  readonly foreign: readonly string[];
}

/** The analyzer makes as many pods of a workload, and no more. */
export const mostPods = 2;

/** The hosts of an environment, each with its pods. */
export function sceneOf(synthesis: Synthesis): Scene {
  const own = new Set<string>(Object.values(synthesis.target.namespaces));
  const hosts = hostsOf(synthesis);
  const workloads = new Map(
    synthesis.objects
      .filter(({ object }) => podTemplateOf(object) !== undefined)
      .map(({ object }) => [`${object.metadata.namespace}/${object.metadata.name}`, object]),
  );
  const stands = hosts.map((host, index): Stand => {
    if (host.kind === 'address') return { host, pods: [] };
    const workload = workloads.get(host.id);
    return { host, pods: workload === undefined ? [`${host.namespace}/beside-${index}`] : podsOf(host.id, workload) };
  });
  const namespaces = hosts.flatMap((host) => (host.kind === 'pod' ? [host.namespace] : []));
  return { synthesis, stands, foreign: [...new Set(namespaces)].filter((name) => !own.has(name)) };
}

function podsOf(id: string, workload: KubernetesObject): readonly string[] {
  const { replicas = 1 } = ('spec' in workload ? workload.spec : {}) as { readonly replicas?: number };
  return Array.from({ length: Math.min(replicas, mostPods) }, (_, index) => `${id}-${index + 1}`);
}

/**
 * Writes what the analyzer reads: the objects of the environment, and the pods and namespaces beside them. It reads two
 * things otherwise than Kubernetes does, so they are said in words that mean the same here and that it understands:
 * - `Exists` in the selector of a peer finds pods in the namespace of the policy only: it becomes `In` with all the values
 *   that the label has in the scene;
 * - a namespace without a label is to it one where the label is empty: namespaces get another value of such a label.
 */
export async function writeScene(folder: string, scene: Scene, objects: readonly KubernetesObject[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  const told = objects.map((object) => (object.kind === 'NetworkPolicy' ? withoutExists(object, scene) : object));
  // A file for each kind: the analyzer passes over a file in which something looks like a template of Helm, such as an
  // ExternalSecret.
  for (const [kind, some] of Map.groupBy(told, (object) => object.kind)) {
    await writeFile(join(folder, `${kind}.yaml`), toYaml(some));
  }
  await writeFile(join(folder, 'beside.yaml'), toYaml([...foreignNamespaces(scene, objects), ...podsBeside(scene)]));
}

function withoutExists<T>(value: T, scene: Scene): T {
  const replace = (_: string, inner: unknown): unknown =>
    isRecord(inner) && inner['operator'] === 'Exists'
      ? { key: inner['key'], operator: 'In', values: valuesOf(String(inner['key']), scene) }
      : inner;
  return JSON.parse(JSON.stringify(value, replace)) as T;
}

function valuesOf(key: string, { stands }: Scene): readonly string[] {
  const values = stands.flatMap(({ host }) => (host.kind === 'pod' ? [host.labels[key] ?? ''] : []));
  return [...new Set(values)].filter((value) => value !== '');
}

function foreignNamespaces({ foreign }: Scene, objects: readonly KubernetesObject[]): readonly KubernetesObject[] {
  const other = Object.fromEntries(emptyLabels(objects).map((key) => [key, 'other']));
  return [...networkOf([], foreign).namespaces].map(([name, labels]) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels: { ...other, ...labels } },
  }));
}

/** The keys that policies want to be empty. */
function emptyLabels(objects: readonly KubernetesObject[]): readonly string[] {
  const keys = new Set<string>();
  const policies = objects.filter(({ kind }) => kind === 'NetworkPolicy');
  JSON.stringify(policies, (_, inner: unknown) => {
    const labels = isRecord(inner) && isRecord(inner['matchLabels']) ? Object.entries(inner['matchLabels']) : [];
    for (const [key, value] of labels) if (value === '') keys.add(key);
    return inner;
  });
  return [...keys];
}

function podsBeside({ stands }: Scene): readonly KubernetesObject[] {
  const spec = { containers: [{ name: 'main', image: 'none' }] };
  return stands.flatMap(({ host, pods }) => {
    const names = pods.map((pod) => pod.slice(pod.indexOf('/') + 1)).filter((name) => name.startsWith('beside-'));
    if (host.kind !== 'pod') return [];
    const { namespace, labels } = host;
    return names.map((name) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace, labels }, spec }));
  });
}

import { readFile } from 'node:fs/promises';
import { parseAllDocuments } from 'yaml';
import { waitUntil } from '../../../services/machine/wait-until.ts';
import { goModules, type OpenGoModule } from '../../../tools/kubernetes-schema/go-module.ts';
import { customKinds, type CustomKinds } from '../../../tools/kubernetes-schema/kinds.ts';
import type { GoContext } from '../go-tools/go-command.ts';
import { expectOk, listAt, valueAt, type ApiClient, type KubernetesObject } from './api-client.ts';

/** A definition and where it comes from. */
export interface CrdSource {
  readonly definition: KubernetesObject;
  /** The module with its version, or `written by hand`; the file says why. */
  readonly origin: string;
}

const BY_HAND = new URL('crds/', import.meta.url);
const SERVED_DEADLINE_MS = 120_000;

/** What stands beside the kinds that Berth writes: what a reader of the cluster or a neighbour of them refers to. */
const NEIGHBOURS: readonly Neighbour[] = [
  neighbours('sigs.k8s.io/karpenter', 'pkg/apis/crds', ['karpenter.sh_nodeclaims']),
  neighbours('sigs.k8s.io/gateway-api', 'config/crd/standard', [
    'gateway.networking.k8s.io_grpcroutes',
    'gateway.networking.k8s.io_backendtlspolicies',
    'gateway.networking.k8s.io_referencegrants',
  ]),
  neighbours('github.com/openshift/api', 'security/v1/zz_generated.crd-manifests', [
    '0000_03_config-operator_01_securitycontextconstraints.crd',
  ]),
  neighbours('github.com/openshift/cluster-autoscaler-operator', 'install', ['01_clusterautoscaler.crd']),
  neighbours('sigs.k8s.io/cluster-api', 'core/config/crd/bases', [
    'cluster.x-k8s.io_clusters',
    'cluster.x-k8s.io_machinepools',
    'cluster.x-k8s.io_machines',
    'cluster.x-k8s.io_machinesets',
  ]),
];

/** The part of a definition that is read here. */
interface DefinitionSpec {
  readonly group: string;
  readonly names: { readonly plural: string };
  readonly versions: readonly { readonly name: string; readonly served: boolean }[];
}

interface Neighbour {
  readonly module: string;
  readonly files: readonly string[];
}

function neighbours(module: string, folder: string, names: readonly string[]): Neighbour {
  return { module, files: names.map((name) => `${folder}/${name}.yaml`) };
}

/**
 * The real definitions of every custom kind that Berth writes, each from the Go module that defines it, and of their
 * neighbours. What no registry has is written by hand, in `crds/`.
 * @throws Error where a module cannot be had or has no such file
 */
export async function readCrds(context: GoContext): Promise<readonly CrdSource[]> {
  const open = goModules(context);
  const found = await Promise.all(customKinds.map((kinds) => readSource(kinds, open)));
  const names = new Set<unknown>();
  return found.flat().filter(({ definition: { metadata } }) => !names.has(metadata.name) && names.add(metadata.name));
}

/**
 * Applies those of {@link readCrds} that the server does not have, and waits until it serves all of them. Call it at the
 * top of a test file, where no time limit of jest's counts the downloads of the first time.
 */
export async function installCrds(cluster: ApiClient, context: GoContext): Promise<readonly CrdSource[]> {
  const sources = await readCrds(context);
  const definitions = sources.map(({ definition }) => definition);
  // One after another: the server makes its documents anew for each, with all its processors.
  for (const definition of await notServed(cluster, definitions)) {
    context.signal?.throwIfAborted();
    await expectOk(cluster.apply(definition));
  }
  const look = async () => ((await notServed(cluster, definitions)).length === 0 ? true : undefined);
  const what = `${definitions.length} custom resource definitions to be served`;
  await waitUntil(look, { what, deadlineMs: SERVED_DEADLINE_MS, everyMs: 100, signal: context.signal });
  return sources;
}

/** Whether the server says of a definition that it serves its kinds. */
export function isEstablished(definition: unknown): boolean {
  return listAt(definition, 'status', 'conditions').some(
    (condition) => valueAt(condition, 'type') === 'Established' && valueAt(condition, 'status') === 'True',
  );
}

/** The definitions of which a client cannot find the kind in each version: the server lists established ones only. */
async function notServed(
  cluster: ApiClient,
  definitions: readonly KubernetesObject[],
): Promise<readonly KubernetesObject[]> {
  const specOf = (definition: KubernetesObject) => definition['spec'] as DefinitionSpec;
  const paths = (spec: DefinitionSpec) =>
    spec.versions.filter(({ served }) => served).map(({ name }) => `/apis/${spec.group}/${name}`);
  const listed = new Map<string, readonly unknown[]>();
  for (const path of new Set(definitions.flatMap((definition) => paths(specOf(definition))))) {
    const { body } = await cluster.request('GET', path);
    listed.set(
      path,
      listAt(body, 'resources').map((resource) => valueAt(resource, 'name')),
    );
  }
  return definitions.filter((definition) => {
    const spec = specOf(definition);
    return !paths(spec).every((path) => listed.get(path)?.includes(spec.names.plural));
  });
}

async function readSource({ module, resources }: CustomKinds, open: OpenGoModule): Promise<readonly CrdSource[]> {
  if (module === undefined) {
    const texts = await Promise.all(resources.map(({ file }) => readFile(new URL(file, BY_HAND), 'utf8')));
    return texts.flatMap((text) => definitionsIn(text, 'written by hand'));
  }
  const files = await open(module.path, module.version);
  const beside = NEIGHBOURS.filter((neighbour) => neighbour.module === module.path).flatMap(
    (neighbour) => neighbour.files,
  );
  return [...resources.map(({ file }) => file), ...beside].flatMap((file) =>
    definitionsIn(files.text(file), `${module.path} ${module.version}`),
  );
}

function definitionsIn(text: string, origin: string): readonly CrdSource[] {
  const objects = parseAllDocuments(text).map((document) => document.toJS() as KubernetesObject | null);
  return objects
    .filter((object) => object?.kind === 'CustomResourceDefinition')
    .map((object) => ({ definition: object as KubernetesObject, origin }));
}

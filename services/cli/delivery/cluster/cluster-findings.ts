import type { ExpectedSecret } from '../../../../infra/charts/secrets/expected-secret.ts';
import { expectedSecrets } from '../../../../infra/charts/secrets/expected-secrets.ts';
import { identityOf } from '../../../../infra/constructs/strict/identity.ts';
import type { KubernetesObject } from '../../../../infra/kubernetes/object.ts';
import { groupOf } from '../../../../infra/model/api-group.ts';
import { checkNodes, type LiveNode, type NodeFinding } from '../../../../infra/model/check-nodes.ts';
import { poolLabel } from '../../../../infra/model/pools.ts';
import type { Target } from '../../../../infra/model/target.ts';
import type { Synthesis } from '../../../../infra/synth.ts';
import type { Finding } from '../../../machine/doctor.ts';
import { claimsWithoutClass, neededObjects } from './cluster-needs.ts';
import { providerOf } from './providers.ts';

/** What a cluster has, of that which an environment counts on. */
export interface ClusterFacts {
  /** Of Kubernetes, e.g. `v1.34.4`. */
  readonly version: string;
  /** Kinds that the API server knows, as `apps/v1/Deployment`. */
  readonly served: ReadonlySet<string>;
  /** Identities of those objects that are there, of all that were looked for. */
  readonly present: ReadonlySet<string>;
  /** The keys of the Secrets that are there, by `namespace/name`. Never their values. */
  readonly secretKeys: ReadonlyMap<string, readonly string[]>;
  readonly defaultStorageClasses: readonly string[];
  readonly nodes: readonly LiveNode[];
}

type Made = Pick<Synthesis, 'objects' | 'crds'>;

/** Compares a cluster with what an environment counts on. */
export function clusterFindings(facts: ClusterFacts, target: Target, synthesis: Made): readonly Finding[] {
  return [
    versionFinding(facts, synthesis),
    ...kindFindings(facts, synthesis),
    ...namespaceFindings(facts, target),
    ...neededObjects(target, synthesis).map(({ object, why, remedy }) =>
      presence(nameOf(object), facts.present.has(identityOf(object)), { why, remedy }),
    ),
    ...defaultClassFindings(facts, synthesis),
    ...secretFindings(facts, target),
    ...nodeFindings(facts, target),
  ];
}

/** What presence says, and what to do about absence. */
interface Advice {
  readonly why: string;
  readonly remedy: string;
}

function presence(name: string, isThere: boolean, { why, remedy }: Advice): Finding {
  return isThere ? { name, state: 'ok', why } : { name, state: 'missing', why, remedy };
}

function nameOf({ kind, metadata: { namespace, name = '' } }: KubernetesObject): string {
  return `${kind} ${namespace === undefined ? name : `${namespace}/${name}`}`;
}

/** Tokens say the node of their pod, and admission policies read it, since 1.32 (ServiceAccountTokenPodNodeInfo). */
const lowestMinor = 32;
/** `resource.k8s.io/v1`, by which GPUs are claimed, is there since 1.34. */
const claimsMinor = 34;

function versionFinding({ version }: ClusterFacts, { objects }: Made): Finding {
  const hasClaims = objects.some(({ object }) => groupOf(object.apiVersion) === 'resource.k8s.io');
  const wanted = hasClaims ? claimsMinor : lowestMinor;
  const what = hasClaims ? 'GPUs are claimed (DRA)' : 'local directories are bound to their nodes by their tokens';
  const [, major = 0, minor = 0] = (/^v?(\d+)\.(\d+)/.exec(version) ?? []).map(Number);
  const isRight = major > 1 || (major === 1 && minor >= wanted);
  const why = `${what}: 1.${wanted} or newer is needed`;
  if (isRight) return { name: 'Kubernetes', state: 'ok', found: version, why };
  return { name: 'Kubernetes', state: 'missing', found: version, why, remedy: 'Upgrade the cluster.' };
}

/** One for each third part that has to bring kinds, and one for each version of Kubernetes' own that is not there. */
function kindFindings({ served }: ClusterFacts, { objects, crds }: Made): readonly Finding[] {
  const own = new Set(crds.map(definedKind));
  const used = new Set(objects.map(({ object: { apiVersion, kind } }) => `${apiVersion}/${kind}`));
  const foreign = [...used].filter((kind) => !own.has(withoutVersion(kind)));
  const byProvider = Map.groupBy(foreign, (kind) => providerOf(groupOf(kind.slice(0, kind.lastIndexOf('/')))));
  return [...byProvider].flatMap(([{ name, remedy }, kinds]): Finding[] => {
    const missing = kinds.filter((kind) => !served.has(kind)).toSorted();
    const shown = kinds.map((kind) => kind.slice(kind.lastIndexOf('/') + 1)).toSorted();
    const why = name === kubernetesKinds ? 'objects of the environment are of them' : `brings ${shown.join(', ')}`;
    if (missing.length === 0) return [{ name, state: 'ok', why }];
    return [{ name, state: 'missing', found: `no ${missing.join(', ')}`, why, remedy }];
  });
}

const kubernetesKinds = providerOf('').name;

/** `<group>/<kind>` that a definition brings. */
function definedKind(definition: KubernetesObject): string {
  const { spec } = definition as { readonly spec?: { readonly group?: string; readonly names?: { kind?: string } } };
  return `${spec?.group ?? ''}/${spec?.names?.kind ?? ''}`;
}

/** `nfd.k8s-sigs.io/v1alpha1/NodeFeatureRule` → `nfd.k8s-sigs.io/NodeFeatureRule`. */
function withoutVersion(kind: string): string {
  const parts = kind.split('/');
  return parts.length === 3 ? `${parts[0] ?? ''}/${parts[2] ?? ''}` : kind;
}

/** Of the environment itself: they are made with its secrets, or when it is applied. */
function namespaceFindings({ present }: ClusterFacts, { name, namespaces }: Target): readonly Finding[] {
  const own = Object.values(namespaces as unknown as Readonly<Record<string, string>>);
  const missing = own.filter((namespace) => !present.has(`Namespace ${namespace}`));
  const why = 'hold the environment';
  if (missing.length === 0) return [{ name: 'Namespaces', state: 'ok', found: own.join(', '), why }];
  const remedy = `\`berth secrets init ${name}\` makes them, and so does applying the manifests.`;
  return [{ name: 'Namespaces', state: 'optional-missing', found: `no ${missing.join(', ')}`, why, remedy }];
}

function defaultClassFindings({ defaultStorageClasses }: ClusterFacts, synthesis: Made): readonly Finding[] {
  const claims = claimsWithoutClass(synthesis);
  if (claims.length === 0) return [];
  const name = 'Default StorageClass';
  const why = `volumes of ${claims.join(', ')} name no class`;
  if (defaultStorageClasses.length > 0) return [{ name, state: 'ok', found: defaultStorageClasses.join(', '), why }];
  const remedy =
    'Annotate a class with storageclass.kubernetes.io/is-default-class=true, or name one by `storageClass`.';
  return [{ name, state: 'missing', why, remedy }];
}

function secretFindings({ secretKeys, present }: ClusterFacts, target: Target): readonly Finding[] {
  const store = target.environment.secrets?.store;
  return expectedSecrets(target).map(({ namespace, name, keys }): Finding => {
    const missing = Object.keys(keys).filter((key) => secretKeys.get(`${namespace}/${name}`)?.includes(key) !== true);
    const finding = { name: `Secret ${namespace}/${name}`, why: purposesOf(keys) };
    if (missing.length === 0) return { ...finding, state: 'ok' };
    const lack = { ...finding, ...(secretKeys.has(`${namespace}/${name}`) && { found: `no ${missing.join(', ')}` }) };
    if (store === undefined) {
      return { ...lack, state: 'missing', remedy: `Run \`berth secrets init ${target.name}\`.` };
    }
    const state = present.has(`Namespace ${namespace}`) ? 'missing' : 'optional-missing';
    const remedy = `External Secrets bring it from "${store}" once the manifests are applied: look at the state of the ExternalSecret.`;
    return { ...lack, state, remedy };
  });
}

function purposesOf(keys: ExpectedSecret['keys']): string {
  return [...new Set(Object.values(keys).map(({ purpose }) => purpose))].join('; ');
}

function nodeFindings({ nodes }: ClusterFacts, target: Target): readonly Finding[] {
  if (target.pools.length === 0) return [anyNodeFinding(nodes)];
  const findings = checkNodes(target, nodes);
  const wrong = new Set(findings.map(({ pool }) => pool));
  const right = target.pools
    .filter(({ name }) => !wrong.has(name))
    .map(({ name }): Finding => {
      const count = nodes.filter(({ metadata }) => metadata.labels?.[poolLabel] === name).length;
      return { name: `Pool ${name}`, state: 'ok', found: `${count} ${count === 1 ? 'node' : 'nodes'}`, why: poolWhy };
    });
  return [...right, ...findings.map(nodeFinding)];
}

const poolWhy = 'workers and services are placed on its nodes';

function nodeFinding({ pool, node, what, found, expected, remedy }: NodeFinding): Finding {
  return {
    name: node === undefined ? `Pool ${pool}` : `Node ${node}`,
    state: 'missing',
    found: `${what}: ${found}`,
    why: `the pool ${pool} is to have ${expected}`,
    remedy,
  };
}

function anyNodeFinding(nodes: readonly LiveNode[]): Finding {
  const count = nodes.filter(({ metadata }) => metadata.labels?.['kubernetes.io/os'] === 'linux').length;
  const advice = { why: 'everything runs on them: the model has no node pools', remedy: 'Add nodes to the cluster.' };
  return { ...presence('Linux nodes', count > 0, advice), found: String(count) };
}

import { kindOf } from '../../../../infra/constructs/strict/field-types.ts';
import { identityOf } from '../../../../infra/constructs/strict/identity.ts';
import { expectedSecrets } from '../../../../infra/charts/secrets/expected-secrets.ts';
import type { KubernetesObject } from '../../../../infra/kubernetes/object.ts';
import type { LiveNode } from '../../../../infra/model/check-nodes.ts';
import type { Target } from '../../../../infra/model/target.ts';
import type { Synthesis } from '../../../../infra/synth.ts';
import { concurrently } from '../../transfer/concurrently.ts';
import type { ClusterFacts } from './cluster-findings.ts';
import { neededObjects } from './cluster-needs.ts';
import { collectionPath, objectPath, unexpectedAnswer, type KubeClient } from './kube-client.ts';
import type { KubeAnswer } from './kube-http.ts';

const parallelRequests = 8;
const notFound = 404;
const defaultClassAnnotation = 'storageclass.kubernetes.io/is-default-class';

/**
 * Looks up in a cluster what an environment counts on. Changes nothing.
 * @throws {CommandError} where the cluster does not answer, or the user may not look
 */
export async function readClusterFacts(
  client: KubeClient,
  target: Target,
  synthesis: Synthesis,
): Promise<ClusterFacts> {
  const { gitVersion } = await body(client, '/version', 'Reading the version');
  return {
    version: String(gitVersion),
    served: await servedKinds(client, synthesis),
    present: await presentObjects(client, target, synthesis),
    secretKeys: await secretKeys(client, target),
    defaultStorageClasses: await defaultStorageClasses(client),
    nodes: await list<LiveNode>(client, 'v1', 'Node'),
  };
}

async function servedKinds(client: KubeClient, { objects }: Synthesis): Promise<ReadonlySet<string>> {
  const versions = [...new Set(objects.map(({ object }) => object.apiVersion))];
  const served = await concurrently(versions, parallelRequests, async (version) => {
    const path = version.includes('/') ? `/apis/${version}` : `/api/${version}`;
    const answer = await client.request('GET', path);
    if (answer.status === notFound) return [];
    const { resources = [] } = expectOk(answer, `Reading the kinds of ${version}`) as {
      resources?: readonly Resource[];
    };
    return resources.map(({ kind }) => `${version}/${kind}`);
  });
  return new Set(served.flat());
}

interface Resource {
  readonly kind: string;
}

async function presentObjects(client: KubeClient, target: Target, synthesis: Synthesis): Promise<ReadonlySet<string>> {
  const own = Object.values(target.namespaces as unknown as Readonly<Record<string, string>>);
  const asked: readonly KubernetesObject[] = [
    ...own.map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } })),
    ...neededObjects(target, synthesis).map(({ object }) => object),
  ];
  const answers = await concurrently(asked, parallelRequests, async (object) =>
    (await find(client, object)) === undefined ? [] : [identityOf(object)],
  );
  return new Set(answers.flat());
}

async function secretKeys(client: KubeClient, target: Target): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = await concurrently(expectedSecrets(target), parallelRequests, async ({ namespace, name }) => {
    const secret = await find(client, { apiVersion: 'v1', kind: 'Secret', metadata: { namespace, name } });
    const keys = Object.keys(secret?.['data'] ?? {});
    return secret === undefined ? [] : [[`${namespace}/${name}`, keys] as const];
  });
  return new Map(found.flat());
}

async function defaultStorageClasses(client: KubeClient): Promise<readonly string[]> {
  const classes = await list<KubernetesObject>(client, 'storage.k8s.io/v1', 'StorageClass');
  return classes
    .filter(({ metadata }) => metadata.annotations?.[defaultClassAnnotation] === 'true')
    .map(({ metadata: { name = '' } }) => name);
}

async function list<T>(client: KubeClient, apiVersion: string, kind: string): Promise<readonly T[]> {
  const known = kindOf(apiVersion, kind);
  if (known === undefined) throw new TypeError(`${kind} is no kind that Berth knows`);
  const { items = [] } = await body(client, collectionPath(known), `Listing ${known.plural}`);
  return items as readonly T[];
}

/** An object; `undefined` where it, or its kind, is not there. */
async function find(client: KubeClient, object: KubernetesObject): Promise<KubeAnswer['body'] | undefined> {
  const answer = await client.request('GET', objectPath(object));
  return answer.status === notFound ? undefined : expectOk(answer, `Reading ${identityOf(object)}`);
}

async function body(client: KubeClient, path: string, what: string): Promise<KubeAnswer['body']> {
  return expectOk(await client.request('GET', path), what);
}

function expectOk(answer: KubeAnswer, what: string): KubeAnswer['body'] {
  if (answer.status !== 200) throw unexpectedAnswer(what, answer);
  return answer.body;
}

import { kinds } from '../../../../infra/constructs/strict/field-types.ts';
import { identityOf } from '../../../../infra/constructs/strict/identity.ts';
import type { KubernetesObject } from '../../../../infra/kubernetes/object.ts';
import { fieldChanges, semanticDiff, type ObjectChange } from '../../../../stacks/diff/semantic-diff.ts';
import { concurrently } from '../../transfer/concurrently.ts';
import { collectionPath, objectPath, unexpectedAnswer, type KubeClient } from './kube-client.ts';
import type { KubeAnswer } from './kube-http.ts';

/** As whom the manifests are applied: `kubectl apply --server-side` has this name for its fields. */
const fieldManager = 'kubectl';
const parallelRequests = 8;
/** So often an object is compared that others are writing meanwhile. */
const attempts = 5;
const notFound = 404;
const unprocessable = 422;
const applyType = 'application/apply-patch+yaml';

/** Objects of these kinds are made by others from ours, with our labels, or are not in the manifests: Secrets. */
const derivedKinds = new Set([
  'Pod',
  'ResourceClaim',
  'PersistentVolumeClaim',
  'PersistentVolume',
  'Secret',
  'Lease',
  'Node',
  'ResourceSlice',
]);

/**
 * What applying would change in a cluster, by its own word: each object is applied without being stored, and the answer is
 * compared with what is there. So defaults, and fields of others, are no differences.
 * @param selector labels of everything of the environment: what has them and is not among the objects would be left over
 */
export async function liveDiff(
  client: KubeClient,
  objects: readonly KubernetesObject[],
  selector: Readonly<Record<string, string>>,
): Promise<readonly ObjectChange[]> {
  const changes = await concurrently(objects, parallelRequests, (object) => changeOf(client, object));
  const leftOver = await leftOvers(client, objects, selector);
  return [...changes.flat(), ...leftOver.map((object): ObjectChange => ({ change: 'removed', object }))];
}

async function changeOf(client: KubeClient, object: KubernetesObject): Promise<readonly ObjectChange[]> {
  const path = objectPath(object);
  for (let attempt = 1; ; attempt++) {
    const live = await client.request('GET', path);
    if (live.status === notFound) return [{ change: 'added', object }];
    if (live.status !== 200) throw unexpectedAnswer(`Reading ${identityOf(object)}`, live);
    const applied = await client.request('PATCH', `${path}?dryRun=All&force=true&fieldManager=${fieldManager}`, {
      body: object,
      contentType: applyType,
    });
    // A controller that wrote in between would be taken for us.
    if (applied.status === 200 && revisionOf(live) !== revisionOf(applied) && attempt < attempts) continue;
    return changeBetween(object, live, applied);
  }
}

function revisionOf({ body: { metadata } }: KubeAnswer): unknown {
  return isRecord(metadata) ? metadata['resourceVersion'] : undefined;
}

function changeBetween(object: KubernetesObject, live: KubeAnswer, applied: KubeAnswer): readonly ObjectChange[] {
  if (applied.status === unprocessable) {
    const refusal = refusedChange(object, live.body, applied.body);
    if (refusal !== undefined) return [refusal];
  }
  if (applied.status !== 200) throw unexpectedAnswer(`Applying ${identityOf(object)}`, applied);
  const fields = fieldChanges(withoutBookkeeping(live.body), withoutBookkeeping(applied.body), '');
  return fields.length === 0 ? [] : [{ change: 'changed', object, fields, immutable: [] }];
}

/**
 * A change that the object cannot take while it exists; `undefined` where it was refused for another reason: a policy of
 * admission, a value that is wrong in a new object too.
 */
function refusedChange(
  object: KubernetesObject,
  live: Readonly<Record<string, unknown>>,
  answer: Readonly<Record<string, unknown>>,
): ObjectChange | undefined {
  const [change] = semanticDiff([declaredOf(live, object) as KubernetesObject], [object]);
  if (change?.change !== 'changed') return undefined;
  const immutable = change.immutable.length > 0 ? change.immutable : fixedFields(answer);
  return immutable.length === 0 ? undefined : { ...change, immutable };
}

/** Of a custom kind whose rules are not known here the server says which fields it does not let be changed. */
function fixedFields({ details }: Readonly<Record<string, unknown>>): readonly string[] {
  const { causes = [] } = (details ?? {}) as { causes?: readonly { field?: string; message?: string }[] };
  return causes
    .filter(({ message = '' }) => /immutable|cannot be changed|may not change/i.test(message))
    .flatMap(({ field }) => field ?? []);
}

/** Of a live value just what a declared one names: the rest is defaults, and what others wrote. */
function declaredOf(live: unknown, declared: unknown): unknown {
  if (Array.isArray(live) && Array.isArray(declared)) {
    return live.map((item, index) => declaredOf(item, counterpartOf(item, declared) ?? declared[index]));
  }
  if (!isRecord(live) || !isRecord(declared)) return live;
  return Object.fromEntries(
    Object.keys(declared).flatMap((key) => (key in live ? [[key, declaredOf(live[key], declared[key])]] : [])),
  );
}

function counterpartOf(item: unknown, declared: readonly unknown[]): unknown {
  return isRecord(item) && item['name'] !== undefined
    ? declared.find((each) => isRecord(each) && each['name'] === item['name'])
    : undefined;
}

const bookkeeping = new Set(['managedFields', 'resourceVersion', 'generation', 'creationTimestamp', 'uid', 'selfLink']);

/** What `kubectl apply` without `--server-side` remembers; applying on the server drops it. */
const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

function withoutBookkeeping({
  metadata,
  ...rest
}: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const entries = Object.entries(rest).filter(([key]) => key !== 'status');
  const { annotations, ...others } = isRecord(metadata) ? metadata : {};
  const notes = Object.entries(isRecord(annotations) ? annotations : {}).filter(([key]) => key !== lastApplied);
  const kept = Object.entries(others).filter(([key]) => !bookkeeping.has(key));
  return {
    ...Object.fromEntries(entries),
    metadata: { ...Object.fromEntries(kept), ...(notes.length > 0 && { annotations: Object.fromEntries(notes) }) },
  };
}

async function leftOvers(
  client: KubeClient,
  objects: readonly KubernetesObject[],
  selector: Readonly<Record<string, string>>,
): Promise<readonly KubernetesObject[]> {
  const known = new Set(objects.map(identityOf));
  const text = Object.entries(selector)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
  const searched = [...kinds.values()].filter(({ kind }) => !derivedKinds.has(kind));
  const found = await concurrently(searched, parallelRequests, async (kind) => {
    const path = `${collectionPath(kind)}?labelSelector=${encodeURIComponent(text)}`;
    const answer = await client.request('GET', path);
    // A custom kind that the cluster does not have.
    if (answer.status === notFound) return [];
    if (answer.status !== 200) throw unexpectedAnswer(`Listing ${kind.plural}`, answer);
    const items = (answer.body['items'] ?? []) as readonly LiveItem[];
    return items
      .filter(({ metadata }) => (metadata.ownerReferences ?? []).length === 0)
      .map((item): KubernetesObject => ({ ...item, apiVersion: kind.apiVersion, kind: kind.kind }));
  });
  return found.flat().filter((object) => !known.has(identityOf(object)));
}

type LiveItem = Pick<KubernetesObject, 'metadata'> & {
  readonly metadata: { readonly ownerReferences?: readonly unknown[] };
};

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import { randomBytes } from 'node:crypto';
import { expectOk, type ApiClient, type KubernetesObject } from './control-plane/api-client.ts';
import { eventually } from './eventually.ts';

const patienceMs = 60_000;

/**
 * Waits until the API server enforces every admission policy that was applied before. It learns of policies and bindings
 * by watching, in the order of their changes, and takes all that it knows over at once, about each second: when it
 * enforces a policy that is made now, it enforces the earlier ones too.
 * @param namespace one that they are for: by then the server has seen its labels too
 */
export async function untilPoliciesInForce(cluster: ApiClient, namespace: string): Promise<void> {
  const name = `in-force-${randomBytes(4).toString('hex')}`;
  const { metadata } = await expectOk(
    cluster.read({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }),
  );
  const [policy, binding] = refusalOf(name, metadata['labels']);
  await expectOk(cluster.apply(policy));
  await expectOk(cluster.apply(binding));
  try {
    await eventually(() => expectRefused(cluster, { name, namespace }), { patienceMs });
  } finally {
    await cluster.remove(binding);
    await cluster.remove(policy);
  }
}

async function expectRefused(
  cluster: ApiClient,
  metadata: { readonly name: string; readonly namespace: string },
): Promise<void> {
  const probe = { apiVersion: 'v1', kind: 'ConfigMap', metadata };
  const { status, body } = await cluster.create(probe, { dryRun: true });
  if (status === 422 && String(body['message']).includes(`ValidatingAdmissionPolicy '${metadata.name}'`)) return;
  throw new Error(`the API server does not enforce new admission policies yet: it answered ${status}`);
}

/** Refuses the ConfigMap of a name in namespaces with some labels. */
function refusalOf(name: string, namespaceLabels: unknown): readonly [KubernetesObject, KubernetesObject] {
  const group = { apiVersion: 'admissionregistration.k8s.io/v1', metadata: { name } };
  const rule = { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['configmaps'] };
  const namespaceSelector = { matchLabels: namespaceLabels };
  return [
    {
      ...group,
      kind: 'ValidatingAdmissionPolicy',
      spec: {
        matchConstraints: { resourceRules: [rule], namespaceSelector },
        validations: [{ expression: `object.metadata.name != '${name}'` }],
      },
    },
    { ...group, kind: 'ValidatingAdmissionPolicyBinding', spec: { policyName: name, validationActions: ['Deny'] } },
  ];
}

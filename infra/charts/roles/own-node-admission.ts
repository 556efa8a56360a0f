import { labelsOf } from '../../constructs/labels.ts';
import type { ValidatingAdmissionPolicy, ValidatingAdmissionPolicyBinding } from '../../kubernetes/types.ts';
import type { Target } from '../../model/target.ts';

/** Where the API server writes the node of a token that is bound to a pod (Kubernetes 1.32 and later, KEP-4193). */
const nodeOfToken = "request.userInfo.extra[?'authentication.kubernetes.io/node-name'].orValue([])";

/**
 * A local directory changes and deletes the workers of its own node only: the node in its token must be the pod's.
 * Reads are not limited by it: admission never sees them.
 */
export function ownNodeAdmission(
  target: Target,
): readonly [ValidatingAdmissionPolicy, ValidatingAdmissionPolicyBinding] {
  const { system, workers } = target.namespaces;
  const name = `${target.prefix}-own-node`;
  const labels = labelsOf(target, { name: 'own-node', component: 'admission' });
  return [
    {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingAdmissionPolicy',
      metadata: { name, labels },
      spec: {
        failurePolicy: 'Fail',
        matchConstraints: {
          resourceRules: [
            { apiGroups: [''], apiVersions: ['v1'], operations: ['UPDATE', 'DELETE'], resources: ['pods', 'pods/*'] },
          ],
        },
        matchConditions: [
          {
            name: 'asked-by-a-local-directory',
            expression: `request.userInfo.username == 'system:serviceaccount:${system}:local-directory'`,
          },
        ],
        variables: [
          { name: 'ownNodes', expression: nodeOfToken },
          { name: 'node', expression: "has(oldObject.spec.nodeName) ? oldObject.spec.nodeName : ''" },
        ],
        validations: [
          {
            expression: "variables.node != '' && variables.node in variables.ownNodes",
            messageExpression:
              "'a local directory may touch the pods of its own node only: this one is on ' + (variables.node == '' ? 'no node' : variables.node)",
            reason: 'Forbidden',
          },
          {
            // Its labels and annotations, yes; the image of a running worker, no.
            expression: "request.operation == 'DELETE' || object.spec == oldObject.spec",
            message: 'a local directory may change labels and annotations of a pod, not what it runs',
            reason: 'Forbidden',
          },
        ],
      },
    },
    {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata: { name, labels },
      spec: {
        policyName: name,
        validationActions: ['Deny'],
        matchResources: { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': workers } } },
      },
    },
  ];
}

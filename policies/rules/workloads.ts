import { replicatedKinds } from '../kinds.ts';
import type { Rule } from '../rule.ts';

const antiAffinity = 'pod.spec.affinity.podAntiAffinity';

/** Workloads as a whole, what exposes them, and the namespaces they are in. */
export const workloadRules: readonly Rule[] = [
  {
    id: 'workload-spread',
    title: 'What has, or may have, several replicas spreads them',
    reason: 'Otherwise all of them may be on one node, and are lost with it.',
    remedy:
      'Add topologySpreadConstraints on kubernetes.io/hostname, or a podAntiAffinity with a term; where there is only one, ' +
      'state replicas: 1.',
    severity: 'advisory',
    matches: [{ kinds: replicatedKinds }],
    // What leaves its replicas open is scaled by something. In the API server it has one replica at first, and passes.
    expression:
      '(has(object.spec.replicas) && object.spec.replicas < 2)' +
      ' || (has(pod.spec.topologySpreadConstraints) && size(pod.spec.topologySpreadConstraints) > 0)' +
      ` || (has(pod.spec.affinity) && has(${antiAffinity})` +
      ` && (${['required', 'preferred']
        .map((degree) => `${antiAffinity}.${degree}DuringSchedulingIgnoredDuringExecution`)
        .map((terms) => `(has(${terms}) && size(${terms}) > 0)`)
        .join(' || ')}))`,
  },
  {
    id: 'service-external',
    title: 'A Service is open to the outside only where it is declared external',
    reason: 'A LoadBalancer, a NodePort or an external address passes by the gateway and its protection.',
    remedy: 'Use type ClusterIP, or declare it by the label or annotation berth.dev/external: "true".',
    severity: 'mandatory',
    matches: [{ kinds: ['Service'] }],
    expression:
      "((!has(object.spec.type) || !(object.spec.type in ['LoadBalancer', 'NodePort']))" +
      ' && (!has(object.spec.externalIPs) || size(object.spec.externalIPs) == 0))' +
      ' || ' +
      ['labels', 'annotations']
        .map((table) => `object.metadata.${table}`)
        .map(
          (table) => `(has(${table}) && 'berth.dev/external' in ${table} && ${table}['berth.dev/external'] == 'true')`,
        )
        .join(' || '),
  },
  {
    id: 'namespace-pod-security',
    title: 'A namespace enforces the Pod Security level restricted',
    reason: 'It holds for every pod that anybody creates there, whatever made it.',
    remedy:
      'Set the label pod-security.kubernetes.io/enforce: restricted; another level only for the parameter ' +
      'privilegedNamespaces.',
    severity: 'mandatory',
    matches: [{ kinds: ['Namespace'] }],
    parameters: ['privilegedNamespaces'],
    expression:
      "has(object.metadata.labels) && 'pod-security.kubernetes.io/enforce' in object.metadata.labels" +
      " && (object.metadata.labels['pod-security.kubernetes.io/enforce'] == 'restricted'" +
      ' || object.metadata.name in variables.privilegedNamespaces)',
  },
];

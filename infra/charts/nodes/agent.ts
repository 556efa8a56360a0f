import { agentLabel, apiAccessLabel, labelsOf, selectorOf } from '../../constructs/labels.ts';
import { placementOn } from '../../constructs/pool-placement.ts';
import type { DaemonSet, PodSpec } from '../../kubernetes/types.ts';
import type { Pool } from '../../model/pools.ts';
import type { Target } from '../../model/target.ts';
import { apiServerPorts, workload, type Edge } from '../edge.ts';

const graceSeconds = 30;

/** An agent on the nodes of some pools. */
export interface AgentOptions {
  readonly name: string;
  readonly pools: readonly Pool[];
  readonly apiAccess: boolean;
  readonly annotations?: Readonly<Record<string, string>>;
  /** Of its pod, what is different from other agents; its containers above all. */
  readonly pod: PodSpec;
}

/** A DaemonSet of Linux agents, in the namespace for what needs more of a node than others may. */
export function agentDaemonSet(target: Target, { name, pools, apiAccess, annotations, pod }: AgentOptions): DaemonSet {
  const labels = labelsOf(target, { name, component: 'agent' });
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name, namespace: target.namespaces.nodes, labels },
    spec: {
      selector: { matchLabels: selectorOf(target, name) },
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '10%' } },
      template: {
        metadata: {
          labels: { ...labels, [agentLabel]: 'true', ...(apiAccess && { [apiAccessLabel]: 'true' }) },
          ...(annotations !== undefined && { annotations }),
        },
        spec: {
          os: { name: 'linux' },
          serviceAccountName: name,
          automountServiceAccountToken: apiAccess,
          enableServiceLinks: false,
          priorityClassName: 'system-node-critical',
          terminationGracePeriodSeconds: graceSeconds,
          ...placementOn(pools),
          ...pod,
          nodeSelector: { 'kubernetes.io/os': 'linux', ...pod.nodeSelector },
        },
      },
    },
  };
}

/** The way of a workload of the nodes' namespace to the API server. */
export function apiServerEdge(target: Target, name: string): Edge {
  return {
    from: workload(target.namespaces.nodes, name),
    to: { kind: 'api-server' },
    ports: apiServerPorts(target),
    why: `${name} has rights there`,
  };
}

import type { PodDisruptionBudget, TopologySpreadConstraint } from '../kubernetes/types.ts';
import type { Target } from '../model/target.ts';
import { labelsOf, selectorOf, type Labelled } from './labels.ts';

/** Replicas on different nodes, and in different zones where the nodes have any; where it cannot be, they run all the same. */
export function spreadOf(target: Target, name: string): readonly TopologySpreadConstraint[] {
  const labelSelector = { matchLabels: selectorOf(target, name) };
  return [
    { maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway', labelSelector },
    { maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'ScheduleAnyway', labelSelector },
  ];
}

/** One pod at a time may be evicted: a drain never stops for ever, and never takes all. */
export function disruptionBudget(target: Target, namespace: string, labelled: Labelled): PodDisruptionBudget {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: labelled.name, namespace, labels: labelsOf(target, labelled) },
    spec: {
      maxUnavailable: 1,
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
      selector: { matchLabels: selectorOf(target, labelled.name) },
    },
  };
}

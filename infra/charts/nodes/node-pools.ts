import type { KubernetesObject } from '../../kubernetes/object.ts';
import type { Target } from '../../model/target.ts';
import { at, type Part } from '../part.ts';
import { containerNodePools } from './container-node-pools.ts';
import { karpenterObjects } from './karpenter.ts';
import { machineDeployments } from './machine-deployments.ts';
import { machineSetObjects } from './machine-sets.ts';

/**
 * What makes the nodes of an environment, by the mechanism of its flavour. Without one nothing: the nodes are expected
 * to be there then (`expectedNodes`, `checkNodes`).
 */
export function nodePools(target: Target): Part {
  return { objects: at('nodes', nodeObjects(target)), edges: [], access: [] };
}

function nodeObjects(target: Target): readonly KubernetesObject[] {
  const { karpenter, machineSets, configConnector, clusterApi } = target.environment.provisioning ?? {};
  if (karpenter !== undefined) return karpenterObjects(target, karpenter);
  if (machineSets !== undefined) return machineSetObjects(target, machineSets);
  if (configConnector !== undefined) return containerNodePools(target, configConnector);
  return clusterApi === undefined ? [] : machineDeployments(target, clusterApi);
}

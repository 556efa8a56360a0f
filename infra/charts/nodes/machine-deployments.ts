import { labelsOf } from '../../constructs/labels.ts';
import type { MachineDeployment, MachineDeploymentSpecTemplateSpecTaints } from '../../kubernetes/types.ts';
import { poolLabel, type Pool } from '../../model/pools.ts';
import type { ClusterApi } from '../../model/provisioning.ts';
import type { Target } from '../../model/target.ts';
import { capacityAnnotations } from './autoscaler-annotations.ts';
import { clusterApiNamespace } from './foreign-namespaces.ts';
import { givenLabels } from './node-labels.ts';

const clusterNameLabel = 'cluster.x-k8s.io/cluster-name';
const sizeAnnotation = 'cluster.x-k8s.io/cluster-api-autoscaler-node-group';

/** The machines of each pool, as Cluster API makes them. */
export function machineDeployments(target: Target, clusterApi: ClusterApi): readonly MachineDeployment[] {
  return target.pools.map((pool) => machineDeployment(target, clusterApi, pool));
}

/** Without `replicas`: the autoscaler writes it, and Cluster API begins with the smallest number. */
function machineDeployment(target: Target, clusterApi: ClusterApi, pool: Pool): MachineDeployment {
  const name = `${target.prefix}-${pool.name}`;
  const own = { [clusterNameLabel]: clusterApi.cluster, 'app.kubernetes.io/name': name, [poolLabel]: pool.name };
  return {
    apiVersion: 'cluster.x-k8s.io/v1beta2',
    kind: 'MachineDeployment',
    metadata: {
      name,
      namespace: clusterApiNamespace(clusterApi),
      labels: { ...labelsOf(target, { name, component: 'node-pool' }), [clusterNameLabel]: clusterApi.cluster },
      annotations: {
        [`${sizeAnnotation}-min-size`]: String(pool.minNodes),
        [`${sizeAnnotation}-max-size`]: String(pool.maxNodes),
        ...capacityAnnotations(pool),
      },
    },
    spec: {
      clusterName: clusterApi.cluster,
      selector: { matchLabels: own },
      // A rolling update drains nodes with sessions on them: machines are replaced when somebody deletes them.
      rollout: { strategy: { type: 'OnDelete' } },
      template: {
        // Cluster API hands labels on to nodes where its flag --additional-sync-machine-labels names them.
        metadata: { labels: { ...givenLabels(pool), ...own } },
        spec: templateSpec(clusterApi, pool),
      },
    },
  };
}

function templateSpec({ cluster, version, templates, taintPropagation = false }: ClusterApi, pool: Pool) {
  const chosen = templates[pool.name];
  if (chosen === undefined) throw new RangeError(missingTemplates(pool));
  return {
    clusterName: cluster,
    version,
    bootstrap: { configRef: chosen.bootstrap },
    infrastructureRef: chosen.infrastructure,
    // Without the feature gate MachineTaintPropagation its webhook refuses them: the bootstrap template has them then.
    ...(taintPropagation && pool.taints.length > 0 && { taints: pool.taints.map(machineTaint) }),
  };
}

function machineTaint(taint: Pool['taints'][number]): MachineDeploymentSpecTemplateSpecTaints {
  return { ...taint, propagation: 'Always' };
}

function missingTemplates({ name }: Pool): string {
  return `the pool "${name}" has no templates: add it under provisioning/clusterApi/templates`;
}

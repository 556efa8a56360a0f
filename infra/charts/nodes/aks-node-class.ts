import { labelsOf } from '../../constructs/labels.ts';
import type { AKSNodeClass } from '../../kubernetes/types.ts';
import type { Pool } from '../../model/pools.ts';
import type { Karpenter } from '../../model/provisioning.ts';
import type { Target } from '../../model/target.ts';

/** The label by which Karpenter knows how many GPUs a machine type has. */
export const aksGpuCountLabel = 'karpenter.azure.com/sku-gpu-count';
const defaultDiskGiB = 100;

/** What Karpenter makes a virtual machine of AKS from. */
export function aksNodeClass(target: Target, karpenter: Karpenter, pool: Pool): AKSNodeClass {
  const name = `${target.prefix}-${pool.name}`;
  return {
    apiVersion: 'karpenter.azure.com/v1beta1',
    kind: 'AKSNodeClass',
    metadata: { name, labels: labelsOf(target, { name, component: 'node-pool' }) },
    spec: {
      imageFamily: 'Ubuntu',
      osDiskSizeGB: karpenter.diskSize === undefined ? defaultDiskGiB : Number.parseInt(karpenter.diskSize, 10),
      ...(karpenter.subnet !== undefined && { vnetSubnetID: karpenter.subnet }),
      ...(pool.exclusiveCpus && { kubelet: { cpuManagerPolicy: 'static' as const } }),
      // Azure installs the driver and the container toolkit; the device plugin is ours.
      ...(pool.gpu !== undefined && { gpu: { mode: 'Driver' as const } }),
      tags: { 'berth.dev_environment': target.name, 'berth.dev_pool': pool.name },
    },
  };
}

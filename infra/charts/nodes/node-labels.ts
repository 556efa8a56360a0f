import type { Pool } from '../../model/pools.ts';

/** Labels that the kubelet itself writes: whoever makes a node says them another way, or not at all. */
const kubeletLabels: readonly string[] = ['kubernetes.io/os', 'kubernetes.io/arch', 'node.kubernetes.io/windows-build'];
/** Labels of this domain are GKE's own: it writes them, and takes them from nobody. */
const gkeDomain = 'cloud.google.com/';
/** NVIDIA's MIG manager, where there is one, partitions the GPUs of a node as this label says. */
const migConfigLabel = 'nvidia.com/mig.config';

/** The labels that whoever makes the nodes of a pool gives them. */
export function givenLabels({ labels, gpu }: Pick<Pool, 'labels' | 'gpu'>): Readonly<Record<string, string>> {
  const given = Object.entries(labels).filter(([key]) => !kubeletLabels.includes(key) && !key.startsWith(gkeDomain));
  const mig = gpu?.sharing.mode === 'mig' && gpu.resource?.includes('/mig-') === true ? gpu.sharing.profile : undefined;
  return { ...Object.fromEntries(given), ...(mig !== undefined && { [migConfigLabel]: `all-${mig}` }) };
}

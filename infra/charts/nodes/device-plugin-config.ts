import { labelsOf } from '../../constructs/labels.ts';
import type { ConfigMap } from '../../kubernetes/types.ts';
import { wholeGpuResource, type GpuFacts } from '../../model/gpu-facts.ts';
import type { Target } from '../../model/target.ts';
import { linuxGpuPools, type GpuPool } from './gpu-stack.ts';

/** The ConfigMap with a configuration for each pool. */
export const devicePluginConfigName = 'device-plugin-config';

/** Where a ConfigMap is, and what it is called. */
export interface ConfigPlace {
  readonly name: string;
  readonly namespace: string;
}

/**
 * How the GPUs of each pool are handed out: one key a pool, which the label `nvidia.com/device-plugin.config` of its
 * nodes names (NVIDIA/k8s-device-plugin, README "Configuration file", api/config/v1).
 */
export function devicePluginConfig(target: Target, { name, namespace }: ConfigPlace): ConfigMap {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace, labels: labelsOf(target, { name, component: 'agent' }) },
    data: devicePluginData(target),
  };
}

/** The configurations by pool, as YAML. */
export function devicePluginData(target: Pick<Target, 'pools'>): Readonly<Record<string, string>> {
  return Object.fromEntries(linuxGpuPools(target).map((pool) => [pool.name, configOf(pool)]));
}

function configOf({ gpu, exclusiveCpus }: GpuPool): string {
  const lines = [
    'version: v1',
    'flags:',
    `  migStrategy: ${gpu.sharing.mode === 'mig' ? 'mixed' : 'none'}`,
    // The static CPU manager writes the cgroups of a container anew, without its devices unless they are named.
    ...(exclusiveCpus ? ['  plugin:', '    passDeviceSpecs: true'] : []),
    ...sharingOf(gpu.sharing),
  ];
  return `${lines.join('\n')}\n`;
}

/** With a name of its own a share is never taken for a whole GPU, and nobody gets two of them for one. */
function sharingOf(sharing: GpuFacts['sharing']): readonly string[] {
  if (sharing.mode !== 'time-slicing' && sharing.mode !== 'mps') return [];
  return [
    'sharing:',
    `  ${sharing.mode === 'mps' ? 'mps' : 'timeSlicing'}:`,
    '    renameByDefault: true',
    '    failRequestsGreaterThanOne: true',
    '    resources:',
    `      - name: ${wholeGpuResource}`,
    `        replicas: ${sharing.shares}`,
  ];
}

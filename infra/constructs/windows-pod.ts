import type { PodSpec, PodTemplateSpec } from '../kubernetes/types.ts';
import type { Pool } from '../model/pools.ts';
import type { Target } from '../model/target.ts';
import { apiAccessLabel, labelsOf } from './labels.ts';
import type { PodOptions } from './pod.ts';
import { windowsPod } from './security.ts';
import { tolerationsOf } from './tolerations.ts';

/** A Windows pod of a workload, on the nodes of a pool's build. */
export interface WindowsPodOptions extends Omit<PodOptions, 'user'> {
  /** Its build of Windows, its architecture and its taints. */
  readonly pool: Pick<Pool, 'labels' | 'taints' | 'runtimeClass'>;
}

/** What makes a node the right one for a Windows image. */
const nodeKeys = ['kubernetes.io/os', 'kubernetes.io/arch', 'node.kubernetes.io/windows-build'] as const;

/**
 * The template of a Windows pod, built apart from that of Linux pods: of their fields none may be there, not even as
 * `false`. The nodeSelector says what the RuntimeClass says too: webhooks of clouds read nothing else
 * (aws/amazon-vpc-resource-controller-k8s, webhooks/core), and admission merges the two where they agree.
 */
export function windowsPodTemplate(target: Target, options: WindowsPodOptions): PodTemplateSpec {
  const { pool, initContainers, volumes, spread, also, apiAccess = false } = options;
  const spec: PodSpec = {
    os: { name: 'windows' },
    nodeSelector: windowsNodeSelector(pool),
    ...(pool.runtimeClass !== undefined && { runtimeClassName: pool.runtimeClass }),
    ...(pool.taints.length > 0 && { tolerations: tolerationsOf(pool.taints) }),
    serviceAccountName: options.serviceAccount ?? options.name,
    automountServiceAccountToken: apiAccess,
    enableServiceLinks: false,
    priorityClassName: options.priorityClass,
    terminationGracePeriodSeconds: options.graceSeconds,
    securityContext: windowsPod(),
    ...(spread !== undefined && { topologySpreadConstraints: spread }),
    ...(initContainers !== undefined && { initContainers }),
    containers: options.containers,
    ...(volumes !== undefined && { volumes }),
    ...also,
  };
  return {
    metadata: {
      labels: {
        ...labelsOf(target, options),
        ...(apiAccess && { [apiAccessLabel]: 'true' }),
        ...options.labels,
      },
      ...(options.annotations !== undefined && { annotations: options.annotations }),
    },
    spec,
  };
}

/** The labels of the nodes on which an image of the pool's build starts. */
export function windowsNodeSelector(pool: Pick<Pool, 'labels'>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    nodeKeys.flatMap((key) => {
      const value = pool.labels[key];
      return value === undefined ? [] : [[key, value] as const];
    }),
  );
}

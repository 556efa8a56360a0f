import { checksumAnnotation } from '../../constructs/checksum.ts';
import { agentLabel, apiAccessLabel, drainAnnotation, labelsOf, selectorOf } from '../../constructs/labels.ts';
import { placementOn } from '../../constructs/pool-placement.ts';
import { restrictedPod, windowsPod } from '../../constructs/security.ts';
import type { DaemonSet, PodSpec } from '../../kubernetes/types.ts';
import type { Os } from '../../model/hardware.ts';
import { windowsRuntimeClass, type Pool } from '../../model/pools.ts';
import type { Target } from '../../model/target.ts';
import { preStopSeconds, roleContainer, roleVolumes } from './role-container.ts';
import { roleTable } from './role-table.ts';

const role = 'local-directory';

/** A DaemonSet of local directories. */
interface Variant {
  readonly name: string;
  readonly os: Os;
  readonly pools: readonly Pool[];
  /** Of a Windows variant. */
  readonly runtimeClass?: string;
}

/** One for Linux, and one for each build of Windows that the pools have: an image runs only on its own build. */
export function localDirectoryVariants(target: Target): readonly Variant[] {
  const linux = target.pools.filter(({ os }) => os === 'linux');
  const versions = [...new Set(target.pools.flatMap(({ windowsVersion }) => windowsVersion ?? []))].toSorted();
  return [
    { name: role, os: 'linux', pools: linux },
    ...versions.map((version) => ({
      name: `${role}-windows-${version}`,
      os: 'windows' as const,
      pools: target.pools.filter(({ windowsVersion }) => windowsVersion === version),
      runtimeClass: windowsRuntimeClass(target.prefix, version),
    })),
  ];
}

/** A local directory on each node that can have workers. */
export function localDirectories(target: Target, checksum: string): readonly DaemonSet[] {
  return localDirectoryVariants(target).map((variant) => localDirectory(target, variant, checksum));
}

function localDirectory(target: Target, variant: Variant, checksum: string): DaemonSet {
  const { name } = variant;
  const labels = labelsOf(target, { name, component: 'role' });
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name, namespace: target.namespaces.system, labels },
    spec: {
      selector: { matchLabels: selectorOf(target, name) },
      // Workers live on while their node's directory is replaced; a tenth of the nodes at a time is soon done.
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '10%' } },
      template: {
        metadata: {
          labels: { ...labels, [agentLabel]: 'true', [apiAccessLabel]: 'true' },
          annotations: { [checksumAnnotation]: checksum, [drainAnnotation]: String(roleTable[role].drainSeconds) },
        },
        spec: {
          ...podOf(target, variant),
          // Without pools on every node of the operating system.
          ...(variant.pools.length > 0 && placementOn(variant.pools)),
        },
      },
    },
  };
}

function podOf(target: Target, { os, runtimeClass }: Variant): PodSpec {
  return {
    os: { name: os },
    nodeSelector: { 'kubernetes.io/os': os, ...(os === 'windows' && { 'kubernetes.io/arch': 'amd64' }) },
    ...(runtimeClass !== undefined && { runtimeClassName: runtimeClass }),
    serviceAccountName: role,
    // The token is bound to this pod, and so to its node: admission compares the two (own-node-admission.ts).
    automountServiceAccountToken: true,
    enableServiceLinks: false,
    priorityClassName: 'system-node-critical',
    terminationGracePeriodSeconds: preStopSeconds + roleTable[role].drainSeconds,
    securityContext: os === 'windows' ? windowsPod() : restrictedPod(target),
    containers: [roleContainer(target, role, os)],
    volumes: roleVolumes(role),
  };
}

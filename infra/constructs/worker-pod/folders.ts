import type { Volume, VolumeMount } from '../../kubernetes/types.ts';
import type { Os } from '../../model/hardware.ts';
import type { WorkerPodInput } from './input.ts';
import { showBytes } from '../resources.ts';

/** Where folders are in the containers of a worker's Pod. */
export const folders: Readonly<Record<Os, { readonly scratch: string; readonly supervisor: string }>> = {
  linux: { scratch: '/var/lib/berth/scratch', supervisor: '/var/lib/berth/supervisor' },
  windows: { scratch: 'C:\\berth\\scratch', supervisor: 'C:\\berth\\supervisor' },
};
/** Linux containers cannot write to their images: their programs find a folder for temporary files here. */
export const temporaryFolder = '/tmp';

/** A worker that fills more of its node's disk is evicted. */
const sizeLimits = { scratch: '20Gi', supervisor: '256Mi', temporary: '2Gi' } as const;

/** The volumes of a worker's Pod: they live as long as it does. */
export function workerVolumes({ worker }: Pick<WorkerPodInput, 'worker'>): readonly Volume[] {
  const sidecars = (worker.sidecars ?? []).flatMap(({ name, scratch }) =>
    scratch === undefined ? [] : [{ name: sidecarVolume(name), emptyDir: { sizeLimit: showBytes(scratch.sizeBytes) } }],
  );
  return [
    { name: 'scratch', emptyDir: { sizeLimit: sizeLimits.scratch } },
    { name: 'supervisor', emptyDir: { sizeLimit: sizeLimits.supervisor } },
    ...(worker.requirements.os === 'linux'
      ? [{ name: 'temporary', emptyDir: { sizeLimit: sizeLimits.temporary } }]
      : []),
    ...sidecars,
  ];
}

/** The volume of a sidecar's scratch folder. */
export function sidecarVolume(name: string): string {
  return `sidecar-${name}`;
}

/** Each container has its own part of the folder for temporary files. */
export function temporaryMounts(container: string, os: Os): readonly VolumeMount[] {
  return os === 'linux' ? [{ name: 'temporary', mountPath: temporaryFolder, subPath: container }] : [];
}

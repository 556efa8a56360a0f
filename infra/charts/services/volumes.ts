import { temporaryFolder, temporaryMounts } from '../../constructs/worker-pod/folders.ts';
import type { Volume, VolumeMount } from '../../kubernetes/types.ts';
import type { Os } from '../../model/hardware.ts';

/** The volume of `storage`, each replica's own. */
export const storageVolume = 'storage';

const temporarySize = '2Gi';

/** What programs on Linux write and will not need again has a volume: their images cannot be written to. */
export function temporaryVolumes(os: Os): readonly Volume[] {
  return os === 'linux' ? [{ name: 'temporary', emptyDir: { sizeLimit: temporarySize } }] : [];
}

/** A container and where else it mounts something. */
interface Mounting {
  readonly container: string;
  readonly os: Os;
  readonly others: readonly (string | undefined)[];
}

/** The container's own part of the temporary volume, unless its author has something else there. */
export function ownTemporaryMounts({ container, os, others }: Mounting): readonly VolumeMount[] {
  return others.includes(temporaryFolder) ? [] : temporaryMounts(container, os);
}

/** Where programs find the folders that they can write to. */
export function systemVariables(os: Os): Readonly<Record<string, string>> {
  return os === 'linux' ? { HOME: temporaryFolder, TMPDIR: temporaryFolder } : {};
}

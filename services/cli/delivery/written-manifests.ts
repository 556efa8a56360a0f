import type { KubernetesObject } from '../../../infra/kubernetes/object.ts';
import { ManifestError, readManifests } from '../../../stacks/diff/read-manifests.ts';
import { usageError } from '../errors/command-error.ts';

/**
 * What an earlier `berth synth` wrote into a folder; nothing where there is no such folder.
 * @throws {CommandError} where a file of it is not what was written
 */
export async function writtenManifests(folder: string): Promise<readonly KubernetesObject[]> {
  try {
    return await readManifests(folder);
  } catch (error) {
    if (!(error instanceof ManifestError)) throw error;
    throw usageError(`In ${folder}: ${error.message}.`, 'Remove the folder, or restore it as `berth synth` wrote it.');
  }
}

import type { KubernetesObject } from '../infra/kubernetes/object.ts';
import { ManifestError, readManifests } from './diff/read-manifests.ts';
import { RefusedError } from './refusal.ts';

/**
 * What an earlier synthesis wrote into a folder; nothing where there is no such folder.
 * @throws {RefusedError} where a file of it is not what was written
 */
export async function writtenManifests(folder: string): Promise<readonly KubernetesObject[]> {
  try {
    return await readManifests(folder);
  } catch (error) {
    if (!(error instanceof ManifestError)) throw error;
    const remedy = 'Remove the folder, or restore it as `berth synth` wrote it.';
    throw new RefusedError([{ code: 'OUTPUT_UNUSABLE', detail: `In ${folder}: ${error.message}.`, remedy }], error);
  }
}

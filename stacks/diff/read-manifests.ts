import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { KubernetesObject } from '../../infra/kubernetes/object.ts';

/** A file that holds no Kubernetes objects. */
export class ManifestError extends Error {
  override readonly name = 'ManifestError';
  readonly file: string;

  constructor(file: string, message: string) {
    super(message);
    this.file = file;
  }
}

/**
 * The objects of all YAML files of a folder; none where there is no such folder.
 * @throws {ManifestError} naming the file that cannot be read as Kubernetes objects
 */
export async function readManifests(folder: string): Promise<readonly KubernetesObject[]> {
  const files = await readdir(folder).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return [];
    throw code === 'ENOTDIR' ? new ManifestError(folder, 'it is no folder') : error;
  });
  const texts = files.filter((file) => /\.ya?ml$/.test(file)).toSorted();
  const objects: KubernetesObject[] = [];
  for (const name of texts) objects.push(...parseManifests(await readFile(join(folder, name), 'utf8'), name));
  return objects;
}

function parseManifests(text: string, file: string): readonly KubernetesObject[] {
  return parseAllDocuments(text).flatMap((document) => {
    const [error] = document.errors;
    if (error !== undefined) throw new ManifestError(file, `${file} is no YAML: ${error.message}`);
    const value: unknown = document.toJS();
    if (value === null) return [];
    if (!isObject(value)) throw new ManifestError(file, `${file} has a document that is no Kubernetes object`);
    return [value];
  });
}

function isObject(value: unknown): value is KubernetesObject {
  const { apiVersion, kind, metadata } = (typeof value === 'object' ? value : {}) as Partial<KubernetesObject>;
  return typeof apiVersion === 'string' && typeof kind === 'string' && typeof metadata === 'object';
}

import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { definitionsFolder, type ManifestFile } from './manifest-files.ts';

/** A folder that would be replaced holds what was not written there by a synthesis. */
export class ForeignFilesError extends Error {
  override readonly name = 'ForeignFilesError';

  constructor(folder: string, file: string) {
    super(`${folder} would be replaced, and has "${file}", which is no manifest.`);
  }
}

/**
 * Writes the files of one or more environments below a folder. Each environment's folder is replaced as a whole, so that
 * no file of an earlier synthesis stays; a reader finds the old or the new one, never a half.
 * @throws {ForeignFilesError} where such a folder holds something else; nothing is written then
 */
export async function writeFiles(folder: string, files: readonly ManifestFile[]): Promise<void> {
  const byFolder = Map.groupBy(files, ({ path }) => dirname(path));
  const stale = [...byFolder.keys()].map(definitionsFolder).filter((name) => !byFolder.has(name));
  for (const name of [...byFolder.keys(), ...stale]) await refuseForeignFiles(join(folder, name));
  for (const [name, group] of byFolder) {
    const final = join(folder, name);
    const staged = `${final}.new`;
    await rm(staged, { recursive: true, force: true });
    await mkdir(staged, { recursive: true });
    for (const { path, text } of group) await writeFile(join(staged, path.slice(name.length + 1)), text);
    await rm(final, { recursive: true, force: true });
    await rename(staged, final);
  }
  for (const name of stale) await rm(join(folder, name), { recursive: true, force: true });
}

async function refuseForeignFiles(folder: string): Promise<void> {
  const files = await readdir(folder).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  });
  const foreign = files.find((file) => !file.endsWith('.yaml'));
  if (foreign !== undefined) throw new ForeignFilesError(folder, foreign);
}

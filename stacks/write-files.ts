import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { definitionsFolder, isManifestName, type ManifestFile } from './manifest-files.ts';

/** The folder that was named cannot take the files, or would lose others. */
export class OutputError extends Error {
  override readonly name = 'OutputError';
  /** What to do, as a sentence. */
  readonly remedy: string;

  constructor(problem: string, remedy: string, cause?: unknown) {
    super(problem, cause === undefined ? undefined : { cause });
    this.remedy = remedy;
  }
}

/**
 * Writes the files of one or more environments below a folder. Each environment's folder is replaced as a whole, so that
 * no file of an earlier synthesis stays; a reader finds the old or the new one, never a half. What is beside them stays.
 * @throws {OutputError} where such a folder holds something else, or none can be there; nothing is written then
 */
export async function writeFiles(folder: string, files: readonly ManifestFile[]): Promise<void> {
  await refuseForeignFiles(folder, files);
  try {
    await replaceFolders(folder, files);
  } catch (cause) {
    throw new OutputError(
      `${folder} cannot be written: ${(cause as Error).message}.`,
      'Name a folder that you may write to.',
      cause,
    );
  }
}

/** @throws {OutputError} where writing the files would take away what no synthesis has written */
export async function refuseForeignFiles(folder: string, files: readonly ManifestFile[]): Promise<void> {
  await refuseFile(folder);
  const { written, stale } = foldersOf(files);
  for (const name of [...written.keys(), ...stale]) {
    const path = join(folder, name);
    await refuseFile(path);
    const foreign = (await namesIn(path)).find((file) => !isManifestName(file));
    if (foreign === undefined) continue;
    throw new OutputError(
      `${path} would be replaced, and has "${foreign}", which no synthesis has written.`,
      'Move it out of the way, or write somewhere else.',
    );
  }
}

async function replaceFolders(folder: string, files: readonly ManifestFile[]): Promise<void> {
  const { written, stale } = foldersOf(files);
  for (const [name, group] of written) {
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

/** The folders of the files, and those of definitions that the environments have no longer. */
function foldersOf(files: readonly ManifestFile[]) {
  const written = Map.groupBy(files, ({ path }) => dirname(path));
  return { written, stale: [...written.keys()].map(definitionsFolder).filter((name) => !written.has(name)) };
}

async function refuseFile(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined || found.isDirectory()) return;
  throw new OutputError(`${path} is a file.`, 'Name a folder, or move the file out of the way.');
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch((error: unknown) => {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return [];
    throw new OutputError(`${folder} cannot be read: ${message}.`, 'Name a folder that you may write to.', error);
  });
}

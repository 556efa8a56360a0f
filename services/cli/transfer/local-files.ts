import { readdir, stat } from 'node:fs/promises';
import { basename, join, normalize, resolve } from 'node:path';
import { isMissingFile } from '../../machine/json-file.ts';
import { parseProjectPath } from '../../project-data/project-path.ts';
import { CommandError, usageError } from '../errors/command-error.ts';
import { exitCodes } from '../errors/exit-codes.ts';

/** A file to upload. */
export interface LocalFile {
  /** Where it is on this machine. */
  readonly path: string;
  readonly sizeBytes: number;
  /** Where it goes in the project. */
  readonly to: string;
}

/** What was found, and what is neither a file nor a folder and stays behind. */
export interface LocalFiles {
  readonly files: readonly LocalFile[];
  readonly skipped: readonly string[];
}

/**
 * The files that the arguments of an upload name. A file keeps its name; a folder is taken as a whole with its name, or
 * only what is in it where the argument ends in `.` (as with `cp -r`). Links inside a folder are not followed.
 * @throws {CommandError}
 */
export async function findLocalFiles(paths: readonly string[], cwd: string, to: string): Promise<LocalFiles> {
  const prefix = to.replace(/^\.?\/+|\/+$/g, '').replace(/^\.$/, '');
  const found: LocalFile[] = [];
  const skipped: string[] = [];
  for (const argument of paths) {
    const path = resolve(cwd, argument);
    const about = await stat(path).catch((error: unknown) => {
      throw isMissingFile(error) ? noSuchFile(argument) : error;
    });
    const name = /(^|[\\/])\.{1,2}[\\/]?$/.test(argument) ? '' : basename(normalize(path));
    if (about.isDirectory()) await walk(path, joinPath(prefix, name), { found, skipped });
    else found.push({ path, sizeBytes: about.size, to: joinPath(prefix, name) });
  }
  if (found.length === 0) throw usageError('There is no file to upload.', 'Name files, or folders that hold some.');
  checkPaths(found);
  return { files: found, skipped };
}

async function walk(
  folder: string,
  to: string,
  result: { readonly found: LocalFile[]; readonly skipped: string[] },
): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    const target = joinPath(to, entry.name);
    if (entry.isDirectory()) await walk(path, target, result);
    else if (entry.isFile()) result.found.push({ path, sizeBytes: (await stat(path)).size, to: target });
    else result.skipped.push(path);
  }
}

/** Said before anything is sent: names that a project cannot hold, and two files that would become one. */
function checkPaths(files: readonly LocalFile[]): void {
  const byTarget = new Map<string, string>();
  for (const { path, to } of files) {
    const target = parseProjectPath(to);
    const other = byTarget.get(target);
    if (other !== undefined) throw usageError(`${other} and ${path} would both become ${target}.`, 'Use --to.');
    byTarget.set(target, path);
  }
}

function joinPath(folder: string, name: string): string {
  return [folder, name].filter(Boolean).join('/');
}

function noSuchFile(argument: string): CommandError {
  return new CommandError({
    exitCode: exitCodes.usage,
    detail: `There is no file or folder ${argument}.`,
    remedy: 'Check the path; it is relative to the working folder.',
  });
}

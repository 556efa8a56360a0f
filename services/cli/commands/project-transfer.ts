import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { ProjectFile } from '../../project-data/contract.ts';
import type { Api } from '../api/client.ts';
import { CommandError } from '../errors/command-error.ts';
import { exitCodes } from '../errors/exit-codes.ts';
import type { CommandIo } from '../io.ts';
import { outputOption } from '../output/printer.ts';
import { printable } from '../output/printable.ts';
import { humanBytes } from '../output/units.ts';
import { concurrently } from '../transfer/concurrently.ts';
import { TransferProgress } from '../transfer/progress.ts';
import { uploadFile } from '../transfer/upload.ts';
import { examples, toolsFor } from './tools.ts';

/** Small files wait for answers rather than for the network: a few go at a time. */
const atATime = 4;

// What checks paths brings the whole validator of the model along: it is loaded where it is needed, since every other
// command would start twice as slowly.

/** `berth project upload` */
export function registerUpload(project: Command, io: CommandIo): void {
  project
    .command('upload <project> <paths...>')
    .description('put files and folders into a project; what has the same path is replaced')
    .option('--to <path>', 'the folder in the project', '')
    .addOption(outputOption())
    .addHelpText(
      'after',
      examples(
        'berth project upload demo cavity.stl',
        'berth project upload demo geometries --to input   # input/geometries/…',
        'berth project upload demo geometries/.            # what is in the folder',
      ),
    )
    .action(async (name: string, paths: string[], { to }: { to: string }, command: Command) => {
      const { findLocalFiles } = await import('../transfer/local-files.ts');
      const { files, skipped } = await findLocalFiles(paths, io.cwd, to);
      const { api, printer } = await toolsFor(io, command);
      // Said before gigabytes are sent: a project that is not there, or that may only be read.
      await requireWritable(api, name);
      for (const path of skipped) printer.note(`skipped ${printable(path)}: it is neither a file nor a folder`);
      const progress = new TransferProgress(io, 'uploading', total(files));
      try {
        const uploaded = await concurrently(files, atATime, (file) => uploadFile({ io, api, progress }, name, file));
        progress.end();
        printer.data({ files: uploaded }, () => uploaded.map(({ path }) => `${printable(path)}\n`).join(''));
        printer.note(`uploaded ${summary(files)}`);
      } finally {
        progress.end();
      }
    });
}

/** `berth project download` */
export function registerDownload(project: Command, io: CommandIo): void {
  project
    .command('download <project> [paths...]')
    .description('take files out of a project: all of them, or those at or under the paths')
    .option('--to <folder>', 'the folder on this machine', '.')
    .addOption(outputOption())
    .addHelpText(
      'after',
      examples('berth project download demo --to demo', 'berth project download demo results/cavity cavity.stl'),
    )
    .action(async (name: string, paths: string[], { to }: { to: string }, command: Command) => {
      const { api, printer } = await toolsFor(io, command);
      const { downloadFile, targetPath } = await import('../transfer/download.ts');
      const chosen = await chooseFiles(api, name, paths);
      const folder = resolve(io.cwd, to);
      const files = chosen.map((file) => ({ file, path: targetPath(folder, file.path) }));
      const progress = new TransferProgress(io, 'downloading', total(chosen));
      try {
        await concurrently(files, atATime, (file) => downloadFile({ io, api, progress }, name, file));
        progress.end();
        const written = files.map(({ file, path }) => ({ ...file, savedAs: path }));
        printer.data({ files: written }, () => files.map(({ path }) => `${printable(path)}\n`).join(''));
        printer.note(`downloaded ${summary(chosen)}`);
      } finally {
        progress.end();
      }
    });
}

async function requireWritable(api: Api, name: string): Promise<void> {
  const { right } = await api.call('GET /projects/:project', { params: { project: name } });
  if (right === 'write') return;
  throw new CommandError({
    exitCode: exitCodes.notAllowed,
    code: 'FORBIDDEN',
    detail: `You may read the project "${name}", but not write it.`,
    remedy: 'Ask its owner for the right.',
  });
}

async function chooseFiles(api: Api, name: string, paths: readonly string[]): Promise<readonly ProjectFile[]> {
  const { files } = await api.call('GET /projects/:project/files', { params: { project: name } });
  if (paths.length === 0) return files;
  const wanted = paths.map((path) => path.replace(/^\.?\/+|\/+$/g, '').normalize('NFC'));
  const isUnder = (path: string, folder: string) => path === folder || path.startsWith(`${folder}/`);
  const missing = wanted.find((folder) => !files.some(({ path }) => isUnder(path, folder)));
  if (missing === undefined) return files.filter(({ path }) => wanted.some((folder) => isUnder(path, folder)));
  throw new CommandError({
    exitCode: exitCodes.notFound,
    code: 'PROJECT_FILE_NOT_FOUND',
    detail: `The project "${name}" has no file or folder "${missing}".`,
    remedy: `List its files with \`berth project files ${name}\`.`,
  });
}

function total(files: readonly { readonly sizeBytes: number }[]): number {
  return files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}

function summary(files: readonly { readonly sizeBytes: number }[]): string {
  return `${files.length} ${files.length === 1 ? 'file' : 'files'}, ${humanBytes(total(files))}`;
}

import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import type { ProjectFile } from '../../project-data/contract.ts';
import { parseProjectPath } from '../../project-data/project-path.ts';
import { filePath, type Api } from '../api/client.ts';
import { connectionError } from '../api/http.ts';
import { CommandError } from '../errors/command-error.ts';
import { exitCodes } from '../errors/exit-codes.ts';
import type { CommandIo } from '../io.ts';
import { IdleTimeout } from './idle-timeout.ts';
import type { TransferProgress } from './progress.ts';

/** What a download works with. */
export interface DownloadTools {
  readonly io: CommandIo;
  readonly api: Api;
  readonly progress: TransferProgress;
}

/**
 * The path inside `folder` for a file of a project. The name comes from the server, which could be another one than the
 * user thinks.
 * @throws {CommandError}
 */
export function targetPath(folder: string, name: string): string {
  try {
    const path = join(folder, ...parseProjectPath(name).split('/'));
    const inside = relative(folder, path);
    if (inside !== '' && inside !== '..' && !inside.startsWith(`..${sep}`)) return path;
  } catch {
    // Said below.
  }
  throw new CommandError({
    exitCode: exitCodes.unexpected,
    code: 'PROJECT_PATH_INVALID',
    detail: `The gateway names a file ${JSON.stringify(name)}, which does not lie inside the folder. Nothing was written there.`,
    remedy: 'Check that the URL is that of your Berth.',
  });
}

/** Takes a file as a stream; it appears whole, with its content checked, or not at all. @throws {CommandError} */
export async function downloadFile(
  tools: DownloadTools,
  project: string,
  { file, path }: { readonly file: ProjectFile; readonly path: string },
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${randomUUID().slice(0, 8)}.part`;
  try {
    const { sha256 } = await writeDraft(tools, { draft, file, route: filePath(project, file.path) });
    if (sha256 !== file.sha256) throw changed(file.path);
    await rename(draft, path);
  } finally {
    await rm(draft, { force: true });
  }
}

async function writeDraft(
  { io, api, progress }: DownloadTools,
  { draft, file, route }: { readonly draft: string; readonly file: ProjectFile; readonly route: string },
): Promise<{ sha256: string }> {
  const idle = new IdleTimeout(io.signal);
  const hash = createHash('sha256');
  const target = await open(draft, 'wx');
  try {
    const { body } = await api.stream({ method: 'GET', path: route, signal: idle.signal });
    for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
      idle.touch();
      hash.update(chunk);
      await target.writeFile(chunk);
      progress.advance(chunk.length, file.path);
    }
    return { sha256: hash.digest('hex') };
  } catch (error) {
    if (isFileSystemError(error)) throw error;
    throw connectionError(io, { method: 'GET', url: api.url, signal: idle.signal }, error);
  } finally {
    idle.stop();
    await target.close();
  }
}

function isFileSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && 'code' in error && !('cause' in error && error.cause);
}

function changed(path: string): CommandError {
  return new CommandError({
    exitCode: exitCodes.conflict,
    detail: `${path} changed while it was taken, or did not arrive whole. It was not written.`,
    remedy: 'Download it again.',
  });
}

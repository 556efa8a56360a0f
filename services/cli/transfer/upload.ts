import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { ProjectFile } from '../../project-data/contract.ts';
import { filePath, type Api } from '../api/client.ts';
import { CommandError } from '../errors/command-error.ts';
import { exitCodes } from '../errors/exit-codes.ts';
import type { CommandIo } from '../io.ts';
import { IdleTimeout } from './idle-timeout.ts';
import type { LocalFile } from './local-files.ts';
import type { TransferProgress } from './progress.ts';

/** Sends a file as a stream, and compares what arrived. @throws {CommandError} */
export async function uploadFile(
  { io, api, progress }: { readonly io: CommandIo; readonly api: Api; readonly progress: TransferProgress },
  project: string,
  { path, to }: LocalFile,
): Promise<ProjectFile> {
  const idle = new IdleTimeout(io.signal);
  let hash = createHash('sha256');
  async function* content(): AsyncGenerator<Uint8Array> {
    hash = createHash('sha256');
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      idle.touch();
      progress.advance(chunk.length, to);
      yield chunk;
    }
  }
  try {
    const response = await api.stream({
      method: 'PUT',
      path: filePath(project, to),
      body: content,
      signal: idle.signal,
    });
    const file = (await response.json()) as ProjectFile;
    if (file.sha256 !== hash.digest('hex')) throw damaged(to);
    return file;
  } finally {
    idle.stop();
  }
}

function damaged(to: string): CommandError {
  return new CommandError({
    exitCode: exitCodes.unexpected,
    detail: `${to} did not arrive as it was sent.`,
    remedy: 'Upload it again, while nothing else writes it.',
  });
}

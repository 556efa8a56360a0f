import type { ObjectId } from 'mongodb';
import { Readable } from 'node:stream';
import { pause, type Background } from '../kit/background.ts';
import { BerthError } from '../kit/errors/berth-error.ts';
import { tooLarge, type BlobStore } from './blob-store.ts';
import type { ByteRange } from './byte-range.ts';
import type { ProjectFile } from './contract.ts';
import { fileId, type FileDocument, type FileStore } from './file-store.ts';
import { parseProjectPath } from './project-path.ts';

/** What the files of projects are made of. */
export interface ProjectFilesDeps {
  readonly files: FileStore;
  readonly blobs: BlobStore;
  readonly background: Background;
  readonly now: () => Date;
  readonly maxFileBytes: number;
  /** How long replaced content stays, in milliseconds. */
  readonly keepReplacedMs: number;
  /** The age at which content that no file names is swept away, in milliseconds. */
  readonly orphanMs: number;
}

/** Content to be written. */
export interface Content {
  readonly source: Readable;
  /** Its size in bytes, where it was announced. */
  readonly announcedBytes?: number | undefined;
}

/** The files of projects. Every path is held to the rules of project-path.ts here. */
export interface ProjectFiles {
  list(project: string, prefix?: string): Promise<ProjectFile[]>;
  /** @throws {BerthError} `PROJECT_FILE_NOT_FOUND`, `PROJECT_PATH_INVALID` */
  stat(project: string, path: string): Promise<FileDocument>;
  read(file: FileDocument, range: ByteRange): Readable;
  /** Whoever reads meanwhile gets the old content or the new, never a part. @throws {BerthError} `REQUEST_TOO_LARGE` */
  write(project: string, path: string, content: Content): Promise<ProjectFile>;
  /** Whether there was such a file. */
  remove(project: string, path: string): Promise<boolean>;
  /** Deletes the content that no file names: of uploads that ended half way, and what a kill kept from being deleted. */
  sweep(): Promise<void>;
}

/** Files over their stores. */
export function createProjectFiles(deps: ProjectFilesDeps): ProjectFiles {
  const { files, blobs, background, now, maxFileBytes, orphanMs } = deps;

  /** Content that is not named any more goes after a while, so that downloads of it can end. */
  function deleteLater(blob: ObjectId): void {
    background.run('delete replaced content', async (signal) => {
      await pause(deps.keepReplacedMs, signal);
      // Where the service stops before, the sweeper of the next one finds the blob.
      if (!signal.aborted) await blobs.delete(blob);
    });
  }

  return {
    list: (project, prefix = '') => files.list(project, prefix.normalize('NFC')),
    async stat(project, text) {
      const path = parseProjectPath(text);
      const file = await files.find(project, path);
      if (file !== undefined) return file;
      throw new BerthError('PROJECT_FILE_NOT_FOUND', { detail: `The project ${project} has no file "${path}".` });
    },
    read: (file, range) => Readable.from(blobs.read(file.blob, range), { objectMode: false }),
    async write(project, text, { source, announcedBytes }) {
      const path = parseProjectPath(text);
      if (announcedBytes !== undefined && announcedBytes > maxFileBytes) throw tooLarge(maxFileBytes);
      await files.requirePlace(project, path);
      const maxBytes = Math.min(announcedBytes ?? maxFileBytes, maxFileBytes);
      const blob = await withDeadline(source, orphanMs / 2, (signal) =>
        blobs.write({ source, fileId: fileId(project, path), maxBytes, signal }),
      );
      // Where this fails, nobody knows whether it happened: the sweeper finds out later whether the blob is named.
      const { file, replaced } = await files.switchTo(blob, { project, path });
      if (replaced !== undefined) deleteLater(replaced);
      return file;
    },
    async remove(project, text) {
      const blob = await files.remove(project, parseProjectPath(text));
      if (blob !== undefined) deleteLater(blob);
      return blob !== undefined;
    },
    async sweep() {
      for await (const group of blobs.olderThan(new Date(now().getTime() - orphanMs))) {
        const named = await files.blobsOf(group.map((blob) => blob.fileId));
        const orphans = group.filter(({ id }) => !named.has(id.toHexString()));
        for (const { id } of orphans) await blobs.delete(id);
      }
    },
  };
}

/** Ends an upload that takes so long that a sweep could meet it, also one whose client says nothing any more. */
async function withDeadline<T>(
  source: Readable,
  durationMs: number,
  upload: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const { signal } = controller;
  const error = new BerthError('DEADLINE_EXCEEDED', {
    detail: `The upload took longer than ${Math.round(durationMs / 1000)} s.`,
    remedy: 'Split the file, or raise PROJECT_DATA_ORPHAN_SECONDS.',
  });
  const timer = setTimeout(() => {
    controller.abort(error);
    source.destroy(error);
  }, durationMs);
  try {
    return await upload(signal);
  } finally {
    clearTimeout(timer);
  }
}

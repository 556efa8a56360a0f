import type { Db, ObjectId } from 'mongodb';
import { BerthError } from '../kit/errors/berth-error.ts';
import { isDuplicateKey } from '../kit/store.ts';
import type { Blob } from './blob-store.ts';
import type { ProjectFile } from './contract.ts';

/** What is known of a file. `blob` decides on its content: a write of a file is the one update that changes it. */
export interface FileDocument {
  /** `<project>/<path>` */
  readonly _id: string;
  readonly project: string;
  readonly path: string;
  /** The path in lower case: on Windows and macOS, names that differ only in case are one file. */
  readonly pathKey: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly modifiedAt: Date;
  readonly revision: number;
  readonly blob: ObjectId;
}

/** A write of a file: what it is now, and the content that it had. */
export interface Switched {
  readonly file: ProjectFile;
  readonly replaced: ObjectId | undefined;
}

/** The files of all projects in `project_files`. */
export interface FileStore {
  find(project: string, path: string): Promise<FileDocument | undefined>;
  list(project: string, prefix: string): Promise<ProjectFile[]>;
  /**
   * Holds a path against the other files: no file can be a folder too, on any OS. Two first writes at the same moment
   * can pass each other here; what that leaves is two files of which a worker gets one.
   * @throws {BerthError} `PROJECT_PATH_INVALID`
   */
  requirePlace(project: string, path: string): Promise<void>;
  /** Gives a file a new content, in one atomic update. @throws {BerthError} `PROJECT_PATH_INVALID` */
  switchTo(blob: Blob, place: { readonly project: string; readonly path: string }): Promise<Switched>;
  /** The content that the file had; nothing where there was none. */
  remove(project: string, path: string): Promise<ObjectId | undefined>;
  /** The blobs that files of these ids name. */
  blobsOf(fileIds: readonly string[]): Promise<ReadonlySet<string>>;
}

/** How long the database may work on one command, so that no call waits for it for ever. */
const queryDeadline = { maxTimeMS: 5000 } as const;
/** Two first writes of a path at once: one of them finds the other's document and tries again. */
const maxTries = 5;

/** Files in MongoDB. */
export async function createFileStore(db: Db, now: () => Date): Promise<FileStore> {
  const files = db.collection<FileDocument>('project_files');
  await files.createIndexes([
    { key: { project: 1, path: 1 }, name: 'project_path' },
    { key: { project: 1, pathKey: 1 }, name: 'project_pathKey', unique: true },
  ]);

  async function switchOnce(blob: Blob, { project, path }: { project: string; path: string }): Promise<Switched> {
    const content = { blob: blob.id, sizeBytes: blob.sizeBytes, sha256: blob.sha256, modifiedAt: now() };
    const before = await files.findOneAndUpdate(
      { _id: fileId(project, path) },
      { $set: content, $setOnInsert: { project, path, pathKey: path.toLowerCase() }, $inc: { revision: 1 } },
      { ...queryDeadline, upsert: true, returnDocument: 'before' },
    );
    const file = fileView({ path, ...content, revision: (before?.revision ?? 0) + 1 });
    return { file, replaced: before?.blob };
  }

  async function requireOwnCase(project: string, path: string): Promise<void> {
    const taken = await files.findOne({ project, pathKey: path.toLowerCase() }, queryDeadline);
    if (taken === null || taken.path === path) return;
    throw conflict(path, `differs only in case from "${taken.path}", and Windows takes them for one file`);
  }

  return {
    async requirePlace(project, path) {
      const folders = foldersOf(path).map((folder) => fileId(project, folder));
      const file = await files.findOne({ _id: { $in: folders } }, queryDeadline);
      if (file !== null) throw conflict(path, `lies in "${file.path}", which is a file`);
      const inside = { project, path: { $regex: `^${escapeForRegExp(path)}/` } };
      const other = await files.findOne(inside, queryDeadline);
      if (other !== null) throw conflict(path, `is a folder, with "${other.path}" in it`);
      await requireOwnCase(project, path);
    },
    async find(project, path) {
      return (await files.findOne({ _id: fileId(project, path) }, queryDeadline)) ?? undefined;
    },
    async list(project, prefix) {
      const filter = prefix === '' ? { project } : { project, path: { $regex: `^${escapeForRegExp(prefix)}` } };
      const found = await files.find(filter, queryDeadline).sort({ path: 1 }).toArray();
      return found.map(fileView);
    },
    async switchTo(blob, place) {
      for (let tries = 1; ; tries++) {
        try {
          return await switchOnce(blob, place);
        } catch (error) {
          if (!isDuplicateKey(error) || tries === maxTries) throw error;
          await requireOwnCase(place.project, place.path);
        }
      }
    },
    async remove(project, path) {
      return (await files.findOneAndDelete({ _id: fileId(project, path) }, queryDeadline))?.blob;
    },
    async blobsOf(fileIds) {
      const found = files.find({ _id: { $in: [...fileIds] } }, { ...queryDeadline, projection: { blob: 1 } });
      return new Set((await found.toArray()).map(({ blob }) => blob.toHexString()));
    },
  };
}

/** The `_id` of a file. A project's name has no "/", so it cannot be taken for another. */
export function fileId(project: string, path: string): string {
  return `${project}/${path}`;
}

/** A file without what only project-data may know. */
export function fileView(document: Omit<FileDocument, '_id' | 'project' | 'pathKey'>): ProjectFile {
  const { path, sizeBytes, sha256, modifiedAt, revision } = document;
  return { path, sizeBytes, sha256, modifiedAt: modifiedAt.toISOString(), revision };
}

function conflict(path: string, what: string): BerthError {
  return new BerthError('PROJECT_PATH_INVALID', {
    detail: `The path "${path}" ${what}.`,
    remedy: 'Choose another name, or remove the other file first.',
    facts: { path },
  });
}

/** The folders that a path leads through: for "a/b/c" these are "a" and "a/b". */
function foldersOf(path: string): readonly string[] {
  const parts = path.split('/');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
}

function escapeForRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

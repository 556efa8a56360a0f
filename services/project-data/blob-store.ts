import { ObjectId, type Binary, type Db } from 'mongodb';
import { createHash } from 'node:crypto';
import { BerthError } from '../kit/errors/berth-error.ts';
import type { ByteRange } from './byte-range.ts';

/**
 * GridFS, with two things of our own that its bucket in the driver does not have:
 * - the `_id` of a chunk follows from its blob and number, so that reading and deleting use the index of `_id` alone
 *   (the embedded server would read through all chunks of all files otherwise, and keep a whole file in memory);
 * - the document of the blob comes before its chunks, so that the chunks of a killed upload are found by it.
 * Any GridFS reader can read what is written.
 */
export interface BlobStore {
  /**
   * Writes a blob while hashing it, one chunk at a time, so that memory does not depend on its size.
   * @throws {BerthError} `REQUEST_TOO_LARGE`, `DEADLINE_EXCEEDED`; the blob is deleted then, at once or by the sweeper
   */
  write(upload: Upload): Promise<Blob>;
  /** The bytes of a blob, or of a part of it. Ends with an error where the blob is gone. */
  read(blob: ObjectId, range: ByteRange): AsyncGenerator<Buffer>;
  delete(blob: ObjectId): Promise<void>;
  /** Blobs older than a moment, in groups. */
  olderThan(moment: Date): AsyncGenerator<readonly BlobName[]>;
}

/** Content that comes in. */
export interface Upload {
  readonly source: AsyncIterable<Uint8Array>;
  /** The name of the file that the blob is for: the `_id` of its document. */
  readonly fileId: string;
  readonly maxBytes: number;
  /** When aborted, the upload ends with its reason. */
  readonly signal: AbortSignal;
}

/** A blob that is complete. */
export interface Blob {
  readonly id: ObjectId;
  readonly sizeBytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** A blob and the file that it was written for. */
export interface BlobName {
  readonly id: ObjectId;
  readonly fileId: string;
}

interface BlobDocument {
  readonly _id: ObjectId;
  /** At most this many bytes until the blob is complete, and exactly as many from then on. */
  readonly length: number;
  readonly chunkSize: number;
  readonly uploadDate: Date;
  readonly filename: string;
}

interface ChunkDocument {
  readonly _id: string;
  readonly files_id: ObjectId;
  readonly n: number;
  readonly data: Buffer | Binary;
}

/** Larger than the usual 255 KiB: each chunk is one journalled write. */
const chunkBytes = 2 ** 20;
/** Chunks deleted by one command. */
const deletedAtOnce = 256;
/** Blobs looked at together by the sweeper. */
const sweptAtOnce = 500;

/** Blobs in the GridFS bucket `projectData`. */
export function createBlobStore(db: Db, now: () => Date): BlobStore {
  const blobs = db.collection<BlobDocument>('projectData.files');
  const chunks = db.collection<ChunkDocument>('projectData.chunks');

  async function insertChunk(blob: ObjectId, n: number, data: Buffer): Promise<void> {
    await chunks.insertOne({ _id: chunkId(blob, n), files_id: blob, n, data });
  }

  async function readChunk(blob: ObjectId, n: number): Promise<Buffer> {
    const chunk = await chunks.findOne({ _id: chunkId(blob, n) }, { promoteBuffers: true });
    if (chunk !== null && Buffer.isBuffer(chunk.data)) return chunk.data;
    throw new BerthError('PROJECT_FILE_NOT_FOUND', { detail: 'The file was replaced or removed while it was read.' });
  }

  async function deleteBlob(blob: ObjectId): Promise<void> {
    const document = await blobs.findOne({ _id: blob });
    if (document === null) return;
    const count = Math.ceil(document.length / document.chunkSize);
    for (let first = 0; first < count; first += deletedAtOnce) {
      const numbers = Array.from({ length: Math.min(deletedAtOnce, count - first) }, (_, index) => first + index);
      await chunks.deleteMany({ _id: { $in: numbers.map((n) => chunkId(blob, n)) } });
    }
    // Last, so that a kill before it leaves the name under which the sweeper finds the rest.
    await blobs.deleteOne({ _id: blob });
  }

  async function writeChunks(id: ObjectId, { source, maxBytes, signal }: Upload): Promise<Blob> {
    const hash = createHash('sha256');
    let sizeBytes = 0;
    let n = 0;
    for await (const chunk of inChunks(source)) {
      signal.throwIfAborted();
      sizeBytes += chunk.length;
      if (sizeBytes > maxBytes) throw tooLarge(maxBytes);
      hash.update(chunk);
      await insertChunk(id, n++, chunk);
    }
    signal.throwIfAborted();
    return { id, sizeBytes, sha256: hash.digest('hex') };
  }

  return {
    async write(upload) {
      const id = new ObjectId();
      const head = { chunkSize: chunkBytes, uploadDate: now(), filename: upload.fileId };
      await blobs.insertOne({ _id: id, length: upload.maxBytes, ...head });
      try {
        const blob = await writeChunks(id, upload);
        await blobs.updateOne({ _id: id }, { $set: { length: blob.sizeBytes } });
        return blob;
      } catch (error) {
        // The sweeper tries again where this fails too; what the caller must hear of is the first error.
        await deleteBlob(id).catch(() => undefined);
        throw error;
      }
    },
    async *read(blob, { start, end }) {
      const last = Math.ceil(end / chunkBytes);
      for (let n = Math.floor(start / chunkBytes); n < last; n++) {
        const offset = n * chunkBytes;
        const data = await readChunk(blob, n);
        yield data.subarray(Math.max(0, start - offset), Math.min(data.length, end - offset));
      }
    },
    delete: deleteBlob,
    async *olderThan(moment) {
      const found = blobs.find({ uploadDate: { $lt: moment } }, { projection: { filename: 1 } });
      let group: BlobName[] = [];
      for await (const { _id, filename } of found) {
        group.push({ id: _id, fileId: filename });
        if (group.length < sweptAtOnce) continue;
        yield group;
        group = [];
      }
      if (group.length > 0) yield group;
    },
  };
}

function chunkId(blob: ObjectId, n: number): string {
  return `${blob.toHexString()}/${n}`;
}

/** The bytes of a source in pieces of one size, the last one shorter. */
async function* inChunks(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let parts: Uint8Array[] = [];
  let waiting = 0;
  for await (const part of source) {
    let rest = part;
    while (waiting + rest.length >= chunkBytes) {
      const taken = chunkBytes - waiting;
      yield Buffer.concat([...parts, rest.subarray(0, taken)]);
      rest = rest.subarray(taken);
      parts = [];
      waiting = 0;
    }
    if (rest.length > 0) parts.push(rest);
    waiting += rest.length;
  }
  if (waiting > 0) yield Buffer.concat(parts);
}

/** The error for content beyond the limit. */
export function tooLarge(maxBytes: number): BerthError {
  return new BerthError('REQUEST_TOO_LARGE', {
    detail: `A file of a project may have up to ${maxBytes} bytes.`,
    remedy: 'Split the file, or raise PROJECT_DATA_MAX_FILE_BYTES.',
    facts: { maxBytes },
  });
}

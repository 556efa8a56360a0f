import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';

/** The files of a Go module at one version, read from the zip in the module cache. */
export interface GoModule {
  /** The paths inside the module. */
  readonly paths: readonly string[];
  /** @throws {Error} when the module has no such file. */
  readonly text: (path: string) => string;
}

/**
 * Fetches a module through `go mod download`. The zip is read rather than the folder: a module that asks for a newer Go
 * than the machine has is fetched, but not unpacked.
 * @throws {Error} when there is no Go, or the module is not served.
 */
export function openGoModule(module: string, version: string): GoModule {
  const zip = readFileSync(zipOf(`${module}@${version}`));
  const prefix = `${module}@${version}/`;
  const entries = new Map(zipEntries(zip).map((entry) => [entry.name.slice(prefix.length), entry]));
  return {
    paths: [...entries.keys()],
    text: (path) => {
      const entry = entries.get(path);
      if (entry === undefined) throw new Error(`The Go module ${module} ${version} has no file ${path}.`);
      return contentOf(zip, entry).toString('utf8');
    },
  };
}

function zipOf(query: string): string {
  let output: string;
  try {
    output = execFileSync('go', ['mod', 'download', '-json', query], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch (error) {
    // The command fails for a module that needs a newer Go, and says all the same where its zip is.
    output = (error as { readonly stdout?: string }).stdout ?? '';
  }
  const answer = JSON.parse(output === '' ? '{}' : output) as { readonly Zip?: string; readonly Error?: string };
  if (answer.Zip === undefined) {
    throw new Error(`The Go module ${query} could not be fetched: ${answer.Error ?? 'is Go on the PATH?'}`);
  }
  return answer.Zip;
}

interface ZipEntry {
  readonly name: string;
  readonly compressedBytes: number;
  readonly isDeflated: boolean;
  readonly headerAt: number;
}

const endOfDirectory = 0x06054b50;
const endOfDirectoryBytes = 22;
const directoryEntryBytes = 46;
const localHeaderBytes = 30;

/** The zip's table of contents (APPNOTE.TXT 4.3.12; module zips are below 500 MB and never of the 64-bit format). */
function zipEntries(zip: Buffer): ZipEntry[] {
  let end = zip.length - endOfDirectoryBytes;
  while (end > 0 && zip.readUInt32LE(end) !== endOfDirectory) end--;
  const entries: ZipEntry[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const nameBytes = zip.readUInt16LE(at + 28);
    entries.push({
      name: zip.toString('utf8', at + directoryEntryBytes, at + directoryEntryBytes + nameBytes),
      compressedBytes: zip.readUInt32LE(at + 20),
      isDeflated: zip.readUInt16LE(at + 10) !== 0,
      headerAt: zip.readUInt32LE(at + 42),
    });
    at += directoryEntryBytes + nameBytes + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return entries;
}

function contentOf(zip: Buffer, { headerAt, compressedBytes, isDeflated }: ZipEntry): Buffer {
  const start = headerAt + localHeaderBytes + zip.readUInt16LE(headerAt + 26) + zip.readUInt16LE(headerAt + 28);
  const bytes = zip.subarray(start, start + compressedBytes);
  return isDeflated ? inflateRawSync(bytes) : bytes;
}

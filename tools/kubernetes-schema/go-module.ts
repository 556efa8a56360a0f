import { readFile } from 'node:fs/promises';
import { inflateRawSync } from 'node:zlib';
import { isRecord } from '../../services/machine/json-file.ts';
import { reasonOf } from '../../services/machine/machine-error.ts';
import { findGo, type GoCommand, type GoContext } from '../../test/support/go-tools/go-command.ts';
import { runGo } from '../../test/support/go-tools/run-go.ts';

/** The files of a Go module at one version, read from the zip in the module cache. */
export interface GoModule {
  /** The paths inside the module. */
  readonly paths: readonly string[];
  /** @throws {Error} when the module has no such file. */
  readonly text: (path: string) => string;
}

/** Opens a module at a version. */
export type OpenGoModule = (path: string, version: string) => Promise<GoModule>;

/** The largest has 18 MB. */
const FETCH_DEADLINE_MS = 300_000;
const PROGRESS_EVERY_MS = 10_000;

/**
 * Opens Go modules; each is asked for once, and fetched through `go mod download` where the machine does not have it.
 * The zip is read rather than the folder: a module that asks for a newer Go than the machine has is fetched, but not
 * unpacked.
 * @returns what rejects where there is no Go, or the module is not served
 */
export function goModules(context: GoContext): OpenGoModule {
  const opened = new Map<string, Promise<GoModule>>();
  let go: Promise<GoCommand> | undefined;
  const open = async (query: string): Promise<GoModule> => {
    go ??= findGo({ why: `${query} has to be fetched as a Go module` }, context);
    return readModule(query, await fetchZip(query, await go, context));
  };
  return (path, version) => {
    const query = `${path}@${version}`;
    const module = opened.get(query) ?? open(query);
    opened.set(query, module);
    return module;
  };
}

async function readModule(query: string, zipPath: string): Promise<GoModule> {
  const zip = await readFile(zipPath);
  const entries = new Map(zipEntries(zip).map((entry) => [entry.name.slice(`${query}/`.length), entry]));
  return {
    paths: [...entries.keys()],
    text: (path) => {
      const entry = entries.get(path);
      if (entry === undefined) throw new Error(`The Go module ${query} has no file ${path}.`);
      return contentOf(zip, entry).toString('utf8');
    },
  };
}

/** The path of a module's zip in the module cache. */
async function fetchZip(query: string, { path, env }: GoCommand, { onProgress, signal }: GoContext): Promise<string> {
  const lines: string[] = [];
  const options = {
    // The zip is wanted only: no newer Go for what is in it.
    env: { ...env, GOTOOLCHAIN: 'local' },
    deadlineMs: FETCH_DEADLINE_MS,
    signal,
    onLine: (line: string) => void lines.push(line),
  };
  const started = performance.now();
  const seconds = () => Math.round((performance.now() - started) / 1_000);
  const timer = setInterval(() => onProgress(`fetching the Go module ${query} (${seconds()} s) …`), PROGRESS_EVERY_MS);
  // It fails for a module that needs a newer Go, and says all the same where the zip is.
  const failure = await runGo(path, ['mod', 'download', '-json', query], options)
    .then(() => undefined, reasonOf)
    .finally(() => clearInterval(timer));
  signal?.throwIfAborted();
  const answer = answerIn(lines);
  if (typeof answer['Zip'] === 'string') return answer['Zip'];
  const reason = typeof answer['Error'] === 'string' ? answer['Error'] : failure;
  throw new Error(
    `The Go module ${query} could not be fetched (${reason ?? 'go says no zip'}): see whether the module proxy in ` +
      `GOPROXY can be reached, and try it by hand: go mod download ${query}`,
  );
}

/** The JSON object among the lines of `go`, beside which it says what it is doing. */
function answerIn(lines: readonly string[]): Readonly<Record<string, unknown>> {
  const [first, last] = [lines.indexOf('{'), lines.lastIndexOf('}')];
  if (first < 0 || last < first) return {};
  const answer: unknown = JSON.parse(lines.slice(first, last + 1).join('\n'));
  return isRecord(answer) ? answer : {};
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

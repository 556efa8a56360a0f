import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A tarball, as `npm pack` describes it. */
export interface Tarball {
  readonly path: string;
  readonly files: readonly { readonly path: string; readonly size: number }[];
  readonly packedBytes: number;
  readonly unpackedBytes: number;
}

interface NpmPackReport {
  readonly filename: string;
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: Tarball['files'];
}

/** Packs a folder as npm would publish it. */
export async function createTarball(folder: string, destination: string): Promise<Tarball> {
  const args = ['pack', '--json', '--ignore-scripts', '--loglevel=error', '--pack-destination', destination];
  const { stdout } = await promisify(execFile)('npm', args, { cwd: folder, shell: process.platform === 'win32' });
  const report = reportOf(JSON.parse(stdout));
  return {
    path: join(destination, report.filename),
    files: report.files,
    packedBytes: report.size,
    unpackedBytes: report.unpackedSize,
  };
}

/** npm 11 and earlier answer with a list; later ones with a table by name. */
function reportOf(answer: unknown): NpmPackReport {
  const [report] = Object.values(answer as Record<string, NpmPackReport>);
  if (report === undefined) throw new Error('npm pack packed nothing');
  return report;
}

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BenchPlatform } from './platform.ts';

/** A supervisor and its worker, by their process ids. */
export interface SupervisedPair {
  readonly supervisor: number;
  readonly worker: number;
}

/** The processes of the one worker that runs now. @throws {Error} where there is none */
export async function processesOf(platform: BenchPlatform): Promise<SupervisedPair> {
  for (const { supervisor, worker } of await supervisors(platform)) {
    if (supervisor !== undefined && worker !== undefined) return { supervisor, worker };
  }
  throw new Error('no worker runs');
}

/** A supervisor that waits for a worker. @throws {Error} where there is none */
export async function spareOf(platform: BenchPlatform): Promise<number> {
  for (const { supervisor, worker } of await supervisors(platform)) {
    if (supervisor !== undefined && worker === undefined) return supervisor;
  }
  throw new Error('no supervisor waits');
}

/** One that was released has no record any more; one that waits has no worker. */
async function supervisors({ workersFolder }: BenchPlatform) {
  const nodes = await readdir(workersFolder);
  const folders = await Promise.all(
    nodes.map(async (node) =>
      (await readdir(join(workersFolder, node))).map((name) => join(workersFolder, node, name)),
    ),
  );
  return Promise.all(
    folders.flat().map(async (folder) => ({
      supervisor: await readPid(join(folder, 'supervisor.json')),
      worker: await readPid(join(folder, 'worker.json')),
    })),
  );
}

async function readPid(file: string): Promise<number | undefined> {
  try {
    return (JSON.parse(await readFile(file, 'utf8')) as { pid: number }).pid;
  } catch {
    return undefined; // Not there.
  }
}

import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';

import type { Message } from '@berth-platform/berth/worker';

import { Simulations } from '../../../../../examples/simulation/geometry/simulate.ts';
import { solve } from '../../../../../examples/simulation/solver/solve.ts';
import { record } from '../../../../../examples/simulation/viewer/record.ts';
import { cavityWorkers, FakeSession } from './fake-session.ts';
import { runMesher } from './mesher-process.ts';
import type { PostedMessage } from './mesher-process.ts';

const GEOMETRIES = resolve(import.meta.dirname, '../../../../../examples/simulation/geometries');

/** What a run left behind. */
export interface PipelineRun {
  readonly session: FakeSession;
  readonly plans: readonly PostedMessage[];
  readonly resonanceHz: number;
}

/** Reads one of the example's STL files. */
export function readGeometry(name: string): Promise<Uint8Array> {
  return readFile(resolve(GEOMETRIES, name));
}

/**
 * Runs the whole example in this process but for the mesher, which runs as the process that it is: STL file, mesh,
 * field, pictures, spectrum.
 */
export async function runPipeline(geometry: string, cells: number, solvers = 2): Promise<PipelineRun> {
  const session = new FakeSession(cavityWorkers(solvers), { geometry, cells });
  session.files.set(geometry, await readGeometry(geometry));
  const body = new Promise<Message>((arrived) => session.outside.set('mesher-0', arrived));
  const geometryDone = new Simulations().first(session.contextOf('geometry-0'));
  const { data, bytes } = await Promise.race([body, geometryDone.then(() => Promise.reject(new Error('no body')))]);
  const { messages: plans } = await runMesher(session.workers, data as Record<string, never>, bytes);
  await Promise.all(
    plans.map(({ to, ...message }) =>
      (to === 'viewer-0' ? record : solve)({ from: 'mesher-0', ...message }, session.contextOf(to)),
    ),
  );
  await geometryDone;
  const result = session.published.find(({ type }) => type === 'result');
  const { resonanceHz } = result?.data as { resonanceHz: number };
  return { session, plans, resonanceHz };
}

import { setTimeout as pause } from 'node:timers/promises';

import { expect, test } from '@jest/globals';
import type { Message } from '@berth-platform/berth/worker';

import { solve } from '../../../../examples/simulation/solver/solve.ts';
import { cavityWorkers, FakeSession } from './support/fake-session.ts';

const [LAYERS, ROWS, COLUMNS] = [8, 6, 4];
const FRAMES = 10;
const PLAN = {
  run: 1,
  geometry: 'body.stl',
  steps: FRAMES,
  stepsPerFrame: 1,
  haloLayers: 8,
  cellSizeMetres: 1e-3,
  layers: LAYERS,
  rows: ROWS,
  columns: COLUMNS,
  slabs: [{ worker: 'solver-0', firstLayer: 0, layers: LAYERS }],
  source: { layer: 2, row: 2 },
  probe: { layer: 6, row: 3 },
  cutColumn: 2,
};

test('a solver whose viewer stands still has at most four frames under way', async () => {
  const session = new FakeSession(cavityWorkers(1));
  const slices: Message[] = [];
  session.outside.set('viewer-0', (message) => slices.push(message));
  const inside = new Uint8Array(LAYERS * ROWS * COLUMNS).fill(1);
  const plan: Message = { from: 'mesher-0', type: 'plan', data: PLAN, bytes: inside };
  const solved = solve(plan, session.contextOf('solver-0'));
  for (let frame = 0; frame < FRAMES; frame += 1) {
    await pause(1);
    expect(slices).toHaveLength(Math.min(frame + 4, FRAMES));
    const data = { run: 1, frame };
    session.deliver('solver-0', { from: 'viewer-0', type: 'slice-taken', data, bytes: new Uint8Array() });
  }
  await solved;
  expect(session.unread).toBe(0);
});

import { describe, expect, test } from '@jest/globals';

import { frameSteps } from '../../../../examples/simulation/shared/plan.ts';
import { Slab } from '../../../../examples/simulation/solver/slab.ts';
import type { Plan } from '../../../../examples/simulation/shared/plan.ts';

const [LAYERS, ROWS, COLUMNS] = [31, 12, 6];
const STEPS = 400;

/** A body with a metal block in it, so that the halos hold walls too. */
const INSIDE = Uint8Array.from({ length: LAYERS * ROWS * COLUMNS }, (_, cell) => {
  const layer = Math.floor(cell / (ROWS * COLUMNS));
  const row = Math.floor(cell / COLUMNS) % ROWS;
  return layer >= 12 && layer < 18 && row >= 8 ? 0 : 1;
});

function planOf(slabLayers: readonly number[], haloLayers: number): Plan {
  let next = 0;
  const slabs = slabLayers.map((layers, index) => {
    const firstLayer = next;
    next += layers;
    return { worker: `solver-${index}`, firstLayer, layers };
  });
  return {
    run: 1,
    geometry: 'body.stl',
    steps: STEPS,
    stepsPerFrame: STEPS,
    haloLayers,
    cellSizeMetres: 1e-3,
    layers: LAYERS,
    rows: ROWS,
    columns: COLUMNS,
    slabs,
    source: { layer: 7, row: 5 },
    probe: { layer: 27, row: 6 },
    cutColumn: 3,
  };
}

function slabsOf(plan: Plan): Slab[] {
  const layerCells = ROWS * COLUMNS;
  return plan.slabs.map(({ firstLayer, layers }, index) => {
    const first = Math.max(0, firstLayer - plan.haloLayers);
    const last = Math.min(LAYERS, firstLayer + layers + plan.haloLayers);
    return new Slab(plan, index, INSIDE.subarray(first * layerCells, last * layerCells));
  });
}

/** Advances all slabs side by side; answers the field of the whole cut plane and the series at the probe. */
function compute(plan: Plan, coupled = true): { field: number[]; probe: number[] } {
  const slabs = slabsOf(plan);
  const probe: number[] = [];
  for (let step = 0; step < STEPS; step += 1) {
    if (slabs.every((slab) => slab.needsBorders)) {
      exchange(slabs, coupled);
    }
    slabs.forEach((slab) => slab.advance());
    probe.push(slabs.at(-1)?.fieldAt(plan.probe) ?? Number.NaN);
  }
  return { field: slabs.flatMap((slab) => [...slab.cut()]), probe };
}

function exchange(slabs: readonly Slab[], coupled: boolean): void {
  for (const [index, slab] of slabs.entries()) {
    const upper = slabs[index + 1];
    if (upper !== undefined && coupled) {
      const [up, down] = [slab.border('upper'), upper.border('lower')];
      slab.setBorder('upper', down);
      upper.setBorder('lower', up);
    }
    slab.bordersRenewed();
  }
}

describe('a body shared by solvers', () => {
  const whole = compute(planOf([LAYERS], 8));

  test('holds a field', () => {
    expect(Math.max(...whole.probe.map(Math.abs))).toBeGreaterThan(0.1);
    expect(whole.field.every(Number.isFinite)).toBe(true);
  });

  test.each([
    [[15, 16], 1],
    [[15, 16], 4],
    [[15, 16], 8],
    [[8, 15, 8], 8],
    [[5, 5, 5, 5, 5, 6], 3],
    // The source lies in the halo of the second slab.
    [[8, 23], 8],
  ])('of %j layers with %d in the halo has to the bit the field of one solver', (slabLayers, haloLayers) => {
    const shared = compute(planOf(slabLayers, haloLayers));
    expect(shared.probe).toEqual(whole.probe);
    expect(shared.field).toEqual(whole.field);
  });

  test('has another field when the borders are not exchanged', () => {
    expect(compute(planOf([15, 16], 8), false).probe).not.toEqual(whole.probe);
  });

  test('does not step on with spent borders', () => {
    const [slab] = slabsOf(planOf([15, 16], 1));
    slab?.advance();
    expect(() => slab?.advance()).toThrow('step 1');
  });

  test('refuses cells that are not those of the slab', () => {
    expect(() => new Slab(planOf([LAYERS], 8), 0, new Uint8Array(3))).toThrow('found 3 cells, expected 2232');
  });
});

test('the last step is always a frame', () => {
  expect(frameSteps({ steps: 10, stepsPerFrame: 4 })).toEqual([4, 8, 10]);
  expect(frameSteps({ steps: 8, stepsPerFrame: 4 })).toEqual([4, 8]);
});

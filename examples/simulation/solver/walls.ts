import { COURANT_NUMBER } from '../shared/timing.ts';
import { layerEntry } from './grid.ts';
import type { Plan } from '../shared/plan.ts';
import type { Grid } from './grid.ts';

/** For each edge of the mesh how strongly the field around it changes it: the Courant number, or 0 on metal. */
export interface EdgeGains {
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly z: Float32Array;
}

/**
 * Finds the edges that touch metal. Everything outside the body is a perfect conductor, and the electric field along
 * a conductor is zero: an edge carries a field only when all four cells around it lie inside the body.
 *
 * @param inside a byte per cell held, by layer, row and column: 1 inside the body
 */
export function edgeGains(plan: Plan, grid: Grid, inside: Uint8Array): EdgeGains {
  const free = freeCells(plan, grid, inside);
  const gains = (acrossOne: number, acrossOther: number): Float32Array => {
    const values = new Float32Array(grid.entries);
    for (let entry = acrossOne + acrossOther; entry < grid.entries; entry += 1) {
      const isFree =
        free[entry] === 1 &&
        free[entry - acrossOne] === 1 &&
        free[entry - acrossOther] === 1 &&
        free[entry - acrossOne - acrossOther] === 1;
      values[entry] = isFree ? COURANT_NUMBER : 0;
    }
    return values;
  };
  const { layerStride, rowStride } = grid;
  return { x: gains(rowStride, 1), y: gains(layerStride, 1), z: gains(layerStride, rowStride) };
}

/** The cells laid out like the field: what stands before the first or after the last of a line or plane is metal. */
function freeCells(plan: Plan, grid: Grid, inside: Uint8Array): Uint8Array {
  const free = new Uint8Array(grid.entries);
  for (let line = 0; line < grid.held * plan.rows; line += 1) {
    const layer = Math.floor(line / plan.rows);
    const row = line % plan.rows;
    const cells = inside.subarray(line * plan.columns, (line + 1) * plan.columns);
    free.set(cells, layerEntry(grid, grid.firstHeld + layer) + row * grid.rowStride);
  }
  return free;
}

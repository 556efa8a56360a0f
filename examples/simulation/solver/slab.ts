import { at } from '../shared/floats.ts';
import { COURANT_NUMBER } from '../shared/timing.ts';
import { gridOf, holds, layerEntry } from './grid.ts';
import { pulse } from './pulse.ts';
import { edgeGains } from './walls.ts';
import type { MeshColumn, Plan } from '../shared/plan.ts';
import type { Grid } from './grid.ts';
import type { EdgeGains } from './walls.ts';

/** On which side of a slab a neighbour lies: towards layer 0 or away from it. */
export type Side = 'lower' | 'upper';

/**
 * The field in a slab of the body, advanced by finite differences in time on Yee's grid.
 *
 * The electric field stands on the edges of the cells, the magnetic (times the impedance of vacuum, so that both have
 * the same unit) on their faces. K. S. Yee, IEEE Transactions on Antennas and Propagation 14 (1966), 302.
 *
 * A slab computes some layers of its neighbours too. What it does not know of beyond them spoils one layer of them with
 * each step, so it can go {@link Plan.haloLayers} steps before they have to be renewed, and what it computes for its
 * own layers is to the bit what a solver of the whole body would.
 */
export class Slab {
  readonly plan: Plan;
  readonly #grid: Grid;
  readonly #gains: EdgeGains;
  readonly #pulse: (step: number) => number;
  /** The electric field along the layers, rows and columns, then the magnetic. */
  readonly #fields: readonly [Float32Array, Float32Array, Float32Array, Float32Array, Float32Array, Float32Array];
  #step = 0;
  #stepsSinceBorders = 0;

  /** @param inside a byte per cell of the slab and its halo: 1 inside the body */
  constructor(plan: Plan, slabIndex: number, inside: Uint8Array) {
    this.plan = plan;
    this.#grid = gridOf(plan, slabIndex);
    const expected = this.#grid.held * plan.rows * plan.columns;
    if (inside.byteLength !== expected) {
      throw new RangeError(`slab ${slabIndex}: found ${inside.byteLength} cells, expected ${expected}`);
    }
    this.#gains = edgeGains(plan, this.#grid, inside);
    this.#pulse = pulse(plan.cellSizeMetres, plan.rows);
    const field = (): Float32Array => new Float32Array(this.#grid.entries);
    this.#fields = [field(), field(), field(), field(), field(), field()];
  }

  /** Steps computed so far. */
  get step(): number {
    return this.#step;
  }

  /** Whether the neighbours' layers have to be renewed before the next step. */
  get needsBorders(): boolean {
    return this.#stepsSinceBorders === this.plan.haloLayers;
  }

  /** Computes one step. */
  advance(): void {
    if (this.needsBorders) {
      throw new RangeError(`step ${this.#step}: the neighbours' layers are spent`);
    }
    const { lowerHalo, upperHalo, held, layerStride } = this.#grid;
    // The spoilt layers are left out: nobody reads them until they are renewed.
    const spoilt = this.#stepsSinceBorders;
    const from = (1 + (lowerHalo > 0 ? spoilt : 0)) * layerStride;
    const to = (1 + held - (upperHalo > 0 ? spoilt : 0)) * layerStride;
    this.#advanceMagnetic(from, to);
    this.#advanceElectric(from, to);
    this.#feed();
    this.#step += 1;
    this.#stepsSinceBorders += 1;
  }

  /** The slab's own outermost layers on a side, all six components: what the neighbour there needs. */
  border(side: Side): Float32Array {
    const { slab } = this.#grid;
    const { haloLayers } = this.plan;
    const first = side === 'lower' ? slab.firstLayer : slab.firstLayer + slab.layers - haloLayers;
    const start = layerEntry(this.#grid, first);
    const length = haloLayers * this.#grid.layerStride;
    const border = new Float32Array(length * this.#fields.length);
    for (const [component, field] of this.#fields.entries()) {
      border.set(field.subarray(start, start + length), component * length);
    }
    return border;
  }

  /** How many floats a border has. */
  get borderLength(): number {
    return this.plan.haloLayers * this.#grid.layerStride * this.#fields.length;
  }

  /** Renews the layers of the neighbour on a side by what its `border` towards this slab gave. */
  setBorder(side: Side, border: Float32Array): void {
    const { slab } = this.#grid;
    const { haloLayers } = this.plan;
    const first = side === 'lower' ? slab.firstLayer - haloLayers : slab.firstLayer + slab.layers;
    const start = layerEntry(this.#grid, first);
    const length = haloLayers * this.#grid.layerStride;
    for (const [component, field] of this.#fields.entries()) {
      field.set(border.subarray(component * length, (component + 1) * length), start);
    }
  }

  /** Says that the borders on all sides are renewed. */
  bordersRenewed(): void {
    this.#stepsSinceBorders = 0;
  }

  /** The field along the columns in the cut plane: for each layer of the slab `rows` + 1 values. */
  cut(): Float32Array {
    const { slab, rowStride } = this.#grid;
    const { rows, cutColumn } = this.plan;
    const values = new Float32Array(slab.layers * (rows + 1));
    for (let layer = 0; layer < slab.layers; layer += 1) {
      const start = layerEntry(this.#grid, slab.firstLayer + layer) + cutColumn;
      for (let row = 0; row <= rows; row += 1) {
        values[layer * (rows + 1) + row] = at(this.#fields[2], start + row * rowStride);
      }
    }
    return values;
  }

  /** The field along the columns at a place of the cut plane. */
  fieldAt(place: MeshColumn): number {
    return at(this.#fields[2], this.#columnEntry(place) + this.plan.cutColumn);
  }

  /** Adds the pulse from floor to ceiling; every slab that holds the source does so, be it in its halo. */
  #feed(): void {
    const { source, columns } = this.plan;
    if (!holds(this.#grid, source.layer)) {
      return;
    }
    const strength = this.#pulse(this.#step);
    const [, , ez] = this.#fields;
    const start = this.#columnEntry(source);
    for (let entry = start; entry < start + columns; entry += 1) {
      if (at(this.#gains.z, entry) > 0) {
        ez[entry] = at(ez, entry) + strength;
      }
    }
  }

  #columnEntry(place: MeshColumn): number {
    return layerEntry(this.#grid, place.layer) + place.row * this.#grid.rowStride;
  }

  /** Faraday's law for the entries from one to before another. */
  #advanceMagnetic(from: number, to: number): void {
    const { rowStride, layerStride } = this.#grid;
    const [ex, ey, ez, hx, hy, hz] = this.#fields;
    for (let n = from; n < to; n += 1) {
      const x = at(ex, n);
      const y = at(ey, n);
      const z = at(ez, n);
      hx[n] = at(hx, n) - COURANT_NUMBER * (at(ez, n + rowStride) - z - (at(ey, n + 1) - y));
      hy[n] = at(hy, n) - COURANT_NUMBER * (at(ex, n + 1) - x - (at(ez, n + layerStride) - z));
      hz[n] = at(hz, n) - COURANT_NUMBER * (at(ey, n + layerStride) - y - (at(ex, n + rowStride) - x));
    }
  }

  /** Ampère's law for the entries from one to before another. */
  #advanceElectric(from: number, to: number): void {
    const { rowStride, layerStride } = this.#grid;
    const [ex, ey, ez, hx, hy, hz] = this.#fields;
    const gains = this.#gains;
    for (let n = from; n < to; n += 1) {
      const x = at(hx, n);
      const y = at(hy, n);
      const z = at(hz, n);
      ex[n] = at(ex, n) + at(gains.x, n) * (z - at(hz, n - rowStride) - (y - at(hy, n - 1)));
      ey[n] = at(ey, n) + at(gains.y, n) * (x - at(hx, n - 1) - (z - at(hz, n - layerStride)));
      ez[n] = at(ez, n) + at(gains.z, n) * (y - at(hy, n - layerStride) - (x - at(hx, n - rowStride)));
    }
  }
}

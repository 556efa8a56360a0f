import type { Plan, SlabPlan } from '../shared/plan.ts';

/**
 * Where the cells of a slab and its halo lie in the field arrays.
 *
 * The arrays hold a plane per layer, in each a line per row. Every line and plane has one entry more than cells, for
 * the far wall, and a guard plane stands before the first and after the last: so the neighbours of every entry exist
 * and the loops over the field need no case for the walls.
 */
export interface Grid {
  readonly slab: SlabPlan;
  /** Layers of the lower neighbour that this solver holds too; 0 at the wall. */
  readonly lowerHalo: number;
  /** Layers of the upper neighbour that this solver holds too; 0 at the wall. */
  readonly upperHalo: number;
  /** The first layer of the mesh that is held. */
  readonly firstHeld: number;
  /** Layers held, the halo's among them. */
  readonly held: number;
  /** Entries from a row to the next. */
  readonly rowStride: number;
  /** Entries from a layer to the next. */
  readonly layerStride: number;
  readonly entries: number;
}

/** Guard planes before the first and after the last layer. */
const GUARDS = 2;

/** Lays out the slab with this number. */
export function gridOf(plan: Plan, slabIndex: number): Grid {
  const slab = plan.slabs[slabIndex];
  if (slab === undefined) {
    throw new RangeError(`slab ${slabIndex}: the plan has ${plan.slabs.length}`);
  }
  const lowerHalo = slabIndex === 0 ? 0 : plan.haloLayers;
  const upperHalo = slabIndex === plan.slabs.length - 1 ? 0 : plan.haloLayers;
  const held = lowerHalo + slab.layers + upperHalo;
  const rowStride = plan.columns + 1;
  const layerStride = (plan.rows + 1) * rowStride;
  return {
    slab,
    lowerHalo,
    upperHalo,
    firstHeld: slab.firstLayer - lowerHalo,
    held,
    rowStride,
    layerStride,
    entries: (held + GUARDS) * layerStride,
  };
}

/** The first entry of a layer of the mesh. */
export function layerEntry(grid: Grid, layer: number): number {
  return (layer - grid.firstHeld + 1) * grid.layerStride;
}

/** Whether a layer of the mesh is held. */
export function holds(grid: Grid, layer: number): boolean {
  return layer >= grid.firstHeld && layer < grid.firstHeld + grid.held;
}

import type { JsonValue } from '@berth-platform/berth/worker';

import { Fields } from './fields.ts';

/** The layers of cells that one solver computes. */
export interface SlabPlan {
  /** The solver's id, e.g. `solver-1`. */
  readonly worker: string;
  readonly firstLayer: number;
  readonly layers: number;
}

/** A column of the mesh, from floor to ceiling. */
export interface MeshColumn {
  readonly layer: number;
  readonly row: number;
}

/**
 * What the mesher tells the solvers and the viewer about a run.
 *
 * The mesher turns the body so that its longest side runs along the layers, which are shared out to the solvers, and
 * its shortest along the columns, the direction of the field that is shown.
 */
export interface Plan {
  /** Counts the runs of the session from 1. */
  readonly run: number;
  /** Path of the STL file in the project. */
  readonly geometry: string;
  readonly steps: number;
  /** After how many steps the solvers send the cut plane. */
  readonly stepsPerFrame: number;
  /** How many layers of its neighbour a solver holds, and so after how many steps it has to renew them. */
  readonly haloLayers: number;
  readonly cellSizeMetres: number;
  /** Cells along the longest side. */
  readonly layers: number;
  /** Cells along the middle side. */
  readonly rows: number;
  /** Cells along the shortest side. */
  readonly columns: number;
  readonly slabs: readonly SlabPlan[];
  /** Where the pulse is fed in: in the first slab. */
  readonly source: MeshColumn;
  /** Where the field is recorded: in the last slab. */
  readonly probe: MeshColumn;
  /** The cell along the shortest side whose plane is shown and in which the probe lies. */
  readonly cutColumn: number;
}

/** The most cells along a side: 200³ cells, the fields of half of them, fit the solver's 512 MiB. */
export const CELLS_MAX = 200;
/** The most steps: bounds the recorded series that the viewer holds. */
export const STEPS_MAX = 50_000;

/** Reads the plan from a message and refuses one that does not hang together. */
export function readPlan(data: JsonValue): Plan {
  const fields = new Fields('MESSAGE_INVALID', 'plan', data);
  const layers = fields.integer('layers', 1, CELLS_MAX);
  const rows = fields.integer('rows', 1, CELLS_MAX);
  const columns = fields.integer('columns', 1, CELLS_MAX);
  const slabs = fields.each('slabs').map((slab) => ({
    worker: slab.text('worker'),
    firstLayer: slab.integer('firstLayer', 0, layers - 1),
    layers: slab.integer('layers', 1, layers),
  }));
  if (!coversAllLayers(slabs, layers)) {
    fields.refuse('slabs', `slabs that follow each other from layer 0 to layer ${layers - 1}`);
  }
  const steps = fields.integer('steps', 1, STEPS_MAX);
  return {
    run: fields.integer('run', 1, Number.MAX_SAFE_INTEGER),
    geometry: fields.text('geometry'),
    steps,
    stepsPerFrame: fields.integer('stepsPerFrame', 1, steps),
    haloLayers: fields.integer('haloLayers', 1, Math.min(...slabs.map((slab) => slab.layers))),
    cellSizeMetres: fields.positive('cellSizeMetres'),
    layers,
    rows,
    columns,
    slabs,
    source: readColumn(fields.inside('source'), layers, rows),
    probe: readColumn(fields.inside('probe'), layers, rows),
    cutColumn: fields.integer('cutColumn', 0, columns - 1),
  };
}

/** After which steps the solvers send the cut plane; the last step is always among them. */
export function frameSteps(plan: Pick<Plan, 'steps' | 'stepsPerFrame'>): number[] {
  const frames = Math.ceil(plan.steps / plan.stepsPerFrame);
  return Array.from({ length: frames }, (_, frame) => Math.min((frame + 1) * plan.stepsPerFrame, plan.steps));
}

function readColumn(fields: Fields, layers: number, rows: number): MeshColumn {
  return { layer: fields.integer('layer', 1, layers - 1), row: fields.integer('row', 1, rows - 1) };
}

function coversAllLayers(slabs: readonly SlabPlan[], layers: number): boolean {
  let next = 0;
  for (const slab of slabs) {
    if (slab.firstLayer !== next) {
      return false;
    }
    next += slab.layers;
  }
  return next === layers;
}

import type { JsonValue } from '@berth-platform/berth/worker';

import { Fields } from '../shared/fields.ts';
import { CELLS_MAX, STEPS_MAX } from '../shared/plan.ts';

/** What the user asks to be computed. */
export interface SimulationRequest {
  /** Path of the STL file in the project. */
  readonly geometry: string;
  /** Cells along the longest side. */
  readonly cells: number;
  readonly steps: number;
}

const DEFAULT_GEOMETRY = 'cavity.stl';
/** Fine enough for 0.1 % of a box's lowest resonance, coarse enough for a few seconds. */
const DEFAULT_CELLS = 60;
/** Below, the walls of a box stand too coarse for 1 %. */
const CELLS_MIN = 10;
/** Below, not one period of the lowest resonance is recorded. */
const STEPS_MIN = 100;
/** With a step of about half a cell a wave then crosses the longest side 36 times: 34 periods of a box's lowest mode. */
const DEFAULT_STEPS_PER_CELL = 64;

/**
 * Reads the input of a session or the data of a `simulate` message.
 *
 * @throws WorkerError `INPUT_INVALID` naming the field
 */
export function readRequest(input: JsonValue): SimulationRequest {
  const fields = new Fields('INPUT_INVALID', '', input);
  fields.only(['geometry', 'cells', 'steps']);
  const cells = fields.has('cells') ? fields.integer('cells', CELLS_MIN, CELLS_MAX) : DEFAULT_CELLS;
  return {
    geometry: fields.has('geometry') ? fields.text('geometry') : DEFAULT_GEOMETRY,
    cells,
    steps: fields.has('steps') ? fields.integer('steps', STEPS_MIN, STEPS_MAX) : cells * DEFAULT_STEPS_PER_CELL,
  };
}

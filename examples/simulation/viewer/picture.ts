import { encode } from 'fast-png';

import { at } from '../shared/floats.ts';
import { colourIndex, METAL_INDEX, palette } from './colours.ts';
import type { Plan } from '../shared/plan.ts';

/** A picture of the field in the cut plane. */
export interface Picture {
  readonly widthPixels: number;
  readonly heightPixels: number;
  readonly png: Uint8Array;
}

/** About how wide a picture is. */
const WIDTH_PIXELS = 480;
const COLOURS = palette();

/** Draws the cut plane: layers from left to right, rows from bottom to top, metal grey. */
export class Painter {
  readonly #layers: number;
  readonly #rows: number;
  readonly #pixelsPerPoint: number;
  /** By layer and row: whether the point lies in metal or on its surface. */
  readonly #metal: readonly boolean[];

  /** @param inside a byte per cell of the cut plane, by layer and row: 1 inside the body */
  constructor(plan: Plan, inside: Uint8Array) {
    const free = (layer: number, row: number): boolean =>
      layer >= 0 && row >= 0 && row < plan.rows && inside[layer * plan.rows + row] === 1;
    // The field's points stand at the corners of the cells, so there is one more of them along each side.
    this.#layers = plan.layers + 1;
    this.#rows = plan.rows + 1;
    this.#pixelsPerPoint = Math.max(1, Math.round(WIDTH_PIXELS / this.#layers));
    this.#metal = Array.from({ length: this.#layers * this.#rows }, (_, point) => {
      const [layer, row] = [Math.floor(point / this.#rows), point % this.#rows];
      return !(free(layer, row) && free(layer - 1, row) && free(layer, row - 1) && free(layer - 1, row - 1));
    });
  }

  /**
   * @param field by layer and row, without the last layer, which is wall
   * @param fullScale the field that gets the strongest colour
   */
  paint(field: Float32Array, fullScale: number): Picture {
    const pixels = this.#pixelsPerPoint;
    const widthPixels = this.#layers * pixels;
    const heightPixels = this.#rows * pixels;
    const data = new Uint8Array(widthPixels * heightPixels);
    for (let row = 0; row < this.#rows; row += 1) {
      const top = (this.#rows - 1 - row) * pixels * widthPixels;
      for (let layer = 0; layer < this.#layers; layer += 1) {
        const point = layer * this.#rows + row;
        const colour = this.#metal[point] === true ? METAL_INDEX : colourIndex(at(field, point) / fullScale);
        data.fill(colour, top + layer * pixels, top + (layer + 1) * pixels);
      }
      for (let line = 1; line < pixels; line += 1) {
        data.copyWithin(top + line * widthPixels, top, top + widthPixels);
      }
    }
    const png = encode({ width: widthPixels, height: heightPixels, data, depth: 8, channels: 1, palette: COLOURS });
    return { widthPixels, heightPixels, png };
  }
}

/** Red, green and blue from 0 to 255. */
export type Colour = [red: number, green: number, blue: number];

const METAL: Colour = [112, 116, 122];
/** From the strongest negative field over none to the strongest positive. */
const STOPS: readonly Colour[] = [
  [5, 48, 97],
  [67, 147, 195],
  [247, 247, 247],
  [214, 96, 77],
  [103, 0, 31],
];
const FIELD_COLOURS = 255;
const MIDDLE = (FIELD_COLOURS - 1) / 2;

/** The palette's entry for metal. */
export const METAL_INDEX = FIELD_COLOURS;

/** The palette's entry for a field between −1 and 1; beyond, the outermost colour. */
export function colourIndex(relativeField: number): number {
  const limited = Math.max(-1, Math.min(1, relativeField));
  // Below full strength the root lifts weak waves out of the white.
  return Math.round(MIDDLE + MIDDLE * Math.sign(limited) * Math.sqrt(Math.abs(limited)));
}

/** The 256 colours of a picture. */
export function palette(): Colour[] {
  const colours = Array.from({ length: FIELD_COLOURS }, (_, index) =>
    between((index / (FIELD_COLOURS - 1)) * (STOPS.length - 1)),
  );
  return [...colours, METAL];
}

function between(place: number): Colour {
  const stop = Math.min(Math.floor(place), STOPS.length - 2);
  const part = place - stop;
  const [low, high] = [STOPS[stop] ?? METAL, STOPS[stop + 1] ?? METAL];
  const mix = (from: number, to: number): number => Math.round(from + part * (to - from));
  return [mix(low[0], high[0]), mix(low[1], high[1]), mix(low[2], high[2])];
}

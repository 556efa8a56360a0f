/** How fast the scale follows a field that became weaker, per frame. */
const FALL = 0.9;
/** The strongest colour stands for this many times the field's root mean square: a standing wave peaks at about two. */
const PEAK_OVER_MEAN = 2.5;

/** The root mean square of a field. */
export function rootMeanSquare(field: Float32Array): number {
  return Math.sqrt(field.reduce((sum, value) => sum + value * value, 0) / field.length);
}

/** The scale of a picture from that of the picture before: at once up with the field, slowly down. */
export function nextFullScale(before: number, meanField: number): number {
  const wanted = PEAK_OVER_MEAN * meanField;
  // A picture before the pulse has no field; any scale shows it white.
  return Math.max(wanted, before * FALL, Number.MIN_VALUE);
}

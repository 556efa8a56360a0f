import { LIGHT_SPEED, timeStepSeconds } from '../shared/timing.ts';

/**
 * The pulse's strongest frequency, as the part of a wavelength that fits across the middle side. Broad as the pulse
 * is, it covers the frequencies from a fifth to twice of that.
 */
const WAVELENGTHS_ACROSS = 0.7;
/** How many widths the pulse begins before its middle: there it has risen to 10⁻⁵ of its peak. */
const WIDTHS_BEFORE = 5;

/**
 * The pulse that excites the body: the derivative of a Gaussian, which has no constant part that would stay behind as
 * a charge.
 *
 * @returns its strength at each step, at most 1
 */
export function pulse(cellSizeMetres: number, middleSideCells: number): (step: number) => number {
  const peakHz = (WAVELENGTHS_ACROSS * LIGHT_SPEED) / (middleSideCells * cellSizeMetres);
  // The spectrum of t·exp(−t²/2w²) is strongest at 1/(2πw).
  const widthSeconds = 1 / (2 * Math.PI * peakHz);
  const stepSeconds = timeStepSeconds(cellSizeMetres);
  return (step) => {
    const widths = (step * stepSeconds) / widthSeconds - WIDTHS_BEFORE;
    return widths * Math.exp((1 - widths * widths) / 2);
  };
}

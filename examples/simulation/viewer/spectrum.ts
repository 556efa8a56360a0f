import { at } from '../shared/floats.ts';

/** How strongly each frequency is contained in a recorded field. */
export interface Spectrum {
  readonly frequenciesHz: readonly number[];
  /** The strongest is 1. */
  readonly magnitudes: readonly number[];
  /** The frequencies of the peaks from the lowest on, read between the points of the grid. */
  readonly peaksHz: readonly number[];
}

/** The frequencies at which a spectrum is computed. */
export interface FrequencyGrid {
  readonly lowestHz: number;
  readonly highestHz: number;
  readonly points: number;
}

/** Peaks below this part of the strongest are not resonances: the window's side lobes are at 0.12 %. */
const PEAK_THRESHOLD = 0.05;
/** The Blackman window's three terms. */
const BLACKMAN = [0.42, 0.5, 0.08] as const;

/**
 * The spectrum of a recorded series by a discrete Fourier transform at each frequency of the grid. A Blackman window
 * takes off the cut at both ends, which would otherwise spread every resonance over its neighbours.
 *
 * @param stepSeconds the time between two values of the series
 */
export function spectrumOf(series: Float64Array, stepSeconds: number, grid: FrequencyGrid): Spectrum {
  const windowed = series.map((value, index) => value * blackman(index, series.length));
  const spacingHz = (grid.highestHz - grid.lowestHz) / (grid.points - 1);
  const frequenciesHz = Array.from({ length: grid.points }, (_, point) => grid.lowestHz + point * spacingHz);
  const absolute = frequenciesHz.map((frequencyHz) => magnitudeAt(windowed, 2 * Math.PI * frequencyHz * stepSeconds));
  const strongest = Math.max(...absolute);
  const magnitudes = absolute.map((magnitude) => (strongest > 0 ? magnitude / strongest : 0));
  const peaksHz = peakPoints(magnitudes).map((point) => grid.lowestHz + point * spacingHz);
  return { frequenciesHz, magnitudes, peaksHz };
}

/** The size of the Fourier sum at one frequency, given as an angle per value. */
function magnitudeAt(values: Float64Array, angle: number): number {
  const turnReal = Math.cos(angle);
  const turnImaginary = Math.sin(angle);
  let [real, imaginary, sumReal, sumImaginary] = [1, 0, 0, 0];
  for (const value of values) {
    sumReal += value * real;
    sumImaginary += value * imaginary;
    const next = real * turnReal - imaginary * turnImaginary;
    imaginary = real * turnImaginary + imaginary * turnReal;
    real = next;
  }
  return Math.hypot(sumReal, sumImaginary);
}

/** The places of the peaks, in points of the grid and parts of them. */
function peakPoints(magnitudes: readonly number[]): number[] {
  const peaks: number[] = [];
  const logarithms = Float64Array.from(magnitudes, (magnitude) => Math.log(Math.max(magnitude, Number.MIN_VALUE)));
  for (let point = 1; point < magnitudes.length - 1; point += 1) {
    const [before, here, after] = [at(logarithms, point - 1), at(logarithms, point), at(logarithms, point + 1)];
    if (here > before && here >= after && here > Math.log(PEAK_THRESHOLD)) {
      // The top of the parabola through the three points; in logarithms the window's peak is one very nearly.
      peaks.push(point + (before - after) / (2 * (before - 2 * here + after)));
    }
  }
  return peaks;
}

function blackman(index: number, length: number): number {
  const angle = (2 * Math.PI * (index + 0.5)) / length;
  return BLACKMAN[0] - BLACKMAN[1] * Math.cos(angle) + BLACKMAN[2] * Math.cos(2 * angle);
}

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { spectrumOf } from '../../../../examples/simulation/viewer/spectrum.ts';

const STEP_SECONDS = 2e-12;
const GRID = { lowestHz: 1e9, highestHz: 10e9, points: 601 };

function tones(steps: number, ...frequenciesHz: readonly number[]): Float64Array {
  return Float64Array.from({ length: steps }, (_, step) =>
    frequenciesHz.reduce(
      (sum, frequencyHz, n) => sum + Math.sin(2 * Math.PI * frequencyHz * step * STEP_SECONDS + n),
      0,
    ),
  );
}

describe('the spectrum of a series', () => {
  test('finds any sine to 0.05 %', () => {
    fc.assert(
      fc.property(fc.double({ min: 2e9, max: 9e9, noNaN: true }), (frequencyHz) => {
        const { peaksHz } = spectrumOf(tones(3000, frequencyHz), STEP_SECONDS, GRID);
        expect(peaksHz).toHaveLength(1);
        expect(Math.abs((peaksHz[0] ?? 0) / frequencyHz - 1)).toBeLessThan(5e-4);
      }),
      { numRuns: 25 },
    );
  });

  test('keeps two sines apart, the lower first', () => {
    const { peaksHz, magnitudes } = spectrumOf(tones(4000, 6.2e9, 4.5e9), STEP_SECONDS, GRID);
    expect(peaksHz.map((peak) => Math.round(peak / 1e7))).toEqual([450, 620]);
    expect(Math.max(...magnitudes)).toBe(1);
  });

  test('finds nothing in silence', () => {
    expect(spectrumOf(new Float64Array(1000), STEP_SECONDS, GRID).peaksHz).toEqual([]);
  });
});

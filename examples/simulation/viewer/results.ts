import { WorkerError } from '@berth-platform/berth/worker';

import { LIGHT_SPEED, timeStepSeconds } from '../shared/timing.ts';
import { spectrumOf } from './spectrum.ts';
import type { Plan } from '../shared/plan.ts';
import type { FrequencyGrid, Spectrum } from './spectrum.ts';

/** In units of light speed over the middle side: where the pulse has strength. */
const SPECTRUM_RANGE = { lowest: 0.2, highest: 1.6 };
const SPECTRUM_POINTS = 701;

/** What a run found out; of all this only the resonance and the spectrum come from the field. */
export interface Findings {
  /** The lowest resonance. */
  readonly resonanceHz: number;
  readonly spectrum: Spectrum;
  readonly stepSeconds: number;
}

/**
 * Reads the resonances from the field recorded at the probe.
 *
 * @throws WorkerError `NO_RESONANCE` when the record shows none
 */
export function findingsOf(plan: Plan, probe: Float64Array): Findings {
  const stepSeconds = timeStepSeconds(plan.cellSizeMetres);
  const spectrum = spectrumOf(probe, stepSeconds, frequencyGrid(plan));
  const [resonanceHz] = spectrum.peaksHz;
  if (resonanceHz === undefined) {
    throw new WorkerError('NO_RESONANCE', `${plan.geometry}: the recorded field has no peak; ask for more steps`);
  }
  return { resonanceHz, spectrum, stepSeconds };
}

/** The folder of a geometry's results in the project. */
export function resultsFolder(geometry: string): string {
  return `results/${geometry.replace(/\.stl$/i, '')}`;
}

/** The recorded field for spreadsheets. */
export function probeTable(probe: Float64Array, stepSeconds: number): string {
  const lines = Array.from(probe, (value, index) => `${((index + 1) * stepSeconds).toExponential(6)},${value}`);
  return ['time_seconds,field', ...lines, ''].join('\n');
}

function frequencyGrid(plan: Plan): FrequencyGrid {
  const unitHz = LIGHT_SPEED / (plan.rows * plan.cellSizeMetres);
  return {
    lowestHz: SPECTRUM_RANGE.lowest * unitHz,
    highestHz: SPECTRUM_RANGE.highest * unitHz,
    points: SPECTRUM_POINTS,
  };
}

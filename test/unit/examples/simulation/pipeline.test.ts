import { beforeAll, describe, expect, test } from '@jest/globals';
import { decode } from 'fast-png';

import { runPipeline } from './support/pipeline.ts';
import type { PipelineRun } from './support/pipeline.ts';

const LIGHT_SPEED = 299_792_458;
const TOLERANCE = 0.01;

/**
 * The lowest resonance of a rectangular cavity: TE101 across its two longer sides (D. M. Pozar, Microwave Engineering,
 * section on rectangular waveguide cavity resonators).
 */
function analyticHz(longMetres: number, middleMetres: number): number {
  return (LIGHT_SPEED / 2) * Math.sqrt(1 / longMetres ** 2 + 1 / middleMetres ** 2);
}

function deviation(measuredHz: number, expectedHz: number): number {
  return Math.abs(measuredHz / expectedHz - 1);
}

const CAVITY_HZ = analyticHz(0.06, 0.04);
const WIDE_CAVITY_HZ = analyticHz(0.08, 0.04);

describe('the cavity of the example at its default resolution', () => {
  let run: PipelineRun;
  beforeAll(async () => {
    run = await runPipeline('cavity.stl', 60);
  }, 30_000);

  test('resonates within 1 % of the analytic frequency', () => {
    expect(deviation(run.resonanceHz, CAVITY_HZ)).toBeLessThan(TOLERANCE);
  });

  test('does not resonate at the frequency of a cavity of another size', () => {
    expect(deviation(run.resonanceHz, WIDE_CAVITY_HZ)).toBeGreaterThan(TOLERANCE);
  });

  test('has 60 × 40 × 20 cells of 1 mm, all inside', () => {
    const solverPlans = run.plans.filter(({ to }) => to.startsWith('solver-'));
    expect(solverPlans.map(({ data }) => data)).toEqual([
      expect.objectContaining({ layers: 60, rows: 40, columns: 20, cellSizeMetres: 0.001 }),
      expect.objectContaining({ layers: 60, rows: 40, columns: 20, cellSizeMetres: 0.001 }),
    ]);
    const halo = 8;
    const insideCells = solverPlans.map(({ bytes }) => bytes.reduce((sum, cell) => sum + cell, 0));
    expect(insideCells).toEqual([(30 + halo) * 40 * 20, (30 + halo) * 40 * 20]);
  });

  test('streams its frames as PNG pictures in order', () => {
    const frames = run.session.published.filter(({ type }) => type === 'frame');
    expect(frames).toHaveLength(80);
    for (const [index, { data, bytes }] of frames.entries()) {
      const { width, height } = decode(bytes);
      expect(data).toMatchObject({ run: 1, frame: index, step: (index + 1) * 48, width, height });
    }
  });

  test('leaves its results in the project and no message unread', () => {
    const { files } = run.session;
    const spectrum = JSON.parse(Buffer.from(files.get('results/cavity/spectrum.json') ?? '').toString()) as {
      resonanceHz: number;
    };
    expect(spectrum.resonanceHz).toBe(run.resonanceHz);
    expect(decode(files.get('results/cavity/field.png') ?? new Uint8Array()).width).toBeGreaterThan(400);
    expect(
      Buffer.from(files.get('results/cavity/probe.csv') ?? '')
        .toString()
        .split('\n'),
    ).toHaveLength(60 * 64 + 2);
    expect(run.session.unread).toBe(0);
  });
});

test('the wide cavity resonates at its own frequency and not at that of the other', async () => {
  const { resonanceHz } = await runPipeline('wide-cavity.stl', 32);
  expect(deviation(resonanceHz, WIDE_CAVITY_HZ)).toBeLessThan(TOLERANCE);
  expect(deviation(resonanceHz, CAVITY_HZ)).toBeGreaterThan(TOLERANCE);
});

test('three solvers find what two find', async () => {
  const two = await runPipeline('l-shaped.stl', 24, 2);
  const three = await runPipeline('l-shaped.stl', 24, 3);
  expect(three.resonanceHz).toBe(two.resonanceHz);
});

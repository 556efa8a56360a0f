import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import type { WorkerMessage } from '../../services/relay-client/session-stream.ts';
import { eventually } from '../support/eventually.ts';
import { startTestPlatform, type TestPlatform } from '../support/platform.ts';

const exampleFolder = join(import.meta.dirname, '..', '..', 'examples', 'simulation');
const speedOfLight = 299_792_458;
const tolerance = 0.01;

/** Resonance of the mode TE101 of a box with metal walls (D. M. Pozar, Microwave Engineering, 6.3), in hertz. */
function resonanceHz(lengthMetres: number, widthMetres: number): number {
  return (speedOfLight / 2) * Math.hypot(1 / lengthMetres, 1 / widthMetres);
}
const cavityHz = resonanceHz(0.06, 0.04);
const wideCavityHz = resonanceHz(0.08, 0.04);

let berth: TestPlatform;

beforeAll(async () => {
  berth = await startTestPlatform({ app: exampleFolder });
}, 120_000);
afterAll(async () => {
  await berth.stop();
}, 60_000);

/** Runs a session on a geometry until it has its result; answers with everything that the client saw. */
async function simulate(geometry: string): Promise<{ messages: WorkerMessage[]; measuredHz: number }> {
  const messages: WorkerMessage[] = [];
  const session = await berth.demo.open('cavity', 'demo', { geometry });
  const stream = berth.demo.attach(session.id, { onMessage: (message) => messages.push(message) });
  const ended = berth.demo
    .until(session.id, ({ state }) => state === 'failed', 'failed')
    .then(
      ({ reason }) => Promise.reject(new Error(`the session failed: ${JSON.stringify(reason)}`)),
      () => new Promise<never>(() => undefined),
    );
  const result = await Promise.race([ended, firstOf(messages, 'result')]);
  stream.close();
  await berth.demo.close(session.id);
  return { messages, measuredHz: (result.data as { resonanceHz: number }).resonanceHz };
}

async function firstOf(messages: readonly WorkerMessage[], type: string): Promise<WorkerMessage> {
  for (let attempt = 0; attempt < 6; attempt++) {
    try {
      await eventually(async () => expect(messages.some((message) => message.type === type)).toBe(true));
      break;
    } catch {
      // A slow machine: as long as there is progress, go on for a minute.
    }
  }
  const found = messages.find((message) => message.type === type);
  if (found === undefined)
    throw new Error(`no message "${type}"; the last was ${JSON.stringify(messages.at(-1)?.data)}`);
  return found;
}

const deviation = (measured: number, expected: number) => Math.abs(measured - expected) / expected;
const pngSignature = [0x89, 0x50, 0x4e, 0x47];

describe('the simulation example', () => {
  test('measures the resonance of the cavity within 1 %, and its results are in the project', async () => {
    const { messages, measuredHz } = await simulate('cavity.stl');
    expect(deviation(measuredHz, cavityHz)).toBeLessThan(tolerance);

    const frames = messages.filter(({ type }) => type === 'frame');
    expect(frames.length).toBeGreaterThan(20);
    for (const { bytes } of frames) expect([...bytes.subarray(0, 4)]).toEqual(pngSignature);
    const viewerNumbers = messages.filter(({ worker }) => worker === 'viewer-0').map(({ seq }) => seq);
    expect(viewerNumbers).toEqual(viewerNumbers.map((_, index) => index + 1));

    const { body } = await berth.demo.call('GET', '/projects/demo/files?prefix=results/');
    const paths = (body['files'] as { path: string }[]).map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(['results/cavity/field.png', 'results/cavity/spectrum.json']));
    const spectrum = await berth.demo.call('GET', '/projects/demo/files/results/cavity/spectrum.json');
    expect(JSON.parse(String(spectrum.body['text']))).toMatchObject({ resonanceHz: measuredHz });
  }, 120_000);

  test('tells a cavity of another size from it', async () => {
    const { measuredHz } = await simulate('wide-cavity.stl');
    expect(deviation(measuredHz, cavityHz)).toBeGreaterThan(tolerance);
    expect(deviation(measuredHz, wideCavityHz)).toBeLessThan(tolerance);
  }, 120_000);

  test('ends with the line and the reason where a geometry is broken', async () => {
    const session = await berth.demo.open('cavity', 'demo', { geometry: 'broken.stl' });
    const failed = await berth.demo.until(session.id, ({ state }) => state === 'failed', 'failed');
    expect(failed.reason).toMatchObject({
      code: 'GEOMETRY_BROKEN',
      message: 'broken.stl line 7: expected "vertex", found "vertx"',
      worker: 'geometry-0',
    });
    // The project is free again.
    const next = await berth.demo.open('cavity', 'demo', { geometry: 'broken.stl' });
    await berth.demo.close(next.id);
  }, 60_000);
});

import { describe, expect, test } from '@jest/globals';
import { Check } from 'typebox/value';
import { Catalogue, catalogueOf } from '../../../../infra/model/catalogue.ts';
import { checkPlatform, definePlatform } from '../../../../infra/model/platform.ts';
import { fullPlatform, withWorker } from './support/full-platform.ts';

function workerTypeOf(worker: Record<string, unknown>) {
  const [sessionType] = catalogueOf(
    checkPlatform(withWorker({ command: ['node', 'worker.ts'], ...worker })),
  ).sessionTypes;
  return sessionType?.workers[0];
}

describe('a catalogue', () => {
  test('fills in every default, in plain units', () => {
    const catalogue = catalogueOf(
      definePlatform({ name: 'lab', sessionTypes: { design: { workers: { solver: { image: 'lab/solver' } } } } }),
    );
    expect(catalogue).toEqual({
      platform: 'lab',
      sessionTypes: [
        {
          name: 'design',
          description: '',
          openDeadlineMs: 180_000,
          closeDeadlineMs: 30_000,
          workers: [
            {
              name: 'solver',
              command: [],
              image: 'lab/solver',
              env: {},
              protocol: 'http',
              requirements: {
                os: 'linux',
                cpuMillis: 250,
                memoryBytes: 256 * 2 ** 20,
                labels: {},
                image: 'lab/solver',
              },
              minCount: 1,
              maxCount: 1,
              restart: { policy: 'on-failure', max: 3, backoffMs: 500 },
              critical: true,
              startDeadlineMs: 60_000,
              initialiseDeadlineMs: 60_000,
              stopGraceMs: 5000,
              window: { messages: 1024, memoryBytes: 16 * 2 ** 20, whenFull: 'drop-oldest' },
            },
          ],
        },
      ],
    });
  });

  test('carries what the author says', () => {
    const [design] = catalogueOf(definePlatform(fullPlatform)).sessionTypes;
    expect(design).toMatchObject({
      openDeadlineMs: 120_000,
      closeDeadlineMs: 60_000,
      description: 'Draws and simulates.',
    });
    expect(design?.workers).toEqual([
      {
        name: 'solver',
        command: ['node', 'main.ts'],
        image: 'lab/main:1',
        env: { OMP_NUM_THREADS: '2' },
        protocol: 'http',
        requirements: {
          os: 'linux',
          cpuMillis: 1500,
          memoryBytes: 2 * 2 ** 30,
          gpu: { shareMillis: 250, count: 1, memoryBytes: 8 * 2 ** 30, model: 'A100' },
          labels: { 'lab.example/zone': 'a' },
        },
        minCount: 1,
        maxCount: 3,
        restart: { policy: 'always', max: 5, backoffMs: 2000 },
        critical: false,
        readiness: { port: 8080, path: '/ready', periodMs: 500, timeoutMs: 1000 },
        startDeadlineMs: 90_000,
        initialiseDeadlineMs: 300_000,
        stopGraceMs: 30_000,
        window: { messages: 64, memoryBytes: 4 * 2 ** 20, whenFull: 'wait' },
      },
    ]);
  });

  test('fits its own schema', () => {
    expect(Check(Catalogue, catalogueOf(definePlatform(fullPlatform)))).toBe(true);
    expect(catalogueOf({ name: 'lab' })).toEqual({ platform: 'lab', sessionTypes: [] });
  });

  test('keeps the defaults beside what is said of a part', () => {
    expect(workerTypeOf({ restart: { policy: 'never' } })?.restart).toEqual({
      policy: 'never',
      max: 3,
      backoffMs: 500,
    });
    expect(workerTypeOf({ window: { messages: 7 } })?.window).toMatchObject({ messages: 7, whenFull: 'drop-oldest' });
    expect(workerTypeOf({ deadlines: { start: '5s' } })).toMatchObject({
      startDeadlineMs: 5000,
      initialiseDeadlineMs: 60_000,
    });
  });

  test('counts whole GPUs as a thousand thousandths each', () => {
    expect(workerTypeOf({ gpu: {} })?.requirements.gpu).toEqual({ shareMillis: 1000, count: 1, memoryBytes: 0 });
    expect(workerTypeOf({ gpu: { count: 2 } })?.requirements.gpu).toMatchObject({ shareMillis: 1000, count: 2 });
  });

  test('knows a port as well as a path to be ready by', () => {
    expect(workerTypeOf({ probes: { readiness: { tcp: { port: 90 } } } })?.readiness).toEqual({
      port: 90,
      periodMs: 250,
      timeoutMs: 1000,
    });
    expect(workerTypeOf({ count: 4 })).toMatchObject({ minCount: 4, maxCount: 4 });
  });
});

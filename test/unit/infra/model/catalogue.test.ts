import { describe, expect, test } from '@jest/globals';
import { Check } from 'typebox/value';
import { Catalogue, catalogueOf } from '../../../../infra/model/catalogue.ts';
import { clusterCatalogueOf } from '../../../../infra/model/cluster-catalogue.ts';
import { targetOf } from '../../../../infra/model/target.ts';
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
    const [design, paint] = catalogueOf(definePlatform(fullPlatform)).sessionTypes;
    expect(design).toMatchObject({
      openDeadlineMs: 120_000,
      closeDeadlineMs: 60_000,
      description: 'Draws and simulates.',
    });
    expect(design?.workers[0]).toEqual({
      name: 'solver',
      command: ['node', 'main.ts'],
      image: 'lab/main:1',
      env: { BERTH_THREADS: '4', OMP_NUM_THREADS: '2' },
      secrets: { DB_PASSWORD: { secret: 'lab-db', key: 'password' } },
      sidecars: [
        {
          name: 'cache',
          image: 'lab/store:1',
          command: ['store', '--memory'],
          env: { MODE: 'local' },
          secrets: { DB_PASSWORD: { secret: 'lab-db', key: 'password' } },
          port: 6379,
          cpuMillis: 500,
          memoryBytes: 512 * 2 ** 20,
          scratch: { path: '/data', sizeBytes: 2 ** 30 },
        },
      ],
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
      warmCount: 2,
      restart: { policy: 'always', max: 5, backoffMs: 2000 },
      critical: false,
      readiness: { port: 8080, path: '/ready', periodMs: 500, timeoutMs: 1000 },
      probes: {
        startup: { port: 8080, path: '/started', periodMs: 1000, timeoutMs: 1000, failures: 30 },
        liveness: { port: 8080, periodMs: 10_000, timeoutMs: 2000, failures: 3 },
        readiness: { port: 8080, path: '/ready', periodMs: 500, timeoutMs: 1000, failures: 3 },
      },
      startDeadlineMs: 90_000,
      initialiseDeadlineMs: 300_000,
      stopGraceMs: 30_000,
      window: { messages: 64, memoryBytes: 4 * 2 ** 20, whenFull: 'wait' },
    });
    expect(design?.workers[1]?.requirements).toMatchObject({ cpuMillis: 2000, exclusiveCpus: true });
    expect(paint).toMatchObject({ name: 'paint', sameGpu: 'affinity' });
  });

  test('fits its own schema', () => {
    expect(Check(Catalogue, catalogueOf(definePlatform(fullPlatform)))).toBe(true);
    expect(catalogueOf({ name: 'lab' })).toEqual({ platform: 'lab', sessionTypes: [] });
  });

  test('gives the number of threads to the worker, unless its author names it otherwise', () => {
    expect(workerTypeOf({ threads: 8 })?.env).toEqual({ BERTH_THREADS: '8', OMP_NUM_THREADS: '8' });
    expect(workerTypeOf({ threads: 8, env: { OMP_NUM_THREADS: '1' } })?.env).toEqual({
      BERTH_THREADS: '8',
      OMP_NUM_THREADS: '1',
    });
    expect(workerTypeOf({})?.env).toEqual({});
  });

  test('gives sidecars their defaults', () => {
    const sidecars = { store: { image: 'lab/store', port: 6379 } };
    expect(workerTypeOf({ sidecars })?.sidecars).toEqual([
      {
        name: 'store',
        image: 'lab/store',
        command: [],
        env: {},
        port: 6379,
        cpuMillis: 250,
        memoryBytes: 256 * 2 ** 20,
      },
    ]);
  });

  test('of an environment says where its workers run, as JSON', () => {
    const target = targetOf(definePlatform(fullPlatform), 'staging');
    const catalogue = clusterCatalogueOf(target);
    expect(catalogue.cluster).toMatchObject({
      environment: 'staging',
      flavour: 'eks',
      prefix: 'lab-staging',
      namespace: 'lab-staging-workers',
      images: { platform: 'registry.example.org/berth:1' },
    });
    expect(catalogue.cluster.pools).toEqual(target.pools);
    expect(JSON.parse(JSON.stringify(catalogue))).toEqual(catalogue);
    expect(Check(Catalogue, catalogue)).toBe(true);
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

import fc from 'fast-check';
import type { WorkerPodInput } from '../../../infra/constructs/worker-pod/input.ts';
import { catalogueOf, type WorkerType } from '../../../infra/model/catalogue.ts';
import type { ClusterCatalogue } from '../../../infra/model/cluster-catalogue.ts';
import type { Pool } from '../../../infra/model/pools.ts';
import { checkPlatform, ModelError } from '../../../infra/model/platform.ts';
import { labCatalogue } from './lab.ts';

const catalogues = (['kubernetes', 'openshift', 'eks', 'aks', 'gke'] as const).map((flavour) => labCatalogue(flavour));

const name = fc.stringMatching(/^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/);
const memory = fc.oneof(fc.integer({ min: 4 * 2 ** 20, max: 70 * 2 ** 30 }).map(String), fc.constant('1Gi'));
const text = fc.string({ maxLength: 12 });
const variables = fc.dictionary(fc.stringMatching(/^[A-Z][A-Z0-9]{0,6}_X$/), text, { maxKeys: 3 });
const probe = fc.oneof(
  fc.record({ tcp: fc.record({ port: fc.integer({ min: 1, max: 65_535 }) }), period: fc.constantFrom('1ms', '90s') }),
  fc.record({ http: fc.constant({ port: 80, path: '/' }), failures: fc.integer({ min: 1, max: 100 }) }),
);
const gpu = fc.oneof(
  fc.record({ count: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ share: fc.constantFrom('1/2', '1/4', '1/7'), memory: fc.constantFrom('1Gi', '16Gi', '60Gi') }),
  fc.record({ model: fc.constantFrom('a100', 'H100') }),
);

const plain = fc.record(
  {
    image: fc.constantFrom('lab/any:1', 'registry.example.org/lab/any@sha256:0123'),
    command: fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 4 }),
    cpu: fc.constantFrom(0.001, 0.25, 1.5, 4, 15, 16),
    memory,
    env: variables,
    threads: fc.integer({ min: 1, max: 64 }),
    protocol: fc.constantFrom('http', 'none'),
    probes: fc.record({ startup: probe, liveness: probe, readiness: probe }, { requiredKeys: [] }),
    stopGrace: fc.constantFrom('0ms', '1500ms', '10m'),
    deadlines: fc.constant({ start: '1ms' }),
    window: fc.record({ memory: fc.integer({ min: 1, max: 2 ** 30 }).map(String) }),
    sidecars: fc.dictionary(
      name,
      fc.record({ image: fc.constant('lab/side:1'), port: fc.integer({ min: 1, max: 65_535 }), env: variables }),
      { maxKeys: 3 },
    ),
  },
  { requiredKeys: ['image'] },
);
const labels = fc.constantFrom({}, {}, {}, { 'kubernetes.io/arch': 'amd64' }, { 'lab.example/rare': 'yes' });
const anyHardware = fc.record(
  { os: fc.constantFrom('linux', 'windows'), gpu, labels, exclusiveCpus: fc.boolean() },
  { requiredKeys: [] },
);

/** What suits the nodes of a pool, most of the time. */
function hardwareFor(pool: Pool): fc.Arbitrary<object> {
  const suitable = fc.record({
    os: fc.constant(pool.os),
    labels,
    ...(pool.gpu !== undefined && { gpu: pool.os === 'windows' ? fc.constant({}) : gpu }),
    ...(pool.exclusiveCpus && { exclusiveCpus: fc.constant(true), cpu: fc.integer({ min: 1, max: 16 }) }),
  });
  return fc.oneof({ weight: 4, arbitrary: suitable }, { weight: 1, arbitrary: anyHardware });
}

/** A worker that the model takes. */
function workerFor(pool: Pool): fc.Arbitrary<WorkerType> {
  return fc
    .tuple(name, plain, hardwareFor(pool))
    .map(([worker, program, hardware]) => workerOf(worker, { ...program, ...hardware }))
    .filter((worker) => worker !== undefined);
}

function workerOf(worker: string, value: unknown): WorkerType | undefined {
  try {
    const platform = checkPlatform({ name: 'any', sessionTypes: { any: { workers: { [worker]: value } } } });
    return catalogueOf(platform).sessionTypes[0]?.workers[0];
  } catch (error) {
    if (error instanceof ModelError) return undefined;
    throw error;
  }
}

/** A worker of any kind in any pool of the laboratory, of any flavour: not all of them go together. */
export const anyInput: fc.Arbitrary<WorkerPodInput> = fc
  .constantFrom(...catalogues.flatMap((catalogue) => catalogue.cluster.pools.map((pool) => ({ catalogue, pool }))))
  .chain(({ catalogue, pool }) => inputIn(catalogue, pool));

function inputIn({ platform, cluster }: ClusterCatalogue, pool: Pool): fc.Arbitrary<WorkerPodInput> {
  const wish = pool.gpu?.sharing.mode === 'dra' ? 'claim' : 'affinity';
  return fc
    .record({
      worker: workerFor(pool),
      sameGpu: fc.option(fc.constantFrom(wish, wish, 'affinity', 'claim'), { nil: undefined, freq: 3 }),
      session: fc.option(fc.record({ id: fc.oneof(fc.uuid(), fc.string({ minLength: 1 })) }), { nil: undefined }),
      index: fc.integer({ min: 0, max: 255 }),
      incarnation: fc.integer({ min: 1, max: 10_000 }),
      nodeName: fc.option(fc.constant('node-1'), { nil: undefined }),
      pinned: fc.boolean(),
    })
    .map(({ worker, sameGpu, session, index, incarnation, nodeName, pinned }) => ({
      platform,
      cluster,
      sessionType: { name: 'any', ...(sameGpu !== undefined && { sameGpu }) },
      worker,
      workerId: `${worker.name}-${index}`,
      incarnation,
      ...(session !== undefined && { session }),
      placement: { pool, pinned, ...(nodeName !== undefined && { nodeName }) },
    }));
}

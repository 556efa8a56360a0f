import { describe, expect, test } from '@jest/globals';
import type { Environment } from '../../../infra/model/environment.ts';
import { Flavour } from '../../../infra/model/flavour.ts';
import type { NodePool } from '../../../infra/model/node-pool.ts';
import { definePlatform, type Platform } from '../../../infra/model/platform.ts';
import { targetOf } from '../../../infra/model/target.ts';
import { assemble, violationsOf } from '../../../stacks/assemble.ts';
import reference from '../../../stacks/berth.config.ts';
import { workerPods } from '../../../stacks/worker-pods.ts';
import { labTarget } from '../../support/worker-pods/lab.ts';

const flavours = Flavour.anyOf.map((literal) => literal.const);
const size = { cpu: 8, memory: '32Gi', max: 4 };
const l4 = { model: 'NVIDIA L4', memory: '24Gi' };
const a100 = { model: 'NVIDIA A100', memory: '80Gi' };
const sharedL4 = { ...l4, sharing: { mode: 'time-slicing' as const, shares: 4 } };
const dedicated = (value: string) => [{ key: 'dedicated', value, effect: 'NoSchedule' as const }];

/** The reference platform in one environment without changes to it, with other pools or services. */
function platformWith(changes: Partial<Platform>, environment: Environment = { flavour: 'kubernetes' }): Platform {
  return definePlatform({ ...reference, ...changes, environments: { dev: environment } });
}

function withPools(pools: Readonly<Record<string, NodePool>>, changes: Partial<Platform> = {}): Platform {
  return platformWith({ ...changes, nodePools: { ...reference.nodePools, ...pools } });
}

/** What breaks a rule, by its path. */
function brokenIn(platform: Platform): readonly string[] {
  return violationsOf(assemble(platform, 'dev'), '2026-01-01').map(
    ({ path, rule, message }) => `${path} ${rule}${message.slice(message.lastIndexOf(': '))}`,
  );
}

const gpuService: Partial<Platform> = {
  services: { render: { image: 'registry.example.org/lab/render:1.0', port: 80, gpu: { model: 'L4', share: '1/4' } } },
};

describe('the pods of workers keep the rules of their environment', () => {
  test.each(flavours)('of every kind, of the flavour %s', (flavour) => {
    const { platform } = labTarget(flavour, { policies: { parameters: { requireDigests: false } } });
    const pods = workerPods(targetOf(platform, 'dev'));
    expect(new Set(pods.map(({ path }) => path)).size).toBeGreaterThan(15);
    const found = violationsOf(assemble(platform, 'dev'), '2026-01-01');
    expect(found.filter(({ path }) => path.startsWith('/sessionTypes/'))).toEqual([]);
  });

  test.each<[string, Readonly<Record<string, NodePool>>]>([
    [
      'a taint of its own',
      { gpu: { ...size, gpu: sharedL4, taints: [{ key: 'example.org/gpu', effect: 'NoExecute' }] } },
    ],
    [
      'a taint that is a preference',
      { gpu: { ...size, gpu: sharedL4, taints: [{ key: 'a', effect: 'PreferNoSchedule' }] } },
    ],
    ['no taint', { gpu: { ...size, gpu: sharedL4, taints: [] } }],
    [
      'a taint that another pool has with another value',
      {
        gpu: { ...size, gpu: sharedL4, taints: dedicated('gpu') },
        general: { ...size, taints: dedicated('all') },
      },
    ],
    [
      'a taint that another pool has too',
      {
        gpu: { ...size, gpu: sharedL4, taints: dedicated('lab') },
        general: { ...size, taints: dedicated('lab') },
      },
    ],
    ['no taint, beside one that has', { gpu: { ...size, gpu: sharedL4, taints: [] }, big: { ...size, gpu: a100 } }],
    ['a label of its own', { gpu: { ...size, gpu: { ...sharedL4, label: { key: 'example.org/card', value: 'l4' } } } }],
  ])('where the pool of the GPUs has %s; so do services', (_what, pools) => {
    expect(brokenIn(withPools(pools, gpuService))).toEqual([]);
  });

  test('where the resource has a name of its own', () => {
    const solver = { image: 'registry.example.org/lab/solver:1.4', gpu: {} };
    const platform = platformWith(
      {
        services: {},
        sessionTypes: { design: { workers: { solver } } },
        nodePools: { gpu: { ...size, gpu: { ...l4, resource: 'example.org/gpu' } } },
      },
      { flavour: 'gke' },
    );
    expect(workerPods(targetOf(platform, 'dev'))).toHaveLength(1);
    expect(brokenIn(platform)).toEqual([]);
  });

  test('in an environment without pools', () => {
    const worker = { image: 'registry.example.org/lab/solver:1.4' };
    const platform = definePlatform({
      ...reference,
      nodePools: {},
      services: {},
      sessionTypes: { design: { workers: { worker } } },
      environments: { dev: { flavour: 'kubernetes' } },
    });
    expect(workerPods(targetOf(platform, 'dev')).map(({ path }) => path)).toEqual([
      '/sessionTypes/design/workers/worker',
    ]);
    expect(brokenIn(platform)).toEqual([]);
  });
});

describe('the pod of a worker that breaks a rule is found before the API server refuses it', () => {
  const worker = { image: 'example.com/solver:1.4' };
  const withWorker = (changes: object, environment?: Environment) =>
    platformWith(
      { services: {}, sessionTypes: { design: { workers: { solver: { ...worker, ...changes } } } } },
      environment,
    );

  test('by its place in the model, once for all pools that take it', () => {
    const more = {
      ...reference.nodePools,
      large: { ...size, cpu: 32 },
      tainted: { ...size, taints: dedicated('all') },
    };
    expect(brokenIn({ ...withWorker({}), nodePools: more })).toEqual([
      '/sessionTypes/design/workers/solver image-registry: container worker',
    ]);
  });

  test('for its digest', () => {
    const image = `registry.example.org/lab/solver@sha256:${'a'.repeat(64)}`;
    const environment: Environment = { flavour: 'kubernetes', policies: { parameters: { requireDigests: true } } };
    const found = brokenIn(
      withWorker({ sidecars: { store: { image: 'docker.io/store:1', port: 1 } }, image }, environment),
    );
    expect(found.filter((each) => each.startsWith('/sessionTypes/'))).toEqual([
      '/sessionTypes/design/workers/solver image-digest: container supervisor, container store',
    ]);
  });

  test('as a warm one too', () => {
    expect(brokenIn(withWorker({ warm: 1 }))).toEqual([
      '/sessionTypes/design/workers/solver image-registry: container worker',
      '/sessionTypes/design/workers/solver/warm image-registry: container worker',
    ]);
  });

  test('unless it is excepted', () => {
    const target = { kind: 'Pod', namespace: 'lab-workers', name: 'solver-*' };
    const reason = 'The vendor has no other registry.';
    const exceptions = [{ rule: 'image-registry', target, reason, until: '2027-01-01' }];
    expect(brokenIn(withWorker({}, { flavour: 'kubernetes', policies: { exceptions } }))).toEqual([]);
  });
});

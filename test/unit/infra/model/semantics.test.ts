import { describe, expect, test } from '@jest/globals';
import { roleNames } from '../../../../services/cli/platform/role-names.ts';
import { replicatedRoles } from '../../../../infra/model/role-names.ts';
import { withWorker } from './support/full-platform.ts';
import { linesOf } from './support/issues.ts';

const image = 'lab/main:1';
const at = '/sessionTypes/design/workers/solver';

/** A model, the beginning of the one line that it gets, and what else is in it. */
type Case = readonly [name: string, model: unknown, path: string, ...parts: readonly RegExp[]];

function refused(cases: readonly Case[]): void {
  test.each(cases)('%s is refused with its place and a remedy', (_, model, path, ...parts) => {
    const lines = linesOf(model);
    expect(lines).toHaveLength(1);
    expect(lines[0]?.startsWith(`${path}: `) === true ? path : lines[0]).toBe(path);
    for (const part of parts) expect(lines[0]).toMatch(part);
    // The remedy is the last sentence.
    expect(lines[0]).toMatch(/\. [A-Z][^.]*.*\.$/);
  });
}

function withService(service: object, more: object = {}): unknown {
  return { name: 'lab', services: { api: { image, ...service } }, ...more };
}

function withPools(nodePools: object, more: object = {}): unknown {
  const pools = Object.fromEntries(
    Object.entries(nodePools).map(([name, pool]) => [name, { cpu: 16, memory: '64Gi', max: 4, ...(pool as object) }]),
  );
  return { name: 'lab', nodePools: pools, environments: { dev: { flavour: 'kubernetes' } }, ...more };
}

function designOf(workers: object, more: object = {}): object {
  const all = Object.entries(workers).map(([name, worker]) => [name, { image, ...(worker as object) }] as const);
  return { sessionTypes: { design: { ...more, workers: Object.fromEntries(all) } } };
}

describe('a program', () => {
  refused([
    ['with exclusive parts of processors', withWorker({ image, cpu: 1.5, exclusiveCpus: true }), `${at}/cpu`, /1\.5/],
    ['with exclusive default processors', withWorker({ image, exclusiveCpus: true }), `${at}/cpu`, /cpu: 1/],
    ['of a service with exclusive parts', withService({ cpu: 0.5, exclusiveCpus: true }), '/services/api/cpu'],
    [
      'of Windows with exclusive processors',
      withWorker({ image, os: 'windows', cpu: 2, exclusiveCpus: true }),
      `${at}/exclusiveCpus`,
      /static CPU manager/,
    ],
    [
      'of Windows with a share of a GPU',
      withWorker({ image, os: 'windows', gpu: { share: '1/2' } }),
      `${at}/gpu/share`,
      /whole GPUs on Windows/,
      /gpu: \{ count: 1 \}/,
    ],
    [
      'of Windows with a Linux path',
      withWorker({
        image,
        os: 'windows',
        sidecars: { store: { image, port: 1, scratch: { path: '/data', size: '1Gi' } } },
      }),
      `${at}/sidecars/store/scratch/path`,
      /path of Windows/,
    ],
    [
      'of Linux with a Windows path',
      withService({ storage: { path: 'C:\\data', size: '1Gi' } }),
      '/services/api/storage/path',
      /path of Linux/,
    ],
  ]);
});

describe('a sidecar', () => {
  const sidecar = (name: string, more: object = { port: 6379 }) => ({ sidecars: { [name]: { image, ...more } } });
  refused([
    ['called like its worker', withWorker({ image, ...sidecar('solver') }), `${at}/sidecars/solver`, /another name/],
    ['called like the supervisor', withWorker({ image, ...sidecar('supervisor') }), `${at}/sidecars/supervisor`],
    ['called like its service', withService(sidecar('api')), '/services/api/sidecars/api', /"api-store"/],
    ['without a port', withWorker({ image, ...sidecar('store', {}) }), `${at}/sidecars/store/port`, /a port: by it/],
    [
      'on the supervisor’s port',
      withWorker({ image, ...sidecar('store', { port: 7400 }) }),
      `${at}/sidecars/store/port`,
    ],
    [
      'on the port of its service',
      withService({ port: 80, ...sidecar('store', { port: 80 }) }),
      '/services/api/sidecars/store/port',
      /that of the service/,
    ],
    [
      'on the port of another',
      withWorker({ image, sidecars: { a: { image, port: 1 }, b: { image, port: 1 } } }),
      `${at}/sidecars/b/port`,
      /that of a/,
    ],
    [
      'without a unit of memory',
      withWorker({ image, ...sidecar('store', { port: 1, memory: '64' }) }),
      `${at}/sidecars/store/memory`,
      /4 MiB/,
    ],
  ]);
});

describe('a service', () => {
  const dev = (more: object) => ({ environments: { dev: { flavour: 'kubernetes', ...more } } });
  refused([
    ['that is external and has no port', withService({ external: true }), '/services/api/port', /external/],
    [
      'that has callers and no port',
      withService({ callers: ['web'] }, { services: { api: { image, callers: ['web'] }, web: { image } } }),
      '/services/api/port',
      /a port, because it has callers/,
      /remove callers/,
    ],
    [
      'called like a role',
      { name: 'lab', services: { gateway: { image } } },
      '/services/gateway',
      /found "gateway"; expected a name that nothing of Berth has: it is a role/,
      /"lab-gateway"/,
    ],
    [
      'called like the local directory',
      { name: 'lab', services: { 'local-directory': { image } } },
      '/services/local-directory',
    ],
    [
      'called like the database',
      { name: 'lab', services: { mongodb: { image } } },
      '/services/mongodb',
      /it is a store/,
    ],
    [
      'called like a store of an environment',
      { name: 'lab', services: { cache: { image } }, ...dev({ stores: { cache: {} } }) },
      '/services/cache',
      /it is a store/,
    ],
    ['on each node with replicas', withService({ perNode: true, replicas: 2 }), '/services/api/replicas'],
    ['on each node that is scaled', withService({ perNode: true, autoscale: { max: 4 } }), '/services/api/autoscale'],
    [
      'on each node with a volume',
      withService({ perNode: true, storage: { path: '/data', size: '1Gi' } }),
      '/services/api/storage',
      /volume that follows a node/,
    ],
    [
      'with more replicas than it may scale to',
      withService({ replicas: 5, autoscale: { max: 3 } }),
      '/services/api/autoscale/max',
      /autoscale: \{ max: 6 \}/,
    ],
    [
      'with more replicas in an environment than it may scale to',
      withService({ autoscale: { max: 3 } }, dev({ replicas: { api: 5 } })),
      '/environments/dev/replicas/api',
    ],
    [
      'on each node with replicas in an environment',
      withService({ perNode: true }, dev({ replicas: { api: 5 } })),
      '/environments/dev/replicas/api',
      /on each node/,
    ],
  ]);

  test('may be called like a store that there is not', () => {
    expect(linesOf({ name: 'lab', services: { cache: { image }, rabbitmq: { image } } })).toEqual([]);
  });

  test('that is external and has callers is asked for its port once', () => {
    expect(linesOf(withService({ external: true, callers: ['api'] }))).toHaveLength(1);
  });

  test('with storage may have several replicas', () => {
    expect(linesOf(withService({ replicas: 3, storage: { path: '/data', size: '1Gi' } }))).toEqual([]);
  });
});

describe('an environment', () => {
  const dev = (more: object, rest: object = {}) => ({
    name: 'lab',
    environments: { dev: { flavour: 'kubernetes', ...more } },
    ...rest,
  });
  refused([
    ['with replicas of nothing', dev({ replicas: { sesion: 2 } }), '/environments/dev/replicas/sesion', /"session"/],
    [
      'with replicas of agents',
      dev({ replicas: { 'local-directory': 2 } }),
      '/environments/dev/replicas/local-directory',
    ],
    [
      'with Routes, which only OpenShift has',
      dev({ exposure: { through: 'route' } }),
      '/environments/dev/exposure/through',
      /only OpenShift has Routes, and the flavour is kubernetes/,
    ],
    [
      'called as the folder of the definitions of another',
      { name: 'lab', environments: { 'dev-crds': { flavour: 'kubernetes' } } },
      '/environments/dev-crds',
    ],
    [
      'whose pods and Services overlap',
      dev({ network: { pods: '10.0.0.0/8', services: '10.96.0.0/12' } }),
      '/environments/dev/network/services',
      /apart from that of the pods, 10\.0\.0\.0\/8/,
    ],
    [
      'whose nodes are in the range of the Services',
      dev({ network: { services: '10.96.0.0/12', nodes: '10.96.7.0/24' } }),
      '/environments/dev/network/nodes',
    ],
    [
      'with a range of an address in its middle',
      dev({ network: { pods: '10.0.0.7/8' } }),
      '/environments/dev/network/pods',
      /Write "10\.0\.0\.0\/8"/,
    ],
    [
      'with an exception until a day that never comes',
      dev({
        policies: {
          exceptions: [
            { rule: 'a', target: { kind: 'Pod', name: 'x' }, reason: 'no reason at all', until: '2027-02-31' },
          ],
        },
      }),
      '/environments/dev/policies/exceptions/0/until',
      /day of the calendar/,
    ],
  ]);

  test('of an unknown flavour is refused with the known ones', () => {
    expect(linesOf({ name: 'lab', environments: { dev: { flavour: 'nomad' } } })).toEqual([
      '/environments/dev/flavour: found "nomad"; expected "kubernetes" or "openshift" or "eks" or "aks" or "gke"',
    ]);
  });

  test('with a range that is none is refused', () => {
    const egress = [{ cidr: '300.1.1.0/24', ports: [443] }];
    expect(linesOf(withWorker({ image, egress }))).toEqual([
      expect.stringMatching(/^\/sessionTypes\/design\/workers\/solver\/egress\/0\/cidr: found "300.1.1.0\/24"/),
    ]);
  });

  test('may not have discovery twice: each would know a half', () => {
    expect(linesOf(dev({ replicas: { discovery: 2 } }))).toEqual([
      '/environments/dev/replicas/discovery: found 2; expected 1: its table is in its memory, and two would know ' +
        'different halves (docs/decisions/0009). Remove it.',
    ]);
    expect(linesOf(dev({ replicas: { discovery: 1 } }))).toEqual([]);
  });

  test('may have an API server among its nodes', () => {
    expect(linesOf(dev({ network: { nodes: '10.2.0.0/16', apiServer: ['10.2.0.0/28'] } }))).toEqual([]);
  });

  test('may say how many there are of each role that is replicated', () => {
    expect(roleNames.filter((role) => role !== 'local-directory').toSorted()).toEqual([...replicatedRoles].toSorted());
  });
});

describe('a pool', () => {
  const gpu = { model: 'A100', memory: '80Gi' };
  refused([
    [
      'of Linux with a GPU resource of Windows',
      withPools({ a: { gpu: { ...gpu, resource: 'microsoft.com/directx' } } }),
      '/nodePools/a/gpu/resource',
      /of linux: this one is of windows/,
    ],
    [
      'of Windows with a GPU resource of Linux',
      withPools({ a: { os: 'windows', gpu: { ...gpu, resource: 'nvidia.com/gpu' } } }),
      '/nodePools/a/gpu/resource',
      /"microsoft\.com\/directx"/,
    ],
    [
      'with claims and a resource',
      withPools({ a: { gpu: { ...gpu, sharing: { mode: 'dra' }, resource: 'nvidia.com/gpu' } } }),
      '/nodePools/a/gpu/resource',
      /given by claims/,
    ],
    [
      'without GPUs that an environment shares',
      withPools(
        { a: {} },
        { environments: { dev: { flavour: 'kubernetes', pools: { a: { gpuSharing: { mode: 'dra' } } } } } },
      ),
      '/environments/dev/pools/a/gpuSharing',
    ],
  ]);

  test('with a range that an environment turns round is refused', () => {
    const environments = { dev: { flavour: 'kubernetes', pools: { a: { min: 9 } } } };
    expect(linesOf(withPools({ a: {} }, { environments }))).toEqual([
      '/environments/dev/pools/a/min: found 9; expected at most max, 4',
    ]);
  });

  test('that is wrong in several environments is refused once', () => {
    const environments = { dev: { flavour: 'kubernetes' }, test: { flavour: 'kubernetes' } };
    const lines = linesOf(withPools({ a: { windows: { version: '2022' } } }, { environments }));
    expect(lines).toEqual([expect.stringMatching(/^\/nodePools\/a\/windows: /)]);
  });
});

describe('a worker that no pool takes', () => {
  const gpu = { model: 'NVIDIA A100', memory: '80Gi' };
  const only = (worker: object, pool: object = {}, more: object = {}) =>
    withPools({ a: pool }, designOf({ solver: worker }, more));
  refused([
    ['by its system', only({ os: 'windows' }), at, /a needs os windows, has linux/, /"dev"/],
    ['by its size', only({ cpu: 16 }), at, /needs 16\.1 cpu with its supervisor and sidecars, has 16/],
    ['by its memory', only({ memory: '62Gi' }), at, /memory with its supervisor and sidecars, has 61 GiB for pods/],
    ['by its labels', only({ labels: { 'lab/zone': 'a' } }), at, /needs label lab\/zone=a, has none/],
    ['for want of GPUs', only({ gpu: {} }), at, /needs 1 GPU, has none/],
    ['for the model of the GPUs', only({ gpu: { model: 'H100' } }, { gpu }), at, /model H100, has NVIDIA A100/],
    ['for the number of GPUs', only({ gpu: { count: 2 } }, { gpu }), at, /needs 2 GPUs on one node, has 1/],
    ['for exclusive processors', only({ cpu: 2, exclusiveCpus: true }), at, /needs exclusive processors, has none/],
    ['because it needs no GPU', only({}, { gpu }), at, /kept for what needs a GPU/],
    [
      'in an environment without pools',
      { name: 'lab', environments: { dev: { flavour: 'gke' } }, ...designOf({ solver: { gpu: {} } }) },
      at,
      /which has no pools: it needs a GPU, has none/,
      /Declare a pool/,
    ],
    [
      'in one of its environments',
      withPools(
        { linux: {}, win: { os: 'windows' } },
        {
          environments: { dev: { flavour: 'kubernetes' }, small: { flavour: 'kubernetes', pools: ['linux'] } },
          ...designOf({ solver: { os: 'windows' } }),
        },
      ),
      at,
      /environment "small"; linux needs os windows/,
      /environments\/small\/pools/,
    ],
    ['as a job', withPools({ a: {} }, { jobs: { mesh: { image, gpu: {} } } }), '/jobs/mesh', /a needs 1 GPU, has none/],
  ]);

  test('runs where one environment’s pools take it, and without any environment', () => {
    expect(linesOf(only({ cpu: 8, memory: '32Gi' }))).toEqual([]);
    expect(linesOf(withWorker({ image, gpu: {} }))).toEqual([]);
    expect(linesOf({ name: 'lab', environments: { dev: { flavour: 'gke' } }, ...designOf({ solver: {} }) })).toEqual(
      [],
    );
  });
});

describe('a session type whose workers share a GPU', () => {
  const gpu = { model: 'NVIDIA A100', memory: '80Gi' };
  const sliced = { gpu: { ...gpu, sharing: { mode: 'time-slicing', shares: 4 } } };
  const two = { solver: { gpu: { share: '1/4' } }, viewer: { gpu: { share: '1/4' } } };
  const path = '/sessionTypes/design/sameGpu';
  const share = (sameGpu: string, workers: object, pools: object) =>
    withPools({ linux: {}, ...pools }, designOf(workers, { sameGpu }));
  refused([
    ['but have none', share('affinity', { solver: {} }, {}), path, /at least one worker with `gpu`/],
    [
      'and are started ahead',
      share('claim', { solver: { gpu: {}, warm: 1 } }, { dra: { gpu: { ...gpu, sharing: { mode: 'dra' } } } }),
      `${at}/warm`,
      /before their session is known/,
    ],
    [
      'on Windows',
      share('claim', { solver: { os: 'windows', gpu: {} } }, { win: { os: 'windows', gpu } }),
      `${at}/gpu`,
      /Windows shares no GPU between pods/,
    ],
    ['and want two', share('affinity', { solver: { gpu: { count: 2 } } }, { a: { gpu } }), `${at}/gpu/count`],
    ['by a claim that no pool gives', share('claim', { solver: { gpu: {} } }, { a: { gpu } }), at, /given by claims/],
    [
      'but reach two GPU resources',
      share(
        'affinity',
        { solver: { gpu: { share: '1/4', model: 'A100' } }, viewer: { gpu: { model: 'L4' } } },
        { a: sliced, b: { gpu: { model: 'NVIDIA L4', memory: '24Gi' } } },
      ),
      path,
      /solver gets nvidia\.com\/gpu\.shared in a, viewer gets nvidia\.com\/gpu in b/,
    ],
    [
      'and are too many for it',
      share(
        'affinity',
        { solver: { gpu: { share: '1/4' }, count: 3 }, viewer: { gpu: { share: '1/4' }, count: 2 } },
        { a: sliced },
      ),
      path,
      /room for its 5 workers on one GPU: a has room for 4/,
    ],
  ]);

  test('is refused on nodes with several GPUs, worker by worker', () => {
    const lines = linesOf(share('affinity', two, { a: { gpu: { ...sliced.gpu, count: 2 } } }));
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/needs nodes with one GPU, so that all workers of the session get the same; has 2/);
  });

  test('gets it where a pool has room, or gives claims', () => {
    expect(linesOf(share('affinity', two, { a: sliced }))).toEqual([]);
    const claims = { gpu: { ...gpu, sharing: { mode: 'dra' } } };
    expect(linesOf(share('claim', { solver: { gpu: {}, count: 8 }, desk: { warm: 2 } }, { a: claims }))).toEqual([]);
  });
});

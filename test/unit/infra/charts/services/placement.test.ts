import { describe, expect, test } from '@jest/globals';
import { choosePool } from '../../../../../infra/charts/services/choose-pool.ts';
import { requirementsOf } from '../../../../../infra/model/catalogue.ts';
import type { Pool } from '../../../../../infra/model/pools.ts';
import { ModelError } from '../../../../../infra/model/platform.ts';
import type { Service } from '../../../../../infra/model/service.ts';
import { objectOf } from '../support/find-object.ts';
import { containerOf, partOf, podOf, program } from './support.ts';

describe('the pool that is chosen', () => {
  const pool = (name: string, own: Partial<Pool> = {}): Pool => ({
    name,
    os: 'linux',
    cpuMillis: 8000,
    memoryBytes: 32 * 2 ** 30,
    labels: {},
    taints: [],
    exclusiveCpus: false,
    minNodes: 0,
    maxNodes: 1,
    ...own,
  });
  const chosen = (...pools: readonly Pool[]) => choosePool({ pools }, requirementsOf({ cpu: 4, memory: '8Gi' }))?.name;

  test('is the cheapest; a price that is not known counts as dear', () => {
    expect(chosen(pool('unknown'), pool('dear', { costPerHour: 2 }), pool('cheap', { costPerHour: 1 }))).toBe('cheap');
    expect(chosen(pool('unknown'), pool('dear', { costPerHour: 99 }))).toBe('dear');
  });

  test('is the smaller among equals, and always the same', () => {
    expect(chosen(pool('large', { cpuMillis: 16_000 }), pool('small'))).toBe('small');
    expect(chosen(pool('b'), pool('a'))).toBe('a');
  });

  test('is none where none takes the pod', () => {
    expect(chosen(pool('tiny', { cpuMillis: 2000, costPerHour: 0 }))).toBeUndefined();
    expect(chosen(pool('tiny', { cpuMillis: 2000, costPerHour: 0 }), pool('fit'))).toBe('fit');
  });
});

describe('where a service runs', () => {
  test('is said by the labels of the cheapest kind of node that takes it, not by the name of a pool', () => {
    expect(podOf(program).nodeSelector).toEqual({ 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'amd64' });
    expect(podOf(program)).not.toHaveProperty('tolerations');
  });

  test('is a pool by its name where the pool is kept for some', () => {
    const pod = podOf(program, { pools: ['kept'] });
    expect(pod.nodeSelector).toMatchObject({ 'berth.dev/pool': 'kept' });
    expect(pod.tolerations).toEqual([{ key: 'team', operator: 'Equal', value: 'cad', effect: 'NoSchedule' }]);
  });

  test('has the labels that the author asks for', () => {
    expect(podOf({ ...program, labels: { 'berth.dev/pool': 'dear' } }).nodeSelector).toMatchObject({
      'berth.dev/pool': 'dear',
    });
  });

  test('is any Linux node without pools in the model', () => {
    expect(podOf(program, { pools: [] }).nodeSelector).toEqual({ 'kubernetes.io/os': 'linux' });
  });

  test('with exclusive processors is a pool that has them, and the pod is Guaranteed', () => {
    const pod = podOf({
      ...program,
      cpu: 2,
      exclusiveCpus: true,
      sidecars: { cache: { image: 'valkey:8', port: 6379 } },
    });
    expect(pod.nodeSelector).toMatchObject({ 'berth.dev/pool': 'pinned' });
    for (const { resources } of [...pod.containers, ...(pod.initContainers ?? [])]) {
      expect(resources?.limits).toEqual(resources?.requests);
    }
  });

  test('is nowhere: every pool says what it lacks', () => {
    const make = () => partOf({ api: { ...program, cpu: 64 } }, { pools: ['general', 'dear'] });
    expect(make).toThrow(ModelError);
    expect(make).toThrow(/services\/api: .*expected what a pool of dev has: dear \(needs 64 cpu.*general \(needs 64/);
  });

  test.each([
    ['on Windows', { image: 'lab/api:1', os: 'windows' as const }],
    ['with a GPU', { image: 'lab/api:1', gpu: {} }],
  ])('%s is nowhere without pools in the model', (_, service) => {
    expect(() => partOf({ api: service }, { pools: [] })).toThrow(/services\/api/);
  });
});

describe('a service with a GPU', () => {
  const gpu = { image: 'lab/render:1', port: 7000 };

  test('asks for whole ones by number, on nodes of that kind, and tolerates their taint', () => {
    const pod = podOf({ ...gpu, gpu: { count: 2, model: 'a100' } });
    expect(pod.nodeSelector).toMatchObject({ 'nvidia.com/gpu.product': 'NVIDIA-A100' });
    expect(pod.tolerations).toEqual([expect.objectContaining({ key: 'nvidia.com/gpu' })]);
    expect(pod.containers[0]?.resources?.limits).toMatchObject({ 'nvidia.com/gpu': '2' });
    expect(pod.containers[0]?.resources?.requests).toMatchObject({ 'nvidia.com/gpu': '2' });
  });

  test('asks for one share', () => {
    const { resources } = containerOf({ ...gpu, gpu: { share: '1/4' } }, { pools: ['general', 'shared'] });
    const names = Object.keys(resources?.limits ?? {}).filter((name) => name.includes('/'));
    expect(names).toEqual(['nvidia.com/gpu.shared']);
    expect(resources?.limits?.['nvidia.com/gpu.shared']).toBe('1');
  });

  test('brings a claim for each replica where GPUs are given by claims', () => {
    const part = partOf({ render: { ...gpu, gpu: {} } }, { pools: ['general', 'claimed'] });
    const { template } = objectOf(part, 'Deployment', 'render').spec ?? {};
    expect(template?.spec?.resourceClaims).toEqual([{ name: 'gpu', resourceClaimTemplateName: 'render-gpu' }]);
    expect(template?.spec?.containers[0]?.resources?.claims).toEqual([{ name: 'gpu' }]);
    expect(objectOf(part, 'ResourceClaimTemplate', 'render-gpu').spec.spec.devices?.requests).toEqual([
      { name: 'gpu', exactly: expect.objectContaining({ deviceClassName: 'lab-claimed', count: 1 }) },
    ]);
  });

  test('is replaced without a second GPU beside it', () => {
    const part = partOf({ render: { ...gpu, gpu: {} } });
    expect(objectOf(part, 'Deployment', 'render').spec?.strategy?.rollingUpdate).toEqual({
      maxSurge: 0,
      maxUnavailable: 1,
    });
  });
});

describe('a Windows service', () => {
  const service: Service = {
    image: 'lab/cad:1',
    os: 'windows',
    cpu: 2,
    memory: '4Gi',
    port: 9000,
    storage: { path: String.raw`C:\data`, size: '1Gi' },
    sidecars: { store: { image: 'lab/store:1', port: 6000 } },
  };
  const pod = podOf(service);

  test('is on nodes of the build of its pool, as ContainerUser', () => {
    expect(pod).toMatchObject({
      os: { name: 'windows' },
      runtimeClassName: 'lab-windows-2022',
      nodeSelector: { 'kubernetes.io/os': 'windows', 'node.kubernetes.io/windows-build': '10.0.20348' },
      tolerations: [{ key: 'os', value: 'windows' }],
      securityContext: { runAsNonRoot: true, windowsOptions: { runAsUserName: 'ContainerUser' } },
    });
  });

  test('has none of the fields of Linux', () => {
    const text = JSON.stringify(pod);
    const forbidden = [
      'runAsUser"',
      'runAsGroup',
      'fsGroup',
      'seccompProfile',
      'seLinuxOptions',
      'capabilities',
      'privileged',
      'allowPrivilegeEscalation',
      'readOnlyRootFilesystem',
      'procMount',
      'hostPID',
      'hostIPC',
      'shareProcessNamespace',
      '/tmp',
    ];
    expect(forbidden.filter((field) => text.includes(field))).toEqual([]);
  });

  test('gets what it asks for and no more', () => {
    expect(pod.containers[0]?.resources).toEqual({
      requests: { cpu: '2', memory: '4Gi' },
      limits: { cpu: '2', memory: '4Gi' },
    });
  });
});

describe('a sidecar', () => {
  const service: Service = {
    ...program,
    port: 8080,
    sidecars: {
      store: {
        image: 'valkey:8',
        command: ['valkey-server'],
        env: { MODE: 'small' },
        secrets: { AUTH: 'lab-store/auth' },
        port: 6379,
        scratch: { path: '/data', size: '1Gi' },
      },
    },
  };

  test('is started before its service, which waits for its port, and ended after it', () => {
    const pod = podOf(service);
    expect(pod.initContainers).toMatchObject([
      {
        name: 'store',
        restartPolicy: 'Always',
        command: ['valkey-server'],
        startupProbe: { tcpSocket: { port: 6379 } },
        securityContext: { readOnlyRootFilesystem: true },
        resources: { requests: { cpu: '250m' }, limits: { memory: '256Mi' } },
      },
    ]);
    expect(pod.terminationGracePeriodSeconds).toBe(15);
  });

  test('gets its own variables and folders', () => {
    const pod = podOf(service);
    const [sidecar] = pod.initContainers ?? [];
    expect(sidecar?.env).toContainEqual({ name: 'MODE', value: 'small' });
    expect(sidecar?.env).toContainEqual({
      name: 'AUTH',
      valueFrom: { secretKeyRef: { name: 'lab-store', key: 'auth' } },
    });
    const volumes = new Set(pod.volumes?.map(({ name }) => name));
    expect(sidecar?.volumeMounts?.map(({ mountPath }) => mountPath)).toEqual(['/data', '/tmp']);
    expect(sidecar?.volumeMounts?.every(({ name }) => volumes.has(name))).toBe(true);
  });

  test('counts when a pool is chosen', () => {
    const heavy = { ...program, cpu: 6, sidecars: { store: { image: 'valkey:8', port: 6379, cpu: 6 } } };
    expect(() => partOf({ api: heavy }, { pools: ['general'] })).toThrow(/needs 12 cpu/);
    expect(partOf({ api: heavy }, { pools: ['general', 'dear'] }).objects).toHaveLength(2);
  });
});

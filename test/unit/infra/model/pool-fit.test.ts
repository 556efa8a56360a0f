import { describe, expect, test } from '@jest/globals';
import type { WorkerType } from '../../../../infra/model/catalogue.ts';
import { gpuSlice } from '../../../../infra/model/gpu-slice.ts';
import { podNeeds, supervisorSize, type PodNeeds } from '../../../../infra/model/pod-needs.ts';
import { anyNodeFit, poolFit } from '../../../../infra/model/pool-fit.ts';
import type { Pool } from '../../../../infra/model/pools.ts';
import { labCatalogue, type LabPool } from '../../../support/worker-pods/lab.ts';
import { poolOf, sessionTypeOf } from '../../../support/worker-pods/variants.ts';

const catalogue = labCatalogue('kubernetes');
const gibi = 2 ** 30;
const needs: PodNeeds = { os: 'linux', cpuMillis: 1000, memoryBytes: gibi, labels: {} };
const gpu = { count: 1, shareMillis: 1000, memoryBytes: 0 };

function lacksOf(more: Partial<PodNeeds>, pool: LabPool, changes: Partial<Pool> = {}): readonly string[] {
  return poolFit({ ...needs, ...more }, { ...poolOf(catalogue, pool), ...changes }).map(({ text }) => text);
}

function workerOf(type: string, name: string): WorkerType {
  const found = sessionTypeOf(catalogue, type).workers.find((worker) => worker.name === name);
  if (found === undefined) throw new Error(`no worker ${name}`);
  return found;
}

describe('what a pod takes', () => {
  test('is its worker, its supervisor and its sidecars together', () => {
    const stored = workerOf('plain', 'stored');
    const supervisor = supervisorSize(stored);
    expect(supervisor).toEqual({ cpuMillis: 100, memoryBytes: 192 * 2 ** 20 });
    expect(podNeeds(stored)).toMatchObject({
      cpuMillis: 250 + 100 + 250 + 500,
      memoryBytes: (256 + 192 + 256 + 1024) * 2 ** 20,
    });
  });

  test('is more on Windows, where nothing bursts and the system is in the container', () => {
    expect(supervisorSize(workerOf('windows', 'cad'))).toEqual({ cpuMillis: 250, memoryBytes: 320 * 2 ** 20 });
  });

  test('says how its session wants its GPU, where it needs one', () => {
    expect(podNeeds(workerOf('paint', 'brush'), 'affinity').sameGpu).toBe('affinity');
    expect(podNeeds(workerOf('paint', 'desk'), 'affinity')).not.toHaveProperty('sameGpu');
  });
});

describe('a pool', () => {
  test('takes what fits one of its nodes to the brim', () => {
    expect(lacksOf({ cpuMillis: 16_000, memoryBytes: Math.floor(0.95 * 64 * gibi) }, 'plain')).toEqual([]);
  });

  test('says everything that it lacks', () => {
    expect(lacksOf({ os: 'windows', cpuMillis: 17_000, memoryBytes: 64 * gibi, exclusiveCpus: true }, 'plain')).toEqual(
      [
        'needs os windows, has linux',
        'needs 17 cpu with its supervisor and sidecars, has 16',
        'needs 64 GiB memory with its supervisor and sidecars, has 61 GiB for pods',
        'needs exclusive processors, has none',
      ],
    );
  });

  test('knows its own labels, and leaves those of clouds and discoveries to them', () => {
    expect(lacksOf({ labels: { 'lab/zone': 'a' } }, 'plain')).toEqual(['needs label lab/zone=a, has none']);
    expect(lacksOf({ labels: { zone: 'a' } }, 'plain', { labels: { zone: 'b' } })).toEqual([
      'needs label zone=a, has zone=b',
    ]);
    expect(lacksOf({ labels: { 'topology.kubernetes.io/zone': 'a' } }, 'plain')).toEqual([]);
    expect(lacksOf({ labels: { 'kubernetes.io/arch': 'arm64' } }, 'plain')).toEqual([
      'needs label kubernetes.io/arch=arm64, has kubernetes.io/arch=amd64',
    ]);
    expect(lacksOf({ labels: { 'notkubernetes.io/a': 'b' } }, 'plain')).toHaveLength(1);
  });

  test('keeps its GPUs for those who need one, unless it has no taint', () => {
    expect(lacksOf({}, 'whole')).toEqual(['is kept for what needs a GPU, by its taint']);
    expect(lacksOf({}, 'whole', { taints: [] })).toEqual([]);
    expect(lacksOf({ os: 'windows' }, 'wingpu')).toHaveLength(1);
    expect(
      lacksOf({ os: 'windows' }, 'wingpu', { taints: [{ key: 'os', value: 'windows', effect: 'NoSchedule' }] }),
    ).toEqual([]);
  });

  test('gives shares as large as it cuts them, and no more', () => {
    const share = (shareMillis: number, memoryBytes = 0) => ({ gpu: { ...gpu, shareMillis, memoryBytes } });
    expect(lacksOf(share(250, 20 * gibi), 'sliced')).toEqual([]);
    expect(lacksOf(share(250, 21 * gibi), 'sliced')).toEqual([
      'needs 21 GiB of GPU memory, has 20 GiB for each consumer',
    ]);
    expect(lacksOf(share(333), 'sliced')).toEqual(['needs 33.3 % of a GPU, has shares of 25 % (time-slicing)']);
    expect(lacksOf(share(1000), 'sliced')).toEqual(['needs a whole GPU, has shares of 25 % (time-slicing)']);
    expect(lacksOf(share(250), 'mig')).toEqual([]);
    expect(lacksOf(share(500), 'mig')).toEqual(['needs 50 % of a GPU, has shares of 28.5 % (MIG 2g.20gb)']);
    expect(lacksOf(share(250), 'whole')).toEqual([]);
  });

  test('gives GPUs by claims to sessions that claim one, and to them only', () => {
    expect(lacksOf({ gpu, sameGpu: 'claim' }, 'claims')).toEqual([]);
    expect(lacksOf({ gpu }, 'claims')).toEqual([expect.stringContaining("needs sameGpu: 'claim'")]);
    expect(lacksOf({ gpu, sameGpu: 'claim' }, 'whole')).toEqual([expect.stringContaining('given by claims')]);
  });

  test('of nodes with several GPUs cannot give a session the same one', () => {
    expect(lacksOf({ gpu, sameGpu: 'affinity' }, 'whole')).toEqual([
      'needs nodes with one GPU, so that all workers of the session get the same; has 2',
    ]);
    expect(lacksOf({ gpu: { ...gpu, shareMillis: 250 }, sameGpu: 'affinity' }, 'sliced')).toEqual([]);
  });
});

describe('an environment without pools', () => {
  test('takes what needs a Linux node and nothing else', () => {
    expect(anyNodeFit({ ...needs, cpuMillis: 1e6 })).toEqual([]);
    expect(anyNodeFit({ ...needs, os: 'windows', gpu, exclusiveCpus: true }).map(({ field }) => field)).toEqual([
      'os',
      'gpu',
      'exclusiveCpus',
    ]);
  });
});

describe('a GPU', () => {
  const memoryBytes = 80 * gibi;
  test('is dealt out whole, in shares, in slices, by claims', () => {
    expect(gpuSlice({ memoryBytes, sharing: { mode: 'whole' } })).toEqual({
      shareMillis: 1000,
      memoryBytes,
      perGpu: 1,
    });
    expect(gpuSlice({ memoryBytes, sharing: { mode: 'mps', shares: 3 } })).toEqual({
      shareMillis: 333,
      memoryBytes: Math.floor(memoryBytes / 3),
      perGpu: 3,
    });
    expect(gpuSlice({ memoryBytes, sharing: { mode: 'mig', profile: '1g.10gb' } })).toEqual({
      shareMillis: 142,
      memoryBytes: 1e10,
      perGpu: 7,
    });
    expect(gpuSlice({ memoryBytes, sharing: { mode: 'dra' } })).toMatchObject({ perGpu: 256 });
  });
});

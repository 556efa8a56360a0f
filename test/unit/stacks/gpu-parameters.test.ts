import { describe, expect, test } from '@jest/globals';
import type { NodePool, PoolGpu, Taint } from '../../../infra/model/node-pool.ts';
import type { Flavour } from '../../../infra/model/flavour.ts';
import { poolsOf } from '../../../infra/model/pools.ts';
import { defaultParameters } from '../../../policies/parameters.ts';
import { gpuParameters } from '../../../stacks/gpu-parameters.ts';

const gpu: PoolGpu = { model: 'NVIDIA L4', memory: '24Gi' };
const shared: PoolGpu = { ...gpu, sharing: { mode: 'time-slicing', shares: 4 } };
const taint = (key: string, value?: string, effect: Taint['effect'] = 'NoSchedule'): Taint => ({
  key,
  effect,
  ...(value !== undefined && { value }),
});

function parametersOf(pools: Readonly<Record<string, Partial<NodePool>>>, flavour: Flavour = 'kubernetes') {
  const nodePools = Object.fromEntries(
    Object.entries(pools).map(([name, pool]) => [name, { cpu: 8, memory: '32Gi', max: 1, ...pool }]),
  );
  return gpuParameters(poolsOf({ name: 'lab', nodePools }, { flavour }, 'lab'));
}

describe('the parameters of the rules for GPUs', () => {
  test('are the usual ones where no pool has GPUs', () => {
    expect(defaultParameters).toMatchObject(parametersOf({ plain: { taints: [taint('a')] } }));
  });

  test('have what the pools call their GPUs, by system', () => {
    const found = parametersOf({
      a: { gpu: { ...gpu, resource: 'example.org/gpu', label: { key: 'example.org/card', value: 'l4' } } },
      b: { os: 'windows', gpu: { ...gpu, resource: 'example.org/directx' } },
      c: { gpu },
    });
    expect(found.linuxGpuResources).toEqual([...defaultParameters.linuxGpuResources, 'example.org/gpu']);
    expect(found.windowsGpuResources).toEqual([...defaultParameters.windowsGpuResources, 'example.org/directx']);
    expect(found.gpuLabels).toEqual([...defaultParameters.gpuLabels, 'example.org/card']);
  });

  test('have the resources that stand for a share', () => {
    const own = { ...shared, resource: 'example.org/share' };
    expect(parametersOf({ a: { gpu: own } }).sharedGpuResources).toEqual([
      'nvidia.com/gpu.shared',
      'example.org/share',
    ]);
  });

  test('on GKE, where shares are called like whole GPUs, only where there are no whole ones', () => {
    expect(parametersOf({ a: { gpu: shared } }, 'gke').sharedGpuResources).toContain('nvidia.com/gpu');
    expect(parametersOf({ a: { gpu: shared }, b: { gpu } }, 'gke').sharedGpuResources).not.toContain('nvidia.com/gpu');
  });

  test('have the taints by which the pools are kept', () => {
    const { gpuTaints, untaintedGpuResources } = parametersOf({
      a: { gpu, taints: [taint('example.org/gpu'), taint('soft', 'x', 'PreferNoSchedule')] },
      b: { os: 'windows', gpu },
    });
    expect(gpuTaints).toEqual(['example.org/gpu', 'microsoft.com/directx=present']);
    expect(untaintedGpuResources).toEqual([]);
  });

  test('have no taint that a pool without GPUs has too', () => {
    const plain = { taints: [taint('team', 'cad')] };
    const { gpuTaints, untaintedGpuResources } = parametersOf({
      plain,
      a: { gpu, taints: [taint('team', 'cad')] },
      b: { gpu: shared, taints: [taint('team', 'cad'), taint('team', 'gpu')] },
    });
    expect(gpuTaints).toEqual(['team=gpu']);
    expect(untaintedGpuResources).toEqual(['nvidia.com/gpu']);
  });
});

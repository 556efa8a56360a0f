import { describe, expect, test } from '@jest/globals';
import { gpuUnits, migInstances } from '../../../../infra/model/gpu-facts.ts';
import type { Flavour } from '../../../../infra/model/flavour.ts';
import type { GpuSharing } from '../../../../infra/model/node-pool.ts';
import { poolsOf, type Pool } from '../../../../infra/model/pools.ts';

const gibi = 2 ** 30;

function poolWith(flavour: Flavour, sharing?: GpuSharing, os: 'linux' | 'windows' = 'linux'): Pool {
  const gpu = { model: 'NVIDIA L4', memory: '24Gi', count: 2, ...(sharing !== undefined && { sharing }) };
  const platform = { name: 'lab', nodePools: { gpu: { os, cpu: 8, memory: '32Gi', max: 1, gpu } } };
  const [pool] = poolsOf(platform, { flavour }, 'lab');
  if (pool === undefined) throw new Error('there is no pool');
  return pool;
}

const sliced = { mode: 'time-slicing', shares: 4 } as const;
const mig = { mode: 'mig', profile: '1g.6gb' } as const;

describe('what the GPUs of a pool are called', () => {
  test('NVIDIA’s plugin renames shares and instances', () => {
    expect(poolWith('eks').gpu?.resource).toBe('nvidia.com/gpu');
    expect(poolWith('eks', sliced).gpu?.resource).toBe('nvidia.com/gpu.shared');
    expect(poolWith('eks', { mode: 'mps', shares: 2 }).gpu?.resource).toBe('nvidia.com/gpu.shared');
    expect(poolWith('eks', mig).gpu?.resource).toBe('nvidia.com/mig-1g.6gb');
  });

  test('GKE’s plugin does not, and tells them apart by labels of the node', () => {
    expect(poolWith('gke', sliced).gpu?.resource).toBe('nvidia.com/gpu');
    expect(poolWith('gke', sliced).labels).toMatchObject({
      'cloud.google.com/gke-gpu-sharing-strategy': 'time-sharing',
      'cloud.google.com/gke-max-shared-clients-per-gpu': '4',
    });
    expect(poolWith('gke', mig).gpu?.resource).toBe('nvidia.com/gpu');
    expect(poolWith('gke', mig).labels).toMatchObject({ 'cloud.google.com/gke-gpu-partition-size': '1g.6gb' });
  });

  test('a GPU that is claimed has a class instead of a resource', () => {
    const { gpu } = poolWith('kubernetes', { mode: 'dra' });
    expect(gpu?.deviceClass).toBe('lab-gpu');
    expect(gpu).not.toHaveProperty('resource');
  });

  test('on GKE the driver of claims finds its nodes by a label, and GKE’s plugin stays away', () => {
    expect(poolWith('gke', { mode: 'dra' }).labels).toMatchObject({
      'nvidia.com/gpu.present': 'true',
      'gke-no-default-nvidia-gpu-device-plugin': 'true',
    });
    // Elsewhere a discovery writes it.
    expect(poolWith('eks', { mode: 'dra' }).labels).not.toHaveProperty(['nvidia.com/gpu.present']);
    expect(poolWith('gke').labels).not.toHaveProperty(['nvidia.com/gpu.present']);
  });

  test('on OpenShift the operator’s plugin stays off nodes with claims', () => {
    expect(poolWith('openshift', { mode: 'dra' }).labels).toMatchObject({
      'nvidia.com/gpu.deploy.device-plugin': 'false',
    });
    expect(poolWith('openshift', sliced).labels).not.toHaveProperty(['nvidia.com/gpu.deploy.device-plugin']);
  });

  test('on Windows it is DirectX, by whose plugin there is', () => {
    expect(poolWith('aks', undefined, 'windows').gpu?.resource).toBe('microsoft.com/directx');
    expect(poolWith('eks', undefined, 'windows').gpu?.resource).toBe('directx.microsoft.com/display');
    expect(poolWith('eks', undefined, 'windows').labels).not.toHaveProperty(['nvidia.com/device-plugin.config']);
  });
});

describe('how much of it a node has', () => {
  test.each([
    ['whole', undefined, 2],
    ['time-slicing', sliced, 8],
    ['MPS', { mode: 'mps', shares: 3 } as const, 6],
    ['MIG', mig, 8],
    ['claims', { mode: 'dra' } as const, 2],
  ])('%s', (_, sharing, units) => {
    const { gpu } = poolWith('kubernetes', sharing);
    expect(gpu === undefined ? undefined : gpuUnits(gpu)).toBe(units);
  });

  // NVIDIA's MIG user guide, "Supported MIG profiles".
  test.each([
    ['1g.5gb', 40, 7],
    ['3g.20gb', 40, 2],
    ['4g.20gb', 40, 1],
    ['1g.10gb', 80, 7],
    ['1g.20gb', 80, 4],
    ['7g.80gb', 80, 1],
    ['1g.6gb', 24, 4],
    ['2g.12gb', 24, 2],
    ['1g.80gb', 24, 0],
  ])('a GPU has of %s with %i GiB %i', (profile, memory, instances) => {
    expect(migInstances(profile, memory * gibi)).toBe(instances);
  });
});

import { describe, expect, test } from '@jest/globals';
import { checkNodes, type LiveNode } from '../../../../infra/model/check-nodes.ts';
import { expectedNodes } from '../../../../infra/model/expected-nodes.ts';
import type { NodePool } from '../../../../infra/model/node-pool.ts';
import { definePlatform } from '../../../../infra/model/platform.ts';
import { targetOf } from '../../../../infra/model/target.ts';

const gpuPool = {
  cpu: 8,
  memory: '32Gi',
  max: 2,
  gpu: { model: 'NVIDIA L4', memory: '24Gi', sharing: { mode: 'time-slicing', shares: 4 } },
} as const satisfies NodePool;

function targetWith(nodePools: Record<string, NodePool>) {
  return targetOf(
    definePlatform({ name: 'lab', nodePools, environments: { test: { flavour: 'kubernetes' } } }),
    'test',
  );
}

const target = targetWith({ gpu: gpuPool });

const labels = {
  'berth.dev/pool': 'gpu',
  'kubernetes.io/os': 'linux',
  'kubernetes.io/arch': 'amd64',
  'nvidia.com/gpu.product': 'NVIDIA-L4',
  'nvidia.com/device-plugin.config': 'gpu',
};
const taint = { key: 'nvidia.com/gpu', value: 'present', effect: 'NoSchedule' };
// What a g6.2xlarge shows: 8 processors, 32 GiB less what firmware and kernel keep.
const capacity = { cpu: '8', memory: '32130624Ki', 'nvidia.com/gpu.shared': '4' };

function node(
  changes: { labels?: object; taints?: readonly object[]; capacity?: object; name?: string } = {},
): LiveNode {
  return {
    metadata: { name: changes.name ?? 'gpu-1', labels: { ...labels, ...changes.labels } },
    spec: { taints: changes.taints ?? [taint] },
    status: { capacity: { ...capacity, ...changes.capacity } },
  };
}

function findingsOf(...nodes: readonly LiveNode[]) {
  return checkNodes(target, nodes).map(({ node: name, what, found, expected }) => ({ name, what, found, expected }));
}

describe('the nodes that an environment counts on', () => {
  test('are its pools, with what their nodes are to be like', () => {
    expect(expectedNodes(target)).toEqual([
      {
        pool: 'gpu',
        minNodes: 0,
        maxNodes: 2,
        labels,
        taints: [taint],
        capacity: {
          cpuMillis: 8000,
          memoryBytes: 32 * 2 ** 30,
          gpu: { resource: 'nvidia.com/gpu.shared', units: 4 },
        },
      },
    ]);
  });

  test('have no resource for GPUs that are claimed', () => {
    const claimed = targetWith({ gpu: { ...gpuPool, gpu: { ...gpuPool.gpu, sharing: { mode: 'dra' } } } });
    expect(expectedNodes(claimed)[0]?.capacity).not.toHaveProperty('gpu');
  });
});

describe('nodes of a cluster', () => {
  test('that are as expected are not mentioned', () => {
    expect(checkNodes(target, [node()])).toEqual([]);
  });

  test('of no pool are nobody’s business', () => {
    expect(checkNodes(target, [{ metadata: { name: 'control-plane' } }])).toEqual([]);
  });

  test('with another label are named, with who writes it', () => {
    const [finding] = checkNodes(target, [node({ labels: { 'nvidia.com/gpu.product': 'Tesla-T4' } })]);
    expect(finding).toMatchObject({
      pool: 'gpu',
      node: 'gpu-1',
      what: 'label nvidia.com/gpu.product',
      found: 'Tesla-T4',
      expected: 'NVIDIA-L4',
    });
    expect(finding?.remedy).toContain('gpu-feature-discovery');
  });

  test('without their taint are named', () => {
    expect(findingsOf(node({ taints: [] }))).toEqual([
      {
        name: 'gpu-1',
        what: 'taint nvidia.com/gpu=present:NoSchedule',
        found: 'none',
        expected: 'nvidia.com/gpu=present:NoSchedule',
      },
    ]);
  });

  test('with a taint that no worker tolerates are named, but not one that passes', () => {
    const strange = { key: 'sku', value: 'gpu', effect: 'NoSchedule' };
    const passing = [
      { key: 'node.kubernetes.io/not-ready', effect: 'NoExecute' },
      { key: 'ToBeDeletedByClusterAutoscaler', value: '1', effect: 'NoSchedule' },
      { key: 'lab.example.org/better-not', effect: 'PreferNoSchedule' },
    ];
    expect(findingsOf(node({ taints: [taint, strange, ...passing] })).map(({ what }) => what)).toEqual([
      'taint sku=gpu:NoSchedule',
    ]);
  });

  test('that are smaller, or share otherwise, are named', () => {
    const changes = {
      capacity: { cpu: '4', memory: '16Gi', 'nvidia.com/gpu.shared': undefined, 'nvidia.com/gpu': '1' },
    };
    expect(findingsOf(node(changes))).toEqual([
      { name: 'gpu-1', what: 'capacity cpu', found: '4', expected: 'at least 8' },
      { name: 'gpu-1', what: 'capacity memory', found: '16 GiB', expected: 'about 32 GiB' },
      { name: 'gpu-1', what: 'capacity nvidia.com/gpu.shared', found: '0', expected: '4' },
    ]);
  });

  test('that are too many or too few are counted', () => {
    expect(findingsOf(node(), node({ name: 'gpu-2' }), node({ name: 'gpu-3' }))).toMatchObject([
      { what: 'nodes', found: '3 nodes', expected: 'at most 2' },
    ]);
    const always = targetWith({ gpu: { ...gpuPool, min: 1 } });
    expect(checkNodes(always, [])).toMatchObject([{ pool: 'gpu', what: 'nodes', expected: 'at least 1' }]);
    expect(checkNodes(target, [])).toEqual([]);
  });

  test('of a pool that there is not are named', () => {
    expect(findingsOf(node({ labels: { 'berth.dev/pool': 'gpus' } }))).toEqual([
      { name: 'gpu-1', what: 'label berth.dev/pool', found: 'gpus', expected: 'one of gpu' },
    ]);
  });

  test('say each way in which they differ, with a remedy', () => {
    const findings = checkNodes(target, [node({ labels: { 'kubernetes.io/arch': 'arm64' }, taints: [] })]);
    expect(findings).toHaveLength(2);
    for (const { remedy } of findings) expect(remedy.length).toBeGreaterThan(20);
  });
});

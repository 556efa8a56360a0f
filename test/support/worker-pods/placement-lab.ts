import type { FakeNode } from '../control-plane/kwok.ts';
import { showBytes, showCpu } from '../../../infra/constructs/resources.ts';
import { gpuUnits } from '../../../infra/model/gpu-facts.ts';
import type { Taint } from '../../../infra/model/node-pool.ts';
import { definePlatform } from '../../../infra/model/platform.ts';
import type { Pool } from '../../../infra/model/pools.ts';
import { targetOf, type Target } from '../../../infra/model/target.ts';

/** The label and the taint by which the nodes and pods of one test file keep to themselves. */
const ownKey = 'test.berth.dev/placement';
const gpuTaint: Taint = { key: 'nvidia.com/gpu', value: 'present', effect: 'NoSchedule' };
const windowsTaint: Taint = { key: 'os', value: 'windows', effect: 'NoSchedule' };
const a100 = { model: 'NVIDIA A100', memory: '80Gi' };
const directxTaint: Taint = { key: 'microsoft.com/directx', value: 'present', effect: 'NoSchedule' };
const exactTaint: Taint = { key: 'test.berth.dev/exact', effect: 'NoSchedule' };
const size = { cpu: 16, memory: '64Gi', max: 4 };
const image = 'lab/any:1';

/** A platform whose pools and workers nobody else of the cluster has, in an environment of bare Kubernetes. */
export function placementTarget(prefix: string): Target {
  const labels = { [ownKey]: prefix };
  const own: Taint = { key: ownKey, value: prefix, effect: 'NoSchedule' };
  const pool = (more: object, ...taints: readonly Taint[]) => ({ ...size, labels, taints: [own, ...taints], ...more });
  const gpuPool = (gpu: object) => pool({ gpu: { ...a100, ...gpu } }, gpuTaint);
  const worker = (more: object = {}) => ({ image, labels, ...more });
  const sharing = (mode: 'time-slicing', shares: number) => ({ sharing: { mode, shares } });
  const platform = definePlatform({
    name: 'lab',
    nodePools: {
      plain: pool({}),
      exact: pool({ exclusiveCpus: true }, exactTaint),
      absent: pool({}),
      whole: gpuPool({ count: 2 }),
      quarters: gpuPool(sharing('time-slicing', 4)),
      tenths: gpuPool(sharing('time-slicing', 10)),
      mig: gpuPool({ sharing: { mode: 'mig', profile: '2g.20gb' } }),
      claims: gpuPool({ sharing: { mode: 'dra' } }),
      win: pool({ os: 'windows', windows: { version: '2022' } }, windowsTaint),
      later: pool({ os: 'windows', windows: { version: '2025' } }, windowsTaint),
      wingpu: pool({ os: 'windows', gpu: { model: 'NVIDIA A10', memory: '24Gi' } }, windowsTaint, directxTaint),
    },
    sessionTypes: {
      any: {
        workers: {
          plain: worker(),
          large: worker({ memory: '40Gi' }),
          exact: worker({ cpu: 4, exclusiveCpus: true }),
          whole: worker({ gpu: { count: 2 } }),
          quarter: worker({ gpu: { share: '1/4' } }),
          tenth: worker({ gpu: { share: '1/10' } }),
          windows: worker({ os: 'windows' }),
          scene: worker({ os: 'windows', gpu: {} }),
        },
      },
      paint: { sameGpu: 'affinity', workers: { brush: worker({ gpu: { share: '1/4' }, count: 4 }), desk: worker() } },
      train: { sameGpu: 'claim', workers: { model: worker({ gpu: { model: 'A100', memory: '40Gi' }, count: 3 }) } },
    },
    environments: { dev: { flavour: 'kubernetes', prefix } },
  });
  return targetOf(platform, 'dev');
}

/** A node as the autoscaler, or the owner of the machines, would bring it to a pool. */
export function nodeOf({ name, os, labels, taints, cpuMillis, memoryBytes, gpu }: Pool, nodeName: string): FakeNode {
  const gpus = gpu?.resource === undefined ? {} : { [gpu.resource]: String(gpuUnits(gpu)) };
  return {
    name: `${nodeName}-${name}`,
    os,
    labels,
    taints,
    capacity: { cpu: showCpu(cpuMillis), memory: showBytes(memoryBytes), ...gpus },
  };
}

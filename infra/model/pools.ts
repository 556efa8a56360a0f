import type { Environment } from './environment.ts';
import type { Flavour } from './flavour.ts';
import { gpuFacts, sharingLabels, type GpuFacts } from './gpu-facts.ts';
import type { Os } from './hardware.ts';
import type { NodePool, PoolOverlay, Taint, WindowsVersion } from './node-pool.ts';
import type { Platform } from './platform.ts';
import { memoryBytes, thousandths } from './quantity.ts';

export type { GpuFacts };

/** A pool of an environment, every default filled in. */
export interface Pool {
  readonly name: string;
  readonly os: Os;
  readonly windowsVersion?: WindowsVersion;
  /** The RuntimeClass of its Windows build. */
  readonly runtimeClass?: string;
  readonly cpuMillis: number;
  readonly memoryBytes: number;
  readonly gpu?: GpuFacts;
  /** Labels that its nodes have. */
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly Taint[];
  readonly exclusiveCpus: boolean;
  readonly minNodes: number;
  readonly maxNodes: number;
  readonly costPerHour?: number;
}

/** The label that names the pool of a node. */
export const poolLabel = 'berth.dev/pool';

/** Value of `node.kubernetes.io/windows-build`, by version (Microsoft's list of Windows Server releases). */
export const windowsBuilds: Readonly<Record<WindowsVersion, string>> = {
  '2019': '10.0.17763',
  '2022': '10.0.20348',
  '2025': '10.0.26100',
};

/** Taints of Windows nodes differ: WMCO writes `os=Windows`, GKE `node.kubernetes.io/os=windows`; elsewhere it is ours. */
const windowsTaints: Readonly<Record<Flavour, Taint>> = {
  kubernetes: { key: 'os', value: 'windows', effect: 'NoSchedule' },
  eks: { key: 'os', value: 'windows', effect: 'NoSchedule' },
  aks: { key: 'os', value: 'windows', effect: 'NoSchedule' },
  openshift: { key: 'os', value: 'Windows', effect: 'NoSchedule' },
  gke: { key: 'node.kubernetes.io/os', value: 'windows', effect: 'NoSchedule' },
};

const gpuTaint: Taint = { key: 'nvidia.com/gpu', value: 'present', effect: 'NoSchedule' };
const directxTaint: Taint = { key: 'microsoft.com/directx', value: 'present', effect: 'NoSchedule' };

/** The pools of an environment; none where the model has none: any Linux node will do then. */
export function poolsOf(platform: Platform, environment: Environment, prefix: string): readonly Pool[] {
  const all = Object.entries(platform.nodePools ?? {});
  return all
    .filter(([name]) => isChosen(name, environment.pools))
    .map(([name, pool]) => resolvePool(name, overlaid(pool, name, environment.pools), { environment, prefix }));
}

function isChosen(name: string, chosen: Environment['pools']): boolean {
  if (chosen === undefined) return true;
  return Array.isArray(chosen) ? chosen.includes(name) : Object.hasOwn(chosen, name);
}

function overlaid(pool: NodePool, name: string, chosen: Environment['pools']): NodePool {
  if (chosen === undefined || Array.isArray(chosen)) return pool;
  const { gpuSharing, ...rest }: PoolOverlay = chosen[name] ?? {};
  const labels = { ...pool.labels, ...rest.labels };
  const gpu = pool.gpu === undefined || gpuSharing === undefined ? pool.gpu : { ...pool.gpu, sharing: gpuSharing };
  return { ...pool, ...rest, labels, ...(gpu !== undefined && { gpu }) };
}

interface PoolContext {
  readonly environment: Environment;
  readonly prefix: string;
}

function resolvePool(name: string, pool: NodePool, context: PoolContext): Pool {
  const os = pool.os ?? 'linux';
  const place = { ...context, pool: name, os };
  const gpu = pool.gpu === undefined ? undefined : gpuFacts(pool.gpu, place);
  const windows = os === 'windows' ? windowsFacts(pool, context.prefix) : undefined;
  return {
    name,
    os,
    ...windows,
    cpuMillis: thousandths(pool.cpu),
    memoryBytes: memoryBytes(pool.memory),
    ...(gpu !== undefined && { gpu }),
    labels: {
      [poolLabel]: name,
      'kubernetes.io/os': os,
      'kubernetes.io/arch': 'amd64',
      ...(windows !== undefined && { 'node.kubernetes.io/windows-build': windowsBuilds[windows.windowsVersion] }),
      ...(gpu !== undefined && { [gpu.label.key]: gpu.label.value, ...sharingLabels(gpu, place) }),
      ...pool.labels,
    },
    taints: pool.taints ?? defaultTaints(os, gpu !== undefined, context.environment.flavour),
    exclusiveCpus: pool.exclusiveCpus ?? false,
    minNodes: pool.min ?? 0,
    maxNodes: pool.max,
    ...(pool.costPerHour !== undefined && { costPerHour: pool.costPerHour }),
  };
}

function windowsFacts({ windows }: NodePool, prefix: string) {
  const version = windows?.version ?? '2022';
  return { windowsVersion: version, runtimeClass: windowsRuntimeClass(prefix, version) };
}

/** One class for each build: an image runs only on its own. */
export function windowsRuntimeClass(prefix: string, version: WindowsVersion): string {
  return `${prefix}-windows-${version}`;
}

function defaultTaints(os: Os, hasGpu: boolean, flavour: Flavour): readonly Taint[] {
  if (os === 'windows') return hasGpu ? [windowsTaints[flavour], directxTaint] : [windowsTaints[flavour]];
  return hasGpu ? [gpuTaint] : [];
}

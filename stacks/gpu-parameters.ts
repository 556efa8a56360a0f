import { taintsForGpus } from '../infra/model/gpu-fit.ts';
import type { Taint } from '../infra/model/node-pool.ts';
import type { Pool } from '../infra/model/pools.ts';
import { defaultParameters } from '../policies/parameters.ts';

/** Parameters of the rules that follow from the pools of an environment. */
type GpuParameters = Readonly<
  Record<
    | 'linuxGpuResources'
    | 'windowsGpuResources'
    | 'sharedGpuResources'
    | 'gpuLabels'
    | 'gpuTaints'
    | 'untaintedGpuResources',
    readonly string[]
  >
>;

/** What the rules have to know of the GPUs of an environment: what its pools call them, and by what they are kept free. */
export function gpuParameters(pools: readonly Pool[]): GpuParameters {
  const gpuPools = pools.filter(({ gpu }) => gpu !== undefined);
  const keeping = keepingTaints(pools);
  return {
    linuxGpuResources: withBeginnings(
      defaultParameters.linuxGpuResources,
      resourcesOf(gpuPools.filter(({ os }) => os === 'linux')),
    ),
    windowsGpuResources: withBeginnings(
      defaultParameters.windowsGpuResources,
      resourcesOf(gpuPools.filter(({ os }) => os === 'windows')),
    ),
    sharedGpuResources: sharedResources(gpuPools),
    gpuLabels: withBeginnings(
      defaultParameters.gpuLabels,
      gpuPools.flatMap(({ gpu }) => gpu?.label.key ?? []),
    ),
    // Of nodes that are in no pool nothing is known: theirs have the usual taints.
    gpuTaints: gpuPools.length === 0 ? defaultParameters.gpuTaints : unique(gpuPools.flatMap(keeping)),
    untaintedGpuResources: resourcesOf(gpuPools.filter((pool) => keeping(pool).length === 0)),
  };
}

/** One share is all that a container may ask for; where whole GPUs have the same name (GKE), it may ask for more. */
function sharedResources(gpuPools: readonly Pool[]): readonly string[] {
  const isShared = ({ gpu }: Pool) => gpu?.sharing.mode === 'time-slicing' || gpu?.sharing.mode === 'mps';
  const others = resourcesOf(gpuPools.filter((pool) => !isShared(pool)));
  const shared = resourcesOf(gpuPools.filter(isShared));
  return unique([...defaultParameters.sharedGpuResources, ...shared]).filter((resource) => !others.includes(resource));
}

/** Taints by which a pool is kept for what needs a GPU. One that a pool without GPUs has too keeps something else away. */
function keepingTaints(pools: readonly Pool[]): (pool: Pool) => readonly string[] {
  const others = new Set(pools.filter(({ gpu }) => gpu === undefined).flatMap(({ taints }) => taints.map(taintText)));
  return (pool) =>
    taintsForGpus(pool)
      .map(taintText)
      .filter((taint) => !others.has(taint));
}

function taintText({ key, value = '' }: Taint): string {
  return value === '' ? key : `${key}=${value}`;
}

function resourcesOf(pools: readonly Pool[]): readonly string[] {
  return unique(pools.flatMap(({ gpu }) => gpu?.resource ?? []));
}

/** Names are known by their beginnings: only those that are not known yet are added. */
function withBeginnings(known: readonly string[], names: readonly string[]): readonly string[] {
  return unique([...known, ...names.filter((name) => !known.some((beginning) => name.startsWith(beginning)))]);
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}

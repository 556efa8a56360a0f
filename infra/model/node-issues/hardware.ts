import { showValue, type Issue } from '../check.ts';
import type { Flavour } from '../flavour.ts';
import { gpuResource, isResourceOf, migInstances } from '../gpu-facts.ts';
import type { GpuSharing, WindowsVersion } from '../node-pool.ts';
import type { Pool } from '../pools.ts';
import { showMemory } from '../quantity.ts';
import { poolPath, type NodeContext } from './context.ts';

/** What no node of the flavour can be, whoever makes it. */
export function hardwareIssues(context: NodeContext): Issue[] {
  return context.pools.flatMap((pool) =>
    pool.os === 'windows' ? windowsIssues(context, pool) : linuxIssues(context, pool),
  );
}

function linuxIssues(context: NodeContext, pool: Pool): Issue[] {
  const issues: Issue[] = [];
  const authored = context.platform.nodePools?.[pool.name];
  if (authored?.windows !== undefined) {
    issues.push({
      path: `/nodePools/${pool.name}/windows`,
      value: showValue(authored.windows),
      expected: 'no version of Windows: the pool is a Linux one',
      remedy: "Add os: 'windows', or remove `windows`.",
    });
  }
  if (pool.gpu?.sharing.mode === 'mig' && migInstances(pool.gpu.sharing.profile, pool.gpu.memoryBytes) === 0) {
    issues.push({
      path: poolPath(context, pool, 'gpuSharing'),
      value: showValue(pool.gpu.sharing.profile),
      expected: `a MIG profile that fits into ${showMemory(pool.gpu.memoryBytes)}, the memory of ${pool.gpu.model}`,
      remedy: 'Write a smaller profile; NVIDIA’s MIG user guide lists those of each GPU.',
    });
  }
  return [...issues, ...resourceIssues(context, pool)];
}

/**
 * NVIDIA's device plugin, ours, the GPU Operator's or GKE's, is told how GPUs are shared, and that decides what it calls
 * them: who asks for another name waits for ever. On nodes of GKE that are there already others may hand out theirs.
 */
function resourceIssues({ environment }: NodeContext, { name, os, gpu }: Pool): Issue[] {
  // Of a resource of Windows it is said elsewhere.
  if (gpu?.resource === undefined || isResourceOf('windows', gpu.resource)) return [];
  const { resource, sharing } = gpu;
  const { flavour, provisioning } = environment;
  const served = gpuResource(sharing, os, flavour);
  const isOfOthers = !resource.startsWith('nvidia.com/') && sharing.mode === 'whole';
  if (resource === served || (isOfOthers && flavour === 'gke' && provisioning === undefined)) return [];
  return [
    {
      path: `/nodePools/${name}/gpu/resource`,
      value: showValue(resource),
      expected: `"${served}": so NVIDIA’s device plugin calls them on ${flavour} (${sharing.mode})`,
      remedy: 'Remove `resource`: it follows from `sharing`.',
    },
  ];
}

function windowsIssues(context: NodeContext, pool: Pool): Issue[] {
  return [
    ...sharingIssues(context, pool),
    ...windowsGpuIssues(context, pool),
    ...exclusiveCpuIssues(pool),
    ...versionIssues(context, pool),
    ...aksNameIssues(context, pool),
  ];
}

/** Why a way of sharing does not exist on Windows. */
const noSharing: Readonly<Record<GpuSharing['mode'], string>> = {
  'time-slicing': 'NVIDIA’s device plugin runs on Linux only, and the DirectX plugin of AKS knows no shares',
  mps: 'MPS exists on Linux and QNX only',
  mig: 'nobody hands out MIG instances on Windows nodes',
  dra: 'the kubelet on Windows has no dynamic resource allocation (kubernetes#141841)',
};

function sharingIssues(context: NodeContext, pool: Pool): Issue[] {
  const { gpu } = pool;
  if (gpu === undefined || gpu.sharing.mode === 'whole') return [];
  return [
    {
      path: poolPath(context, pool, 'gpuSharing'),
      value: showValue(gpu.sharing),
      expected: `whole GPUs on Windows: ${noSharing[gpu.sharing.mode]}`,
      remedy: 'Remove `sharing`, and put the workers that share a GPU into one pod, or on Linux.',
    },
  ];
}

/** Why Windows nodes of a flavour cannot have GPUs. */
const noWindowsGpu: Readonly<Partial<Record<Flavour, string>>> = {
  gke: 'GKE has no Windows nodes with GPUs',
  openshift: 'the GPU Operator and the Windows Machine Config Operator set up no GPU on Windows',
};

function windowsGpuIssues({ environment }: NodeContext, { name, gpu }: Pool): Issue[] {
  const reason = noWindowsGpu[environment.flavour];
  if (gpu === undefined || reason === undefined) return [];
  return [
    {
      path: `/nodePools/${name}/gpu`,
      value: showValue(gpu.model),
      expected: `no GPU in a Windows pool of the flavour ${environment.flavour}: ${reason}`,
      remedy: 'Leave the pool out of the environment (`pools`), or use the flavour kubernetes, eks or aks.',
    },
  ];
}

function exclusiveCpuIssues({ name, exclusiveCpus }: Pool): Issue[] {
  if (!exclusiveCpus) return [];
  return [
    {
      path: `/nodePools/${name}/exclusiveCpus`,
      value: 'true',
      expected: 'false in a Windows pool: the static CPU manager is for Linux, on Windows it is alpha',
      remedy: 'Remove exclusiveCpus.',
    },
  ];
}

/** Versions of Windows Server that a flavour has for Kubernetes 1.34; another flavour has what its owner installs. */
const knownVersions: Readonly<
  Partial<Record<Flavour, { readonly versions: readonly WindowsVersion[]; readonly why: string }>>
> = {
  aks: { versions: ['2022', '2025'], why: 'AKS ended Windows Server 2019 with Kubernetes 1.33' },
  gke: { versions: ['2019', '2022'], why: 'GKE has the images ltsc2019 and ltsc2022' },
};

function versionIssues(context: NodeContext, pool: Pool): Issue[] {
  const known = knownVersions[context.environment.flavour];
  const version = pool.windowsVersion;
  if (known === undefined || version === undefined || known.versions.includes(version)) return [];
  return [
    {
      path: poolPath(context, pool, 'windows'),
      value: showValue(version),
      expected: `one of ${known.versions.join(', ')}: ${known.why}`,
      remedy: `Write windows: { version: '${known.versions.at(-1) ?? ''}' }, here or in the pool’s overlay.`,
    },
  ];
}

/** Names of AKS's agent pools: letters and digits; those of Windows at most six, as they begin the computer's name. */
const aksWindowsName = /^[a-z][a-z0-9]{0,5}$/;

function aksNameIssues({ environment }: NodeContext, { name }: Pool): Issue[] {
  if (environment.flavour !== 'aks' || aksWindowsName.test(name)) return [];
  return [
    {
      path: `/nodePools/${name}`,
      value: showValue(name),
      expected: 'a name of up to 6 lower-case letters and digits: AKS takes no other for a Windows pool',
      remedy: 'Rename the pool, for example to "win".',
    },
  ];
}

import type { Affinity, NodeSelectorRequirement, PodSpec, Toleration } from '../../kubernetes/types.ts';
import { devicePluginConfigLabel, gkeAcceleratorLabel } from '../../model/gpu-facts.ts';
import type { Taint } from '../../model/node-pool.ts';
import { poolLabel, type Pool } from '../../model/pools.ts';
import { priorityClass } from '../pod.ts';
import { sameGpuLabel, sessionLabel } from '../labels.ts';
import type { WorkerPodInput } from './input.ts';
import { labelValueOf } from './names.ts';
import { hasSameGpu } from './worker-metadata.ts';

/** The part of a PodSpec that says where it runs. */
type PlacementSpec = Pick<
  PodSpec,
  'os' | 'nodeSelector' | 'tolerations' | 'affinity' | 'runtimeClassName' | 'priorityClassName'
>;

/** Labels of every node: which images it runs. */
const classLabels = ['kubernetes.io/arch', 'node.kubernetes.io/windows-build'];
/** How GKE says that the GPUs of a node are shared or partitioned; without them they are whole. */
const gkeSharingLabels = [
  'cloud.google.com/gke-gpu-sharing-strategy',
  'cloud.google.com/gke-max-shared-clients-per-gpu',
  'cloud.google.com/gke-gpu-partition-size',
];
/** A preference above all that others have: scores of the scheduler are from 0 to 100. */
const preferenceWeight = 100;

/**
 * Hard where the hardware matters, soft where it is about this or that node: the scheduler decides, and an autoscaler
 * sees an ordinary Pod that waits.
 */
export function placementSpec(input: WorkerPodInput): PlacementSpec {
  const { cluster, placement, session, worker } = input;
  const tolerations = (placement.pool?.taints ?? []).map(tolerationOf);
  const affinity = affinityOf(input);
  return {
    os: { name: worker.requirements.os },
    nodeSelector: nodeSelectorOf(input),
    ...(tolerations.length > 0 && { tolerations }),
    ...(affinity !== undefined && { affinity }),
    ...(placement.pool?.runtimeClass !== undefined && { runtimeClassName: placement.pool.runtimeClass }),
    priorityClassName: priorityClass(cluster, session === undefined ? 'warm' : 'worker'),
  };
}

function nodeSelectorOf({ placement: { pool, pinned }, worker }: WorkerPodInput): Readonly<Record<string, string>> {
  const { os, labels, gpu, exclusiveCpus } = worker.requirements;
  if (pool === undefined) return { 'kubernetes.io/os': os, ...labels };
  return {
    'kubernetes.io/os': os,
    ...pick(pool.labels, classLabels),
    ...(gpu !== undefined && gpuLabels(pool)),
    ...labels,
    // No label of a node says that its kubelet has the static CPU manager: the pool does.
    ...((pinned === true || exclusiveCpus === true) && { [poolLabel]: pool.name }),
  };
}

/** Which GPU, and how large a share of it: shares of different sizes have one resource name. */
function gpuLabels({ gpu, labels }: Pool): Readonly<Record<string, string>> {
  if (gpu === undefined) return {};
  const isShared = gpu.sharing.mode === 'time-slicing' || gpu.sharing.mode === 'mps';
  return {
    [gpu.label.key]: gpu.label.value,
    ...pick(labels, gkeSharingLabels),
    ...(isShared && pick(labels, [devicePluginConfigLabel])),
  };
}

/** Exactly those of the pool: whoever tolerates more ends up where it is not wanted. */
function tolerationOf({ key, value, effect }: Taint): Toleration {
  return value === undefined || value === ''
    ? { key, operator: 'Exists', effect }
    : { key, operator: 'Equal', value, effect };
}

function affinityOf(input: WorkerPodInput): Affinity | undefined {
  const required = absentLabels(input);
  const { nodeName } = input.placement;
  const nodeAffinity = {
    ...(required.length > 0 && {
      requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: required }] },
    }),
    ...(nodeName !== undefined && {
      preferredDuringSchedulingIgnoredDuringExecution: [
        {
          weight: preferenceWeight,
          preference: { matchFields: [{ key: 'metadata.name', operator: 'In' as const, values: [nodeName] }] },
        },
      ],
    }),
  };
  const podAffinity = podAffinityOf(input);
  if (Object.keys(nodeAffinity).length === 0 && podAffinity === undefined) return undefined;
  return {
    ...(Object.keys(nodeAffinity).length > 0 && { nodeAffinity }),
    ...(podAffinity !== undefined && { podAffinity }),
  };
}

/** On GKE a whole GPU and a shared one have the same resource name and the same label of the accelerator. */
function absentLabels({ placement: { pool }, worker }: WorkerPodInput): readonly NodeSelectorRequirement[] {
  if (worker.requirements.gpu === undefined || pool?.gpu?.label.key !== gkeAcceleratorLabel) return [];
  return gkeSharingLabels
    .filter((key) => !Object.hasOwn(pool.labels, key))
    .map((key) => ({ key, operator: 'DoesNotExist' }));
}

/**
 * The workers of a session that share a GPU are on one node, which has one GPU. Those without a GPU are not meant: they
 * would draw the others to nodes that have none. With a claim the scheduler knows by itself.
 */
function podAffinityOf(input: WorkerPodInput): Affinity['podAffinity'] | undefined {
  const { session, sessionType } = input;
  if (session === undefined || sessionType.sameGpu !== 'affinity' || !hasSameGpu(input)) return undefined;
  return {
    requiredDuringSchedulingIgnoredDuringExecution: [
      {
        topologyKey: 'kubernetes.io/hostname',
        labelSelector: { matchLabels: { [sessionLabel]: labelValueOf(session.id), [sameGpuLabel]: 'true' } },
      },
    ],
  };
}

function pick(from: Readonly<Record<string, string>>, keys: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(from).filter(([key]) => keys.includes(key)));
}

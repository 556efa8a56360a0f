import type { ObjectMeta } from '../../kubernetes/types.ts';
import {
  incarnationLabel,
  labelsOf,
  sameGpuLabel,
  sessionLabel,
  sessionTypeLabel,
  warmLabel,
  workerIdLabel,
  workerLabel,
  type LabelScope,
} from '../labels.ts';
import type { WorkerPodInput } from './input.ts';
import { labelValueOf, workerPodName } from './names.ts';
import { drainSeconds } from './timing.ts';

/** Name, labels and annotations of a worker's Pod: by them the sweeper knows whose it is. It has no owner. */
export function workerMetadata(input: WorkerPodInput): ObjectMeta {
  return {
    name: workerPodName(input),
    namespace: input.cluster.namespace,
    labels: workerLabels(input),
    annotations: workerAnnotations(input),
  };
}

/** What the labels of everything of an environment are made of. */
export function scopeOf({ platform, cluster }: Pick<WorkerPodInput, 'platform' | 'cluster'>): LabelScope {
  return { name: cluster.environment, prefix: cluster.prefix, platform: { name: platform } };
}

/** Whether a worker gets the same GPU as the others of its session. */
export function hasSameGpu({ sessionType, worker }: Pick<WorkerPodInput, 'sessionType' | 'worker'>): boolean {
  return sessionType.sameGpu !== undefined && worker.requirements.gpu !== undefined;
}

function workerLabels(input: WorkerPodInput): Readonly<Record<string, string>> {
  const { session, sessionType, worker, workerId, incarnation } = input;
  return {
    ...labelsOf(scopeOf(input), { name: worker.name, component: 'worker' }),
    [workerLabel]: worker.name,
    [sessionTypeLabel]: sessionType.name,
    [workerIdLabel]: labelValueOf(workerId),
    [incarnationLabel]: String(incarnation),
    ...(session === undefined ? { [warmLabel]: 'true' } : { [sessionLabel]: labelValueOf(session.id) }),
    ...(hasSameGpu(input) && { [sameGpuLabel]: 'true' }),
  };
}

/** Nobody but its session ends a worker: autoscalers leave its node alone. */
function workerAnnotations({ session, worker }: WorkerPodInput): Readonly<Record<string, string>> {
  return {
    'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false',
    'karpenter.sh/do-not-disrupt': 'true',
    'berth.dev/drain-seconds': String(drainSeconds(worker)),
    ...(session?.user !== undefined && { 'berth.dev/user': session.user }),
  };
}

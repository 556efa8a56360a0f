import type { Container, PodSpec, PodTemplateSpec, TopologySpreadConstraint, Volume } from '../kubernetes/types.ts';
import type { Target } from '../model/target.ts';
import { apiAccessLabel, labelsOf, type Labelled } from './labels.ts';
import { restrictedPod } from './security.ts';

/** A Linux pod of a workload; everything that is the same for all of ours is filled in. */
export interface PodOptions extends Labelled {
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly volumes?: readonly Volume[];
  /** Further labels of the pods. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  /** @default the workload's name */
  readonly serviceAccount?: string;
  /** Whether its pods talk to the API server. @default false */
  readonly apiAccess?: boolean;
  readonly priorityClass: string;
  /** From the signal to the end, preStop included. */
  readonly graceSeconds: number;
  readonly spread?: readonly TopologySpreadConstraint[];
  /** Numeric user of the image. @default 65532 */
  readonly user?: number;
  /** Fields that only this workload has. */
  readonly also?: Partial<PodSpec>;
}

/** The template of a Linux pod: `restricted`, without a token unless it needs one, on Linux nodes only. */
export function linuxPod(target: Target, options: PodOptions): PodTemplateSpec {
  const { initContainers, volumes, spread, also, apiAccess = false } = options;
  return {
    metadata: {
      labels: {
        ...labelsOf(target, options),
        ...(apiAccess && { [apiAccessLabel]: 'true' }),
        ...options.labels,
      },
      ...(options.annotations !== undefined && { annotations: options.annotations }),
    },
    spec: {
      os: { name: 'linux' },
      nodeSelector: { 'kubernetes.io/os': 'linux' },
      serviceAccountName: options.serviceAccount ?? options.name,
      automountServiceAccountToken: apiAccess,
      enableServiceLinks: false,
      priorityClassName: options.priorityClass,
      terminationGracePeriodSeconds: options.graceSeconds,
      securityContext: restrictedPod(target, options.user),
      ...(spread !== undefined && { topologySpreadConstraints: spread }),
      ...(initContainers !== undefined && { initContainers }),
      containers: options.containers,
      ...(volumes !== undefined && { volumes }),
      ...also,
    },
  };
}

/** The name of a priority class of an environment. */
export function priorityClass(target: Pick<Target, 'prefix'>, level: PriorityLevel): string {
  return `${target.prefix}-${level}`;
}

/** From the last to be evicted to the first. Agents have a class of Kubernetes itself, `system-node-critical`. */
export const priorityLevels = {
  data: 1_000_000,
  core: 900_000,
  service: 500_000,
  worker: 100_000,
  warm: 100_000,
} as const;
export type PriorityLevel = keyof typeof priorityLevels;

import type { KubernetesObject } from '../kubernetes/object.ts';
import type { Access } from './access.ts';
import type { Edge } from './edge.ts';

/**
 * The order in which the objects of an environment are applied: each stage needs those before it only. One file a
 * stage, one chart a stage.
 */
export const stages = [
  'namespaces',
  'classes',
  'access',
  'policies',
  'network',
  'configuration',
  'nodes',
  'volumes',
  'data',
  'services',
  'workloads',
  'ingress',
  'observability',
] as const;
export type Stage = (typeof stages)[number];

/** One object and when it is applied. */
export interface Placed {
  readonly stage: Stage;
  readonly object: KubernetesObject;
}

/**
 * What one concern of the platform (the roles, a data store, the GPUs …) adds to an environment. Rights and reachability
 * are said as data and become objects in one place each (`access.ts`, `network.ts`): so they can be audited whole.
 */
export interface Part {
  readonly objects: readonly Placed[];
  /** Who may reach whom; everything else is denied. */
  readonly edges: readonly Edge[];
  /** Service accounts, and what they may ask of the API server. */
  readonly access: readonly Access[];
  /** Who needs more of their node than others may, each with the reason. */
  readonly agents?: readonly Agent[];
  /** CRDs that must be Established before; written to a folder of their own. */
  readonly crds?: readonly KubernetesObject[];
}

/**
 * A service account whose pods belong on nodes of every kind: they tolerate every taint, and may have a priority class of
 * Kubernetes itself. The policies know it by its account and not by a label, which anybody can write on a pod.
 */
export interface Agent {
  readonly namespace: string;
  /** Of the service account. */
  readonly name: string;
  /** What else its pods may do that the policies forbid to everybody else. */
  readonly may: Readonly<Partial<Record<'hostPath' | 'hostNetwork' | 'privileged' | 'hostProcess', string>>>;
}

/** Objects of one stage. */
export function at(stage: Stage, objects: readonly KubernetesObject[]): readonly Placed[] {
  return objects.map((object) => ({ stage, object }));
}

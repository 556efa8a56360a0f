/** What the labels of an environment's objects are made of; every `Target` says it. */
export interface LabelScope {
  /** The name of the environment. */
  readonly name: string;
  readonly prefix: string;
  readonly platform: { readonly name: string };
}

/** What a workload or an object of it is called in its labels. */
export interface Labelled {
  /** The workload: `gateway`, `mongodb`. */
  readonly name: string;
  /** What it belongs to: `role`, `store`, `service`, `agent` … */
  readonly component: string;
}

/** The labels of everything that Berth makes (the recommended ones of Kubernetes). */
export function labelsOf(target: LabelScope, { name, component }: Labelled): Readonly<Record<string, string>> {
  return {
    ...selectorOf(target, name),
    'app.kubernetes.io/component': component,
    'app.kubernetes.io/part-of': target.platform.name,
    'app.kubernetes.io/managed-by': 'berth',
    'berth.dev/environment': target.name,
  };
}

/** Selects the pods of a workload. It follows from the workload's name alone: a selector can never be changed. */
export function selectorOf(target: Pick<LabelScope, 'prefix'>, name: string): Readonly<Record<string, string>> {
  return { 'app.kubernetes.io/name': name, 'app.kubernetes.io/instance': target.prefix };
}

/** Marks the pods of agents for those who look; what an agent may follows from its service account. */
export const agentLabel = 'berth.dev/agent';
/** Marks the pods of workers; its value is the worker's type. */
export const workerLabel = 'berth.dev/worker';
/** On workers: the session type. */
export const sessionTypeLabel = 'berth.dev/session-type';
/** On workers: the session that they serve; a warm worker has none. */
export const sessionLabel = 'berth.dev/session';
/** On workers: which of the session, e.g. `solver-1`. */
export const workerIdLabel = 'berth.dev/worker-id';
/** On workers: one more at each start of the same worker. */
export const incarnationLabel = 'berth.dev/incarnation';
/** On workers that are started ahead, `true`: they wait for a session, or serve one that claimed them. */
export const warmLabel = 'berth.dev/warm';
/** On workers that get the same GPU as the others of their session, `true`. */
export const sameGpuLabel = 'berth.dev/same-gpu';
/** On service accounts and pods that talk to the API server. */
export const apiAccessLabel = 'berth.dev/api-access';

/** On a workload that has one replica on purpose; its value says why. The policies let it pass. */
export const singletonAnnotation = 'berth.dev/singleton';

/** On pods: so long they take to hand on what they have, in seconds. The policies hold the grace period to it. */
export const drainAnnotation = 'berth.dev/drain-seconds';

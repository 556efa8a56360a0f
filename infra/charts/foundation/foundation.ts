import { labelsOf } from '../../constructs/labels.ts';
import { priorityClass, priorityLevels, type PriorityLevel } from '../../constructs/pod.ts';
import type { PriorityClass } from '../../kubernetes/types.ts';
import { workerServiceAccount } from '../../constructs/worker-pod/worker-pod.ts';
import type { Target } from '../../model/target.ts';
import { at, type Part } from '../part.ts';
import { limits } from './limits.ts';
import { namespaces } from './namespaces.ts';

/** What everything else stands on: namespaces, priorities, limits. */
export function foundation(target: Target): Part {
  return {
    objects: [
      ...at('namespaces', namespaces(target)),
      ...at('classes', priorityClasses(target)),
      ...at('access', limits(target)),
    ],
    edges: [],
    // The pods of workers have no rights: without an account of their own they would have those of `default`.
    access: [{ namespace: target.namespaces.workers, name: workerServiceAccount, component: 'worker', grants: [] }],
  };
}

const purposes: Readonly<Record<PriorityLevel, string>> = {
  data: 'Databases and the bus: without them nothing works.',
  core: 'The roles of Berth.',
  service: "The application's always-on services.",
  worker: 'Workers that serve a session.',
  // The class of a Pod cannot be changed when a session claims it.
  warm: 'Workers that wait for a session, or serve one after they waited: as those of a session.',
};

function priorityClasses(target: Target): readonly PriorityClass[] {
  return (Object.keys(priorityLevels) as PriorityLevel[]).map((level) => ({
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: {
      name: priorityClass(target, level),
      labels: labelsOf(target, { name: level, component: 'priority' }),
    },
    value: priorityLevels[level],
    description: purposes[level],
    // A worker that serves a session never ends another: it waits for its place.
    preemptionPolicy: level === 'worker' || level === 'warm' ? 'Never' : 'PreemptLowerPriority',
  }));
}

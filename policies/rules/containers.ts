import { containerLists } from '../cel/containers.ts';
import type { Each } from '../rule.ts';

/** Every container of a pod, those that prepare it and those at its side included. */
export const everyContainer: Each = {
  as: 'c',
  lists: containerLists.map((list) => ({ in: list })),
  place: "'container ' + c.name",
};

/** The containers that run as long as their pod does; an init container does if it is always restarted. */
export const lastingContainers: Each = {
  ...everyContainer,
  lists: [
    { in: 'pod.spec.containers' },
    { in: 'pod.spec.initContainers', where: "has(c.restartPolicy) && c.restartPolicy == 'Always'" },
  ],
};

/** Volumes of a pod. */
export const everyVolume: Each = { as: 'v', lists: [{ in: 'pod.spec.volumes' }], place: "'volume ' + v.name" };

/** Tolerations of a pod. */
export const everyToleration: Each = {
  as: 't',
  lists: [{ in: 'pod.spec.tolerations' }],
  place: "has(t.key) && t.key != '' ? 'toleration of ' + t.key : 'toleration of everything'",
};

/** Whether the pod is one of the agents that may run as root or with privileges. */
export const isPrivileged = 'variables.account in variables.privilegedAgents';

/** Whether it is one of the agents that may be a process of a Windows node, and is one. */
export const isHostProcessAgent = '(variables.hostProcess && variables.account in variables.hostProcessAgents)';

/** Whether it is one of the agents that belong on every node. */
export const isNodeAgent = 'variables.account in variables.nodeAgents';

import { limitsOf, requestsOf } from '../cel/quantities.ts';
import { podKinds } from '../kinds.ts';
import type { Rule } from '../rule.ts';
import { everyContainer, everyToleration, isNodeAgent, lastingContainers } from './containers.ts';

/** Where a pod runs, what it takes, how it starts and ends. */
export const podRules: readonly Rule[] = [
  {
    id: 'pod-os',
    title: 'A pod says its operating system in spec.os, and the same in its nodeSelector',
    reason:
      'The API server and Pod Security judge a pod by spec.os, which the scheduler does not read: it reads the ' +
      'nodeSelector, and so do some admission webhooks, which overlook affinities.',
    remedy: 'Set spec.os.name and the nodeSelector kubernetes.io/os to the same of linux and windows.',
    severity: 'mandatory',
    matches: [{ kinds: podKinds }],
    expression:
      "variables.os != '' && 'kubernetes.io/os' in variables.nodeSelector" +
      " && variables.nodeSelector['kubernetes.io/os'] == variables.os",
  },
  {
    id: 'pod-os-label',
    title: 'No pod has the label kubernetes.io/os',
    reason: 'The kubelet compares that label of a pod with its node, and fails the pod where they differ.',
    remedy: 'Remove the label from the pod; its nodeSelector chooses the operating system.',
    severity: 'mandatory',
    matches: [{ kinds: podKinds }],
    expression: "!('kubernetes.io/os' in variables.labels)",
  },
  {
    id: 'pod-node-name',
    title: 'No pod chooses its node by nodeName',
    reason:
      'It bypasses the scheduler: taints, free resources and preemption count for nothing, and no autoscaler helps. ' +
      'Judged when a pod is created: every pod that runs has one.',
    remedy: 'Use a nodeSelector or an affinity, and leave the last word to the scheduler.',
    severity: 'mandatory',
    matches: [{ kinds: ['Pod'], operations: ['CREATE'] }, { kinds: podKinds.filter((kind) => kind !== 'Pod') }],
    expression: "!has(pod.spec.nodeName) || pod.spec.nodeName == ''",
  },
  {
    id: 'pod-scheduling-gates',
    title: 'A pod has only scheduling gates that something opens again',
    reason: 'A pod behind a gate that nobody knows waits for ever.',
    remedy: 'Remove the gate, or add it to the parameter schedulingGates.',
    severity: 'mandatory',
    matches: [{ kinds: podKinds }],
    parameters: ['schedulingGates'],
    each: { as: 'g', lists: [{ in: 'pod.spec.schedulingGates' }], place: 'g.name' },
    expression: 'g.name in variables.schedulingGates',
  },
  {
    id: 'pod-resources',
    title: 'Every container requests and limits CPU and memory',
    reason: 'What is not requested is not kept free, and what has no limit takes the node from its neighbours.',
    remedy: 'Set cpu and memory in resources.requests and in resources.limits.',
    severity: 'mandatory',
    matches: [{ kinds: podKinds }],
    each: everyContainer,
    expression: `['cpu', 'memory'].all(r, r in ${requestsOf('c')} && r in ${limitsOf('c')})`,
  },
  {
    id: 'pod-probes',
    title: 'Every container that stays has a startup and a readiness probe, and a liveness probe where it has ports',
    reason:
      'Without them traffic meets what is not up yet, and what hangs is never restarted. Pods that run to an end ' +
      'need none; workers do.',
    remedy: 'Add startupProbe and readinessProbe, and livenessProbe where the container has ports.',
    severity: 'mandatory',
    matches: [{ kinds: podKinds }],
    each: lastingContainers,
    expression:
      'variables.runsToEnd || (has(c.startupProbe) && has(c.readinessProbe)' +
      ' && (has(c.livenessProbe) || !has(c.ports) || size(c.ports) == 0))',
  },
  {
    id: 'pod-probe-host',
    title: 'No probe or hook names a host',
    reason: 'It is asked from the node: with a host it reaches what the pod could not, and says nothing of the pod.',
    remedy: 'Remove host; without it the address of the pod is asked.',
    severity: 'mandatory',
    matches: [{ kinds: podKinds }],
    each: everyContainer,
    expression: [
      ...['startupProbe', 'livenessProbe', 'readinessProbe'].map(probesItself),
      `(!has(c.lifecycle) || (${['postStart', 'preStop'].map(callsItself).join(' && ')}))`,
    ].join(' && '),
  },
  {
    id: 'pod-grace',
    title: 'The time to end is long enough for the preStop hook and the drain',
    reason: 'When terminationGracePeriodSeconds are over the pod is killed, with what it still serves.',
    remedy:
      'Set terminationGracePeriodSeconds to at least preStop.sleep.seconds plus the annotation berth.dev/drain-seconds, ' +
      'which is a whole number.',
    severity: 'mandatory',
    matches: [{ kinds: podKinds }],
    each: everyContainer,
    expression:
      "variables.drain.matches('^[0-9]{1,6}$')" +
      ' && (has(c.lifecycle) && has(c.lifecycle.preStop) && has(c.lifecycle.preStop.sleep)' +
      ' ? c.lifecycle.preStop.sleep.seconds : 0) + int(variables.drain) <= variables.graceSeconds',
  },
  {
    id: 'pod-priority',
    title: 'A pod has one of the allowed priority classes, and one of Kubernetes itself only as a listed agent',
    reason: 'A pod of high priority drives others from their nodes.',
    remedy:
      'Use a priority class of the environment, or add it to the parameter priorityClasses; for an agent, add its ' +
      'account to nodeAgents.',
    severity: 'mandatory',
    matches: [{ kinds: podKinds }],
    parameters: ['priorityClasses', 'nodeAgents'],
    expression:
      "!has(pod.spec.priorityClassName) || pod.spec.priorityClassName == ''" +
      ` || (pod.spec.priorityClassName.startsWith('system-') ? ${isNodeAgent}` +
      ' : size(variables.priorityClasses) == 0 || pod.spec.priorityClassName in variables.priorityClasses)',
  },
  {
    id: 'pod-toleration',
    title: 'Only listed agents tolerate every taint',
    reason: 'Such a pod goes to nodes that are kept for others, broken, or about to go.',
    remedy: 'Name the key of each taint that the pod tolerates, or add the agent to the parameter nodeAgents.',
    severity: 'mandatory',
    matches: [{ kinds: podKinds }],
    parameters: ['nodeAgents'],
    each: everyToleration,
    expression: `(has(t.key) && t.key != '') || ${isNodeAgent}`,
  },
];

/** A probe by HTTP or TCP. */
function probesItself(probe: string): string {
  return `(!has(c.${probe}) || (${isHostless(`c.${probe}.httpGet`)} && ${isHostless(`c.${probe}.tcpSocket`)}))`;
}

/** A hook by HTTP; Kubernetes has no others over the network. */
function callsItself(hook: string): string {
  return `(!has(c.lifecycle.${hook}) || ${isHostless(`c.lifecycle.${hook}.httpGet`)})`;
}

function isHostless(action: string): string {
  return `(!has(${action}) || !has(${action}.host) || ${action}.host == '')`;
}

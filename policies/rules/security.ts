import { allContainers } from '../cel/containers.ts';
import { podKinds } from '../kinds.ts';
import type { Rule } from '../rule.ts';
import { everyContainer, everyVolume, isHostProcessAgent, isPrivileged } from './containers.ts';

const isWindows = "variables.os == 'windows'";
const context = 'has(c.securityContext)';

/** What a pod may do to its node: the Pod Security level `restricted` and a little more, with agents as exceptions. */
export const securityRules: readonly Rule[] = [
  {
    id: 'run-as-non-root',
    title: 'No container runs as root',
    reason: 'Whoever gets out of a container is on the node who they were inside.',
    remedy: 'Set runAsNonRoot: true in the security context of the pod, and nothing else in those of its containers.',
    severity: 'mandatory',
    matches: [{ kinds: podKinds }],
    parameters: ['privilegedAgents', 'hostProcessAgents'],
    each: everyContainer,
    expression:
      `${isPrivileged} || ${isHostProcessAgent}` +
      ` || ((${context} && has(c.securityContext.runAsNonRoot) ? c.securityContext.runAsNonRoot` +
      ' : has(pod.spec.securityContext) && has(pod.spec.securityContext.runAsNonRoot)' +
      ' && pod.spec.securityContext.runAsNonRoot)' +
      ` && (${context} && has(c.securityContext.runAsUser) ? c.securityContext.runAsUser != 0` +
      ' : !has(pod.spec.securityContext) || !has(pod.spec.securityContext.runAsUser)' +
      ' || pod.spec.securityContext.runAsUser != 0))',
  },
  {
    id: 'no-escalation',
    title: 'No Linux container is privileged or can gain privileges',
    reason: 'A privileged container owns its node; setuid programs inside give back what was taken away.',
    remedy: 'Set allowPrivilegeEscalation: false, and remove privileged.',
    severity: 'mandatory',
    matches: [{ kinds: podKinds }],
    parameters: ['privilegedAgents'],
    each: everyContainer,
    expression:
      `${isWindows} || ${isPrivileged} || (${context} && has(c.securityContext.allowPrivilegeEscalation)` +
      ' && !c.securityContext.allowPrivilegeEscalation' +
      ' && (!has(c.securityContext.privileged) || !c.securityContext.privileged))',
  },
  {
    id: 'drop-capabilities',
    title: 'Every Linux container drops all capabilities, and adds none but NET_BIND_SERVICE',
    reason: 'Capabilities are the parts of what root may do.',
    remedy: 'Set capabilities.drop to ["ALL"].',
    severity: 'mandatory',
    matches: [{ kinds: podKinds }],
    parameters: ['privilegedAgents'],
    each: everyContainer,
    expression:
      `${isWindows} || ${isPrivileged} || (${context} && has(c.securityContext.capabilities)` +
      " && has(c.securityContext.capabilities.drop) && 'ALL' in c.securityContext.capabilities.drop" +
      ' && (!has(c.securityContext.capabilities.add)' +
      " || c.securityContext.capabilities.add.all(a, a == 'NET_BIND_SERVICE')))",
  },
  {
    id: 'seccomp',
    title: 'Every Linux container has a seccomp profile',
    reason: 'It keeps system calls away that a service does not need and an attacker does.',
    remedy: 'Set seccompProfile.type to RuntimeDefault in the security context of the pod.',
    severity: 'mandatory',
    matches: [{ kinds: podKinds }],
    parameters: ['privilegedAgents'],
    each: everyContainer,
    expression:
      `${isWindows} || ${isPrivileged} || (${context} && has(c.securityContext.seccompProfile)` +
      " ? c.securityContext.seccompProfile.type in ['RuntimeDefault', 'Localhost']" +
      ' : has(pod.spec.securityContext) && has(pod.spec.securityContext.seccompProfile)' +
      " && pod.spec.securityContext.seccompProfile.type in ['RuntimeDefault', 'Localhost'])",
  },
  {
    id: 'read-only-root',
    title: 'No Linux container can write to its own image',
    reason: 'What cannot be written cannot be changed by an attacker, nor fill the disk of the node.',
    remedy: 'Set readOnlyRootFilesystem: true, and mount an emptyDir where the program writes.',
    severity: 'mandatory',
    matches: [{ kinds: podKinds }],
    parameters: ['privilegedAgents'],
    each: everyContainer,
    expression:
      `${isWindows} || ${isPrivileged} || (${context} && has(c.securityContext.readOnlyRootFilesystem)` +
      ' && c.securityContext.readOnlyRootFilesystem)',
  },
  {
    id: 'linux-no-windows-options',
    title: 'A Linux pod has no windowsOptions',
    reason: 'The API server refuses them with os linux, and without an os the pod is taken for a Windows one.',
    remedy: 'Remove windowsOptions from the security contexts of the pod and of its containers.',
    severity: 'mandatory',
    matches: [{ kinds: podKinds }],
    expression:
      `${isWindows} || ((!has(pod.spec.securityContext) || !has(pod.spec.securityContext.windowsOptions))` +
      ` && ${allContainers('c', '!has(c.securityContext) || !has(c.securityContext.windowsOptions)')})`,
  },
  {
    id: 'host-path',
    title: 'Only listed agents use folders of their node',
    reason: 'A folder of the node is a way to every other pod on it.',
    remedy: 'Use an emptyDir or a claim, or add the agent to the parameter hostPathAgents.',
    severity: 'mandatory',
    matches: [{ kinds: podKinds }],
    parameters: ['hostPathAgents'],
    each: everyVolume,
    expression: '!has(v.hostPath) || variables.account in variables.hostPathAgents',
  },
  {
    id: 'host-network',
    title: 'Only listed agents use the network of their node',
    reason: 'No network policy holds there, and every port of the node can be listened on.',
    remedy: 'Remove hostNetwork and hostPort, or add the agent to the parameter hostNetworkAgents.',
    severity: 'mandatory',
    matches: [{ kinds: podKinds }],
    parameters: ['hostNetworkAgents', 'hostProcessAgents'],
    expression:
      `variables.account in variables.hostNetworkAgents || ${isHostProcessAgent}` +
      ' || ((!has(pod.spec.hostNetwork) || !pod.spec.hostNetwork)' +
      ` && ${allContainers('c', '!has(c.ports) || c.ports.all(p, !has(p.hostPort) || p.hostPort == 0)')})`,
  },
  {
    id: 'host-namespaces',
    title: 'No pod shares the processes or the shared memory of its node',
    reason: 'Inside them every other program of the node can be seen and disturbed.',
    remedy: 'Remove hostPID and hostIPC.',
    severity: 'mandatory',
    matches: [{ kinds: podKinds }],
    parameters: ['privilegedAgents'],
    expression:
      `${isPrivileged} || ((!has(pod.spec.hostPID) || !pod.spec.hostPID)` +
      ' && (!has(pod.spec.hostIPC) || !pod.spec.hostIPC))',
  },
];

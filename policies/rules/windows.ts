import { allContainers } from '../cel/containers.ts';
import { limitsOf, requestsOf } from '../cel/quantities.ts';
import { podKinds } from '../kinds.ts';
import type { Rule } from '../rule.ts';
import { everyContainer, everyVolume, isHostProcessAgent, isPrivileged } from './containers.ts';

const isLinux = "variables.os != 'windows'";
const limits = limitsOf('c');
const requests = requestsOf('c');
const podContext = 'pod.spec.securityContext';

const forbiddenInPodContext = [
  'seLinuxOptions',
  'seLinuxChangePolicy',
  'seccompProfile',
  'appArmorProfile',
  'runAsUser',
  'runAsGroup',
  'fsGroup',
  'fsGroupChangePolicy',
  'sysctls',
  'supplementalGroups',
  'supplementalGroupsPolicy',
];
const forbiddenInContainerContext = [
  'seLinuxOptions',
  'seccompProfile',
  'appArmorProfile',
  'runAsUser',
  'runAsGroup',
  'capabilities',
  'privileged',
  'allowPrivilegeEscalation',
  'readOnlyRootFilesystem',
  'procMount',
];

/** What holds for pods with `os.name: windows`; source: kubernetes/kubernetes `pkg/apis/core/validation`, and its docs. */
export const windowsRules: readonly Rule[] = [
  {
    id: 'windows-pod-fields',
    title: 'A Windows pod has none of the fields of Linux pods',
    reason: 'The API server refuses them, most of them even as false.',
    remedy:
      'Remove hostPID, hostIPC, hostUsers, shareProcessNamespace and resources of the pod, and all of its security ' +
      'context but runAsNonRoot and windowsOptions.',
    severity: 'mandatory',
    matches: [{ kinds: podKinds }],
    expression:
      `${isLinux} || (${['hostUsers', 'shareProcessNamespace', 'resources'].map((field) => `!has(pod.spec.${field})`).join(' && ')}` +
      ' && (!has(pod.spec.hostPID) || !pod.spec.hostPID) && (!has(pod.spec.hostIPC) || !pod.spec.hostIPC)' +
      ` && (!has(${podContext}) || (${absent(podContext, forbiddenInPodContext)})))`,
  },
  {
    id: 'windows-container-fields',
    title: 'The containers of a Windows pod have none of the fields of Linux containers',
    reason: 'The API server refuses them, even as false.',
    remedy: 'Leave only runAsNonRoot and windowsOptions in the security context of the container.',
    severity: 'mandatory',
    matches: [{ kinds: podKinds }],
    each: everyContainer,
    expression: `${isLinux} || !has(c.securityContext) || (${absent('c.securityContext', forbiddenInContainerContext)})`,
  },
  {
    id: 'windows-build',
    title: 'A Windows pod names its build of Windows, or a RuntimeClass that does',
    reason: 'An image of one build does not start on a node of another.',
    remedy: 'Set the nodeSelector node.kubernetes.io/windows-build, or runtimeClassName.',
    severity: 'mandatory',
    matches: [{ kinds: podKinds }],
    expression:
      `${isLinux} || 'node.kubernetes.io/windows-build' in variables.nodeSelector` +
      " || (has(pod.spec.runtimeClassName) && pod.spec.runtimeClassName != '')",
  },
  {
    id: 'windows-user',
    title: 'A Windows container runs as ContainerUser',
    reason: 'ContainerAdministrator, the default of most images, can change what the container shares with its node.',
    remedy: 'Set windowsOptions.runAsUserName: ContainerUser in the security context of the pod.',
    severity: 'mandatory',
    matches: [{ kinds: podKinds }],
    parameters: ['hostProcessAgents', 'privilegedAgents'],
    each: everyContainer,
    expression:
      `${isLinux} || ${isPrivileged} || ${isHostProcessAgent}` +
      ' || (has(c.securityContext) && has(c.securityContext.windowsOptions)' +
      ' && has(c.securityContext.windowsOptions.runAsUserName)' +
      " ? c.securityContext.windowsOptions.runAsUserName == 'ContainerUser'" +
      ` : has(${podContext}) && has(${podContext}.windowsOptions) && has(${podContext}.windowsOptions.runAsUserName)` +
      ` && ${podContext}.windowsOptions.runAsUserName == 'ContainerUser')`,
  },
  {
    id: 'windows-memory',
    title: 'A Windows container requests as much memory as its limit',
    reason:
      'Windows ends nothing for want of memory: it pages until the node stands still. So nothing is overcommitted.',
    remedy: 'Set resources.requests.memory to resources.limits.memory.',
    severity: 'mandatory',
    matches: [{ kinds: podKinds }],
    each: everyContainer,
    expression:
      `${isLinux} || !('memory' in ${limits}) || !('memory' in ${requests})` +
      ` || ${requests}['memory'] == ${limits}['memory']`,
  },
  {
    id: 'windows-host-process',
    title: 'Only listed agents are HostProcess pods',
    reason: 'A HostProcess container is a process of the node itself.',
    remedy: 'Remove hostProcess, or add the agent to the parameter hostProcessAgents.',
    severity: 'mandatory',
    matches: [{ kinds: podKinds }],
    parameters: ['hostProcessAgents'],
    expression: '!variables.hostProcess || variables.account in variables.hostProcessAgents',
  },
  {
    id: 'windows-host-network',
    title: 'A Windows pod uses the network of its node only as a HostProcess',
    reason: 'For other pods Windows does not have it: they do not start.',
    remedy: 'Remove hostNetwork, and a dnsPolicy of ClusterFirstWithHostNet.',
    severity: 'mandatory',
    matches: [{ kinds: podKinds }],
    expression:
      `${isLinux} || variables.hostProcess || ((!has(pod.spec.hostNetwork) || !pod.spec.hostNetwork)` +
      " && (!has(pod.spec.dnsPolicy) || pod.spec.dnsPolicy != 'ClusterFirstWithHostNet'))",
  },
  {
    id: 'windows-volumes',
    title: 'No volume of a Windows pod is in memory',
    reason: 'Windows knows no volumes in memory and no huge pages: they are accepted, and fail on the node.',
    remedy: 'Remove medium from the emptyDir.',
    severity: 'mandatory',
    matches: [{ kinds: podKinds }],
    each: everyVolume,
    expression: `${isLinux} || !has(v.emptyDir) || !has(v.emptyDir.medium) || v.emptyDir.medium == ''`,
  },
  {
    id: 'windows-containers',
    title: 'No Windows container mounts single files, devices or claims of devices, or uses huge pages',
    reason: 'They are accepted, and fail or do nothing on the node: Windows has none of them.',
    remedy: 'Mount whole folders; remove subPath, mountPropagation, volumeDevices, resources.claims and hugepages.',
    severity: 'mandatory',
    matches: [{ kinds: podKinds }],
    each: everyContainer,
    expression:
      `${isLinux} || ((!has(c.volumeMounts) || c.volumeMounts.all(m, (!has(m.subPath) || m.subPath == '')` +
      " && (!has(m.subPathExpr) || m.subPathExpr == '') && (!has(m.mountPropagation) || m.mountPropagation == 'None')))" +
      ' && (!has(c.volumeDevices) || size(c.volumeDevices) == 0)' +
      ' && (!has(c.resources) || !has(c.resources.claims) || size(c.resources.claims) == 0)' +
      ` && ${limits}.all(r, !r.startsWith('hugepages-')))`,
  },
  {
    id: 'windows-claims',
    title: 'A Windows pod has no claims of devices',
    reason: 'The kubelet on Windows has no dynamic resource allocation: such a pod never starts.',
    remedy: 'Ask for the extended resource of the pool instead of a ResourceClaim.',
    severity: 'mandatory',
    matches: [{ kinds: podKinds }],
    expression: `${isLinux} || !has(pod.spec.resourceClaims) || size(pod.spec.resourceClaims) == 0`,
  },
  {
    id: 'windows-gmsa',
    title: 'A Windows pod names only allowed group managed service accounts',
    reason: 'Such an account is an identity in the domain, with its rights.',
    remedy: 'Remove gmsaCredentialSpecName, or add the account to the parameter gmsaCredentials.',
    severity: 'mandatory',
    matches: [{ kinds: podKinds }],
    parameters: ['gmsaCredentials'],
    expression:
      `(!has(${podContext}) || !has(${podContext}.windowsOptions)` +
      ` || !has(${podContext}.windowsOptions.gmsaCredentialSpecName)` +
      ` || ${podContext}.windowsOptions.gmsaCredentialSpecName in variables.gmsaCredentials)` +
      ` && ${allContainers(
        'c',
        '!has(c.securityContext) || !has(c.securityContext.windowsOptions)' +
          ' || !has(c.securityContext.windowsOptions.gmsaCredentialSpecName)' +
          ' || c.securityContext.windowsOptions.gmsaCredentialSpecName in variables.gmsaCredentials',
      )}`,
  },
];

function absent(of: string, fields: readonly string[]): string {
  return fields.map((field) => `!has(${of}.${field})`).join(' && ');
}

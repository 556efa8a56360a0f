import { allContainers, someContainer } from '../cel/containers.ts';
import { extendedIn, limitsOf, requestsOf } from '../cel/quantities.ts';
import { podKinds } from '../kinds.ts';
import type { Rule } from '../rule.ts';
import { everyContainer, everyToleration, isNodeAgent } from './containers.ts';

const limits = limitsOf('c');
const requests = requestsOf('c');
const isLinuxGpu = (resource: string) => `variables.linuxGpuResources.exists(p, ${resource}.startsWith(p))`;
const isWindowsGpu = (resource: string) => `variables.windowsGpuResources.exists(p, ${resource}.startsWith(p))`;
const isGpu = (resource: string) => `(${isLinuxGpu(resource)} || ${isWindowsGpu(resource)})`;

const namesGpuBySelector = 'variables.nodeSelector.exists(k, variables.gpuLabels.exists(p, k.startsWith(p)))';
/** Which GPU it is not says nothing of which it is. */
const namesGpu = `e.operator in ['In', 'Exists', 'Gt', 'Lt'] && variables.gpuLabels.exists(p, e.key.startsWith(p))`;
const required = 'pod.spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution';
const namesGpuByAffinity =
  `(has(pod.spec.affinity) && has(pod.spec.affinity.nodeAffinity) && has(${required}) && ${required}.nodeSelectorTerms` +
  `.all(t, has(t.matchExpressions) && t.matchExpressions.exists(e, ${namesGpu})))`;

/** Whether a toleration with a key is for a taint of GPU nodes. The parameter has such a taint as key or as key=value. */
const isOfGpus =
  "variables.gpuTaints.exists(g, g == t.key || g == t.key + '=' + (has(t.value) ? t.value : '')" +
  " || (has(t.operator) && t.operator == 'Exists' && g.startsWith(t.key + '=')))";
const toleratesGpus = `(has(pod.spec.tolerations) && pod.spec.tolerations.exists(t, !has(t.key) || t.key == '' || ${isOfGpus}))`;
const needsNoToleration =
  'size(variables.gpuTaints) == 0 || ' +
  someContainer('c', `${limits}.exists(r, r in variables.untaintedGpuResources)`);

/** How GPUs, and other resources with a name of their own, are asked for. */
export const gpuRules: readonly Rule[] = [
  {
    id: 'extended-resource',
    title: 'Resources with a name of their own are whole numbers, and requested as they are limited',
    reason: 'Kubernetes knows no half of one, and does not overcommit them.',
    remedy: 'Set a whole number in resources.limits, and the same or nothing in resources.requests.',
    severity: 'mandatory',
    matches: [{ kinds: podKinds }],
    each: everyContainer,
    expression:
      `${extendedIn(limits)}.all(r, ${limits}[r].matches('^[0-9]+(k|M|G)?$')` +
      ` && (!(r in ${requests}) || ${requests}[r] == ${limits}[r]))` +
      ` && ${extendedIn(requests)}.all(r, r in ${limits})`,
  },
  {
    id: 'gpu-share',
    title: 'A container asks for one share of a GPU, never for more',
    reason:
      'Two shares of a time-sliced GPU buy no more of it than one; the device plugin refuses such a pod when it is too late.',
    remedy: 'Ask for 1, for a larger share (a pool with fewer shares), or for a whole GPU.',
    severity: 'mandatory',
    matches: [{ kinds: podKinds }],
    parameters: ['sharedGpuResources'],
    each: everyContainer,
    expression: `variables.sharedGpuResources.all(r, !(r in ${limits}) || ${limits}[r] == '1')`,
  },
  {
    id: 'gpu-resource',
    title: 'A pod asks for one GPU resource only, and for one of its operating system',
    reason:
      'No node has two of them, and nothing of NVIDIA or AMD for Linux is on a Windows node: the pod would wait for ever.',
    remedy: 'Ask for the resource of the pool that the pod is for, in all of its containers.',
    severity: 'mandatory',
    matches: [{ kinds: podKinds }],
    parameters: ['linuxGpuResources', 'windowsGpuResources'],
    each: everyContainer,
    expression:
      `${extendedIn(limits)}.all(r, !${isGpu('r')} || (` +
      `(variables.os == 'windows' ? ${isWindowsGpu('r')} : ${isLinuxGpu('r')})` +
      ` && ${allContainers('d', `${limitsOf('d')}.all(s, !${isGpu('s')} || s == r)`)}))`,
  },
  {
    id: 'gpu-constraint',
    title: 'A pod that asks for a GPU says which kind, and tolerates the taint of GPU nodes',
    reason: 'Otherwise it lands on any GPU of that name, too small or shared another way, or on none.',
    remedy:
      'Add the label of the GPU (parameter gpuLabels) to the nodeSelector or a required node affinity, and a toleration of ' +
      'one of the parameter gpuTaints; where its nodes have no such taint, add the resource to untaintedGpuResources.',
    severity: 'mandatory',
    matches: [{ kinds: podKinds }],
    parameters: ['gpuLabels', 'gpuTaints', 'untaintedGpuResources'],
    expression: `!variables.usesGpu || ((${namesGpuBySelector} || ${namesGpuByAffinity}) && (${needsNoToleration} || ${toleratesGpus}))`,
  },
  {
    id: 'gpu-toleration',
    title: 'Who asks for no GPU does not tolerate the taint of GPU nodes',
    reason: 'GPU nodes are the dearest: what needs no GPU must not fill them. Listed agents go everywhere.',
    remedy: 'Remove the toleration, ask for the GPU, or add the agent to the parameter nodeAgents.',
    severity: 'mandatory',
    matches: [{ kinds: podKinds }],
    parameters: ['gpuTaints', 'nodeAgents'],
    each: everyToleration,
    expression:
      `!has(t.key) || !${isOfGpus} || variables.usesGpu` +
      ` || (has(pod.spec.resourceClaims) && size(pod.spec.resourceClaims) > 0) || ${isNodeAgent}`,
  },
];

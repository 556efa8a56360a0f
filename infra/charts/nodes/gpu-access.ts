import type { Target } from '../../model/target.ts';
import type { Access, Grant } from '../access.ts';
import type { Agent } from '../part.ts';
import { configGrants } from './config-manager.ts';
import { agentNames } from './gpu-stack.ts';
import { nfdNames } from './node-feature-discovery.ts';

const nfdGroup = 'nfd.k8s-sigs.io';
/** The lease by which one nfd-master leads; its name is built in. */
const nfdLease = 'nfd-master.nfd.kubernetes.io';

/** What each of the agents needs of its node. */
const needs: Readonly<Record<string, Agent['may']>> = {
  [agentNames.devicePlugin]: {
    hostPath: 'the folder of the kubelet in which device plugins have their sockets',
    privileged: 'that folder is root’s; with MIG and exclusive processors more, see device-plugin.ts',
  },
  [agentNames.discovery]: {
    hostPath: 'the folder in which NFD looks for labels, and /sys',
    privileged: 'reads the configuration space of PCI devices',
  },
  [agentNames.mps]: {
    hostPath: 'where the daemon and its clients meet',
    privileged: 'sets the compute mode of GPUs, and mounts shared memory on the node',
  },
  [agentNames.nfdWorker]: { hostPath: '/sys, and the labels that others found; both to read only' },
};

/** What policies have to let agents do. */
export function agentsCalled({ namespaces }: Target, names: readonly string[]): readonly Agent[] {
  return names.map((name) => ({ namespace: namespaces.nodes, name, may: needs[name] ?? {} }));
}

/** What NVIDIA's agents may ask: the label of their node, no more. */
export function agentAccess(target: Target, name: string): Access {
  return { namespace: target.namespaces.nodes, name, component: 'agent', grants: configGrants };
}

/** What NFD may ask; less than its chart gives it, as taints, extended resources and topologies are not wanted here. */
export function discoveryAccess(target: Target): readonly Access[] {
  const { nodes: namespace } = target.namespaces;
  return [
    { namespace, name: nfdNames.master, component: 'discovery', grants: masterGrants(namespace) },
    { namespace, name: agentNames.nfdWorker, component: 'agent', grants: workerGrants(namespace) },
    { namespace, name: nfdNames.collector, component: 'discovery', grants: collectorGrants(namespace) },
  ];
}

function masterGrants(namespace: string): readonly Grant[] {
  return [
    {
      apiGroup: '',
      resources: ['nodes'],
      verbs: { get: 'which labels a node has', list: 'looks at all when rules change', patch: 'labels nodes' },
    },
    {
      apiGroup: '',
      resources: ['namespaces'],
      verbs: { list: 'takes NodeFeatures of this namespace only', watch: 'sees its labels change' },
    },
    {
      apiGroup: nfdGroup,
      resources: ['nodefeatures', 'nodefeaturerules'],
      verbs: { get: 'reads one again', list: 'what was found on the nodes', watch: 'sees it change' },
    },
    {
      namespace,
      apiGroup: 'coordination.k8s.io',
      resources: ['leases'],
      verbs: { create: 'the lease by which one of them leads; its name is not known to the API server then' },
    },
    {
      namespace,
      apiGroup: 'coordination.k8s.io',
      resources: ['leases'],
      names: [nfdLease],
      verbs: { get: 'who leads', update: 'takes the lead, keeps it, gives it up' },
    },
  ];
}

function workerGrants(namespace: string): readonly Grant[] {
  return [
    {
      namespace,
      apiGroup: nfdGroup,
      resources: ['nodefeatures'],
      verbs: { create: 'what it found on its node', get: 'whether that has changed', update: 'writes the change' },
    },
    {
      namespace,
      apiGroup: '',
      resources: ['pods'],
      verbs: { get: 'finds its DaemonSet, which is to own what it writes' },
    },
  ];
}

function collectorGrants(namespace: string): readonly Grant[] {
  return [
    { apiGroup: '', resources: ['nodes'], verbs: { list: 'which nodes there are', watch: 'sees them go' } },
    { apiGroup: nfdGroup, resources: ['nodefeatures'], verbs: { list: 'finds those of nodes that are gone' } },
    { namespace, apiGroup: nfdGroup, resources: ['nodefeatures'], verbs: { delete: 'removes those' } },
  ];
}

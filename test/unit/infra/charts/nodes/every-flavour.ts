import type { NodePool } from '../../../../../infra/model/node-pool.ts';
import type { Target } from '../../../../../infra/model/target.ts';
import { aks, bare, eks, gke, linuxPools, openshift, targetWith, windowsGpuPool, windowsPool } from './support.ts';

const exact = { cpu: 8, memory: '32Gi', max: 2, exclusiveCpus: true } as const satisfies NodePool;
const all = { ...linuxPools, exact, win: windowsPool, wingpu: windowsGpuPool };
const { general, whole, sliced, mps } = linuxPools;
const onAks = { general, exact, whole, sliced, mps };
const onGke = { ...linuxPools, exact, win: { ...windowsPool, windows: { version: '2019' } } } as const;
const onOpenshift = Object.fromEntries(
  Object.entries({ ...linuxPools, win: windowsPool }).map(([name, pool]) => [name, { ...pool, min: 2 }]),
);

/** Every flavour, with its mechanism and without, and every kind of pool that it can have. */
export const everyFlavour: Readonly<Record<string, Target>> = {
  'kubernetes, existing nodes': targetWith(all, { flavour: 'kubernetes' }),
  'kubernetes, Cluster API': targetWith(all, bare(all, { taintPropagation: true })),
  'EKS, existing nodes': targetWith(all, { flavour: 'eks' }),
  'EKS, Karpenter': targetWith(all, eks(all, { images: { wingpu: 'ami-0123456789abcdef0' } })),
  'AKS, existing nodes': targetWith({ ...linuxPools, exact, win: windowsGpuPool }, { flavour: 'aks' }),
  'AKS, Karpenter': targetWith(onAks, aks(onAks)),
  'GKE, existing nodes': targetWith(onGke, { flavour: 'gke' }),
  'GKE, Config Connector': targetWith(onGke, gke(onGke)),
  'OpenShift, existing nodes': targetWith(onOpenshift, { flavour: 'openshift' }),
  'OpenShift, Machine API': targetWith(onOpenshift, openshift(onOpenshift, { zones: ['a', 'b'] })),
};

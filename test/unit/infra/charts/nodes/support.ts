import type { Part } from '../../../../../infra/charts/part.ts';
import { gpus } from '../../../../../infra/charts/nodes/gpus.ts';
import { nodePools } from '../../../../../infra/charts/nodes/node-pools.ts';
import { windowsNodes } from '../../../../../infra/charts/nodes/windows-nodes.ts';
import type { KnownObject } from '../../../../../infra/kubernetes/types.ts';
import type { Environment } from '../../../../../infra/model/environment.ts';
import type { NodePool } from '../../../../../infra/model/node-pool.ts';
import { definePlatform, type Platform } from '../../../../../infra/model/platform.ts';
import { targetOf, type Target } from '../../../../../infra/model/target.ts';

const l4 = { model: 'NVIDIA L4', memory: '24Gi' } as const;
const machine = { cpu: 8, memory: '32Gi', max: 4 } as const;

/** A pool of each kind that there is on Linux. */
export const linuxPools = {
  general: { cpu: 8, memory: '32Gi', max: 10 },
  whole: { ...machine, gpu: l4 },
  sliced: { ...machine, gpu: { ...l4, sharing: { mode: 'time-slicing', shares: 4 } } },
  mps: { ...machine, gpu: { ...l4, count: 2, sharing: { mode: 'mps', shares: 3 } } },
  mig: {
    cpu: 96,
    memory: '1000Gi',
    max: 2,
    gpu: {
      model: 'NVIDIA A100-SXM4-80GB',
      memory: '80Gi',
      count: 8,
      sharing: { mode: 'mig', profile: '1g.10gb' },
    },
  },
  dra: { ...machine, gpu: { ...l4, sharing: { mode: 'dra' } } },
} as const satisfies Record<string, NodePool>;

export const windowsPool = { os: 'windows', ...machine } as const satisfies NodePool;
export const windowsGpuPool = {
  ...windowsPool,
  gpu: { model: 'NVIDIA T4', memory: '16Gi' },
} as const satisfies NodePool;

/** A platform with one environment. */
export function platformOf(nodePools: Record<string, NodePool>, environment: Environment): Platform {
  return definePlatform({ name: 'lab', nodePools, environments: { test: environment } });
}

export function targetWith(nodePools: Record<string, NodePool>, environment: Environment): Target {
  return targetOf(platformOf(nodePools, environment), 'test');
}

/** Karpenter on EKS for these pools. */
export function eks(pools: Record<string, NodePool>, karpenter: object = {}): Environment {
  const machineTypes = Object.fromEntries(Object.keys(pools).map((name) => [name, ['g6.2xlarge']]));
  return {
    flavour: 'eks',
    provisioning: { karpenter: { cluster: 'lab', role: 'lab-node', machineTypes, ...karpenter } },
  };
}

export function aks(pools: Record<string, NodePool>, karpenter: object = {}): Environment {
  const machineTypes = Object.fromEntries(Object.keys(pools).map((name) => [name, ['Standard_D8s_v5']]));
  return { flavour: 'aks', provisioning: { karpenter: { cluster: 'lab', machineTypes, ...karpenter } } };
}

export function gke(pools: Record<string, NodePool>, configConnector: object = {}): Environment {
  const names = Object.keys(pools);
  return {
    flavour: 'gke',
    provisioning: {
      configConnector: {
        project: 'lab-project',
        location: 'europe-west4',
        cluster: 'lab',
        machineTypes: Object.fromEntries(names.map((name) => [name, 'g2-standard-8'])),
        accelerators: Object.fromEntries(
          names.filter((name) => pools[name]?.gpu !== undefined).map((name) => [name, 'nvidia-l4']),
        ),
        ...configConnector,
      },
    },
  };
}

export const awsProviderSpec = {
  kind: 'AWSMachineProviderConfig',
  placement: { availabilityZone: '<zone>', region: 'eu-central-1' },
  subnet: { filters: [{ name: 'tag:Name', values: ['<infrastructure>-private-<zone>'] }] },
};

export function openshift(pools: Record<string, NodePool>, machineSets: object = {}): Environment {
  return {
    flavour: 'openshift',
    provisioning: {
      machineSets: {
        infrastructure: 'lab-x7k2p',
        zones: ['a', 'b', 'c'],
        providerSpecs: Object.fromEntries(Object.keys(pools).map((name) => [name, awsProviderSpec])),
        ...machineSets,
      },
    },
  };
}

export function bare(pools: Record<string, NodePool>, clusterApi: object = {}): Environment {
  const reference = (kind: string, name: string) => ({ apiGroup: `${kind}.cluster.x-k8s.io`, kind: 'Template', name });
  return {
    flavour: 'kubernetes',
    provisioning: {
      clusterApi: {
        cluster: 'lab',
        version: 'v1.34.4',
        templates: Object.fromEntries(
          Object.keys(pools).map((name) => [
            name,
            { bootstrap: reference('bootstrap', name), infrastructure: reference('infrastructure', name) },
          ]),
        ),
        ...clusterApi,
      },
    },
  };
}

/** Everything that nodes and GPUs are made of. */
export function partsOf(target: Target): readonly Part[] {
  return [nodePools(target), gpus(target), windowsNodes(target)];
}

export function objectsOf(target: Target): readonly KnownObject[] {
  return partsOf(target).flatMap(({ objects }) => objects.map(({ object }) => object as KnownObject));
}

/** The object of a kind and name. */
export function objectOf<K extends KnownObject['kind']>(
  target: Target,
  kind: K,
  name: string,
): Extract<KnownObject, { readonly kind: K }> {
  const found = objectsOf(target).find((object) => object.kind === kind && object.metadata.name === name);
  if (found === undefined) throw new Error(`there is no ${kind} ${name}`);
  return found as Extract<KnownObject, { readonly kind: K }>;
}

/** The names of the objects of a kind. */
export function namesOf(target: Target, kind: KnownObject['kind']): readonly string[] {
  return objectsOf(target).flatMap((object) => (object.kind === kind ? [object.metadata.name ?? ''] : []));
}

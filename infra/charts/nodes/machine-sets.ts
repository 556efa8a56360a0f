import { labelsOf } from '../../constructs/labels.ts';
import type { MachineAutoscaler, MachineSet } from '../../kubernetes/types.ts';
import { wholeGpuResource } from '../../model/gpu-facts.ts';
import {
  infrastructurePlaceholder,
  machineSetNames,
  windowsUserData,
  zonePlaceholder,
} from '../../model/machine-set-names.ts';
import type { Pool } from '../../model/pools.ts';
import type { MachineSets } from '../../model/provisioning.ts';
import type { Target } from '../../model/target.ts';
import { placementAnnotations } from './autoscaler-annotations.ts';
import { machineApiNamespace as namespace } from './foreign-namespaces.ts';
import { givenLabels } from './node-labels.ts';
import { shareOut } from './share-out.ts';

const mebi = 2 ** 20;
const domain = 'machine.openshift.io';

/** The machines of each pool, in each zone, and how many of them there may be. */
export function machineSetObjects(
  target: Target,
  machineSets: MachineSets,
): readonly (MachineSet | MachineAutoscaler)[] {
  return target.pools.flatMap((pool) => {
    const names = machineSetNames(machineSets, pool, target.prefix);
    const least = shareOut(pool.minNodes, names.length);
    const most = shareOut(pool.maxNodes, names.length);
    return names.flatMap((name, index) => {
      const size = { min: least[index] ?? 0, max: most[index] ?? 0 };
      // A zone that gets none of a small pool has nothing to scale.
      if (size.max === 0) return [];
      const zone = machineSets.zones[index] ?? '';
      return [machineSet(target, machineSets, { pool, name, zone }), machineAutoscaler(target, name, size)];
    });
  });
}

interface ZoneOfPool {
  readonly pool: Pool;
  readonly name: string;
  readonly zone: string;
}

/** Without `replicas`: the autoscaler writes it. */
function machineSet(target: Target, machineSets: MachineSets, { pool, name, zone }: ZoneOfPool): MachineSet {
  const cluster = { [`${domain}/cluster-api-cluster`]: machineSets.infrastructure };
  const own = { ...cluster, [`${domain}/cluster-api-machineset`]: name };
  return {
    apiVersion: 'machine.openshift.io/v1beta1',
    kind: 'MachineSet',
    metadata: {
      name,
      namespace,
      labels: { ...labelsOf(target, { name, component: 'node-pool' }), ...cluster },
      annotations: zeroAnnotations(pool),
    },
    spec: {
      selector: { matchLabels: own },
      template: {
        metadata: {
          labels: {
            ...own,
            [`${domain}/cluster-api-machine-role`]: 'worker',
            [`${domain}/cluster-api-machine-type`]: 'worker',
            // By it the Windows Machine Config Operator finds the machines that it makes nodes of.
            ...(pool.os === 'windows' && { [`${domain}/os-id`]: 'Windows' }),
          },
        },
        spec: {
          metadata: { labels: { ...givenLabels(pool), 'node-role.kubernetes.io/worker': '' } },
          ...(pool.taints.length > 0 && { taints: pool.taints }),
          providerSpec: { value: providerSpec(machineSets, pool, zone) },
        },
      },
    },
  };
}

/** What OpenShift's autoscaler is told of a set without machines; clouds correct the figures by their machine types. */
function zeroAnnotations(pool: Pool): Readonly<Record<string, string>> {
  const { cpuMillis, memoryBytes, gpu } = pool;
  const gpus = gpu?.resource === wholeGpuResource ? gpu.count : 0;
  return {
    [`${domain}/vCPU`]: String(Math.floor(cpuMillis / 1000)),
    [`${domain}/memoryMb`]: String(Math.floor(memoryBytes / mebi)),
    [`${domain}/GPU`]: String(gpus),
    ...placementAnnotations(pool),
  };
}

function machineAutoscaler(
  target: Target,
  name: string,
  { min, max }: { readonly min: number; readonly max: number },
): MachineAutoscaler {
  return {
    apiVersion: 'autoscaling.openshift.io/v1beta1',
    kind: 'MachineAutoscaler',
    metadata: { name, namespace, labels: labelsOf(target, { name, component: 'node-pool' }) },
    spec: {
      minReplicas: min,
      maxReplicas: max,
      scaleTargetRef: { apiVersion: 'machine.openshift.io/v1beta1', kind: 'MachineSet', name },
    },
  };
}

function providerSpec({ providerSpecs, infrastructure }: MachineSets, pool: Pool, zone: string) {
  const authored = providerSpecs[pool.name];
  if (authored === undefined) {
    throw new RangeError(`the pool "${pool.name}" has no providerSpec: add it under provisioning/machineSets`);
  }
  const filled = filledIn(authored, { [zonePlaceholder]: zone, [infrastructurePlaceholder]: infrastructure });
  const userData = pool.os === 'windows' ? { userDataSecret: { name: windowsUserData } } : {};
  return { ...userData, ...(filled as Readonly<Record<string, unknown>>) };
}

/** Replaces placeholders in every text of a value. */
function filledIn(value: unknown, values: Readonly<Record<string, string>>): unknown {
  if (typeof value === 'string') {
    return Object.entries(values).reduce((text, [placeholder, given]) => text.replaceAll(placeholder, given), value);
  }
  if (Array.isArray(value)) return value.map((item) => filledIn(item, values));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, filledIn(item, values)]));
}

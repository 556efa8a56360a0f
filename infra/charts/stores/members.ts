import { labelsOf, selectorOf, singletonAnnotation } from '../../constructs/labels.ts';
import { showBytes } from '../../constructs/resources.ts';
import type {
  ContainerPort,
  Embedded,
  PersistentVolumeClaim,
  PersistentVolumeClaimSpec,
  Service,
  StatefulSetSpec,
  TopologySpreadConstraint,
} from '../../kubernetes/types.ts';
import type { Target } from '../../model/target.ts';

/** What the labels of every store say. */
export const storeComponent = 'store';

/** Of a store with one member: its author asked for one. */
export const aloneByModel = { [singletonAnnotation]: 'the model declares one member' } as const;

/** A store that is a group of members, each with a name and a volume of its own. */
export interface Group {
  readonly name: string;
  readonly members: number;
}

/** A port of a store. */
export interface StorePort {
  readonly name: string;
  readonly port: number;
}

/** The Service that gives each member its name; also to members that are not ready: they have to find one another. */
export function membersService(target: Target, { name }: Group, ports: readonly StorePort[]): Service {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: membersServiceName(name),
      namespace: target.namespaces.data,
      labels: labelsOf(target, { name, component: storeComponent }),
    },
    spec: {
      clusterIP: 'None',
      publishNotReadyAddresses: true,
      selector: selectorOf(target, name),
      ports: servicePorts(ports),
    },
  };
}

/** The Service that clients and people use. */
export function clientService(target: Target, name: string, ports: readonly StorePort[]): Service {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name,
      namespace: target.namespaces.data,
      labels: labelsOf(target, { name, component: storeComponent }),
    },
    spec: { selector: selectorOf(target, name), ports: servicePorts(ports) },
  };
}

function servicePorts(ports: readonly StorePort[]) {
  return ports.map(({ name, port }) => ({ name, port, targetPort: name, protocol: 'TCP' as const }));
}

/** The ports as a container declares them. */
export function containerPorts(ports: readonly StorePort[]): readonly ContainerPort[] {
  return ports.map(({ name, port }) => ({ name, containerPort: port, protocol: 'TCP' }));
}

/** The name of the Service of the members of a group. */
export function membersServiceName(name: string): string {
  return `${name}-members`;
}

/** The domain of the members. It ends with `svc`: what comes behind it differs by cluster, and is added by the resolver. */
export function membersDomain(target: Target, name: string): string {
  return `${membersServiceName(name)}.${target.namespaces.data}.svc`;
}

/** The host names of the members, by their numbers. */
export function memberHosts(target: Target, { name, members }: Group): readonly string[] {
  const domain = membersDomain(target, name);
  return Array.from({ length: members }, (_, ordinal) => `${name}-${ordinal}.${domain}`);
}

/**
 * One member for each node, as far as there are nodes: a quorum outlives the loss of any of three. Nodes that the
 * members do not tolerate do not count, so that they never keep one waiting. Zones are only preferred: a volume that is
 * there already decides.
 */
export function memberSpread(target: Target, name: string): readonly TopologySpreadConstraint[] {
  const labelSelector = { matchLabels: selectorOf(target, name) };
  return [
    {
      maxSkew: 1,
      topologyKey: 'kubernetes.io/hostname',
      whenUnsatisfiable: 'DoNotSchedule',
      nodeTaintsPolicy: 'Honor',
      labelSelector,
    },
    { maxSkew: 1, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'ScheduleAnyway', labelSelector },
  ];
}

/** What is the same of every group. Members start at once, because they wait for one another; updates go one by one. */
export function groupSpec(target: Target, { name, members }: Group) {
  return {
    serviceName: membersServiceName(name),
    replicas: members,
    podManagementPolicy: 'Parallel',
    updateStrategy: { type: 'RollingUpdate' },
    revisionHistoryLimit: 3,
    persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
    selector: { matchLabels: selectorOf(target, name) },
  } satisfies Partial<StatefulSetSpec>;
}

/** A volume that is asked for. */
export interface Storage {
  readonly storageBytes: number;
  readonly storageClass?: string;
}

/**
 * The claim of each member. It can never be changed, so its labels are those that cannot change either: a larger volume
 * is made by hand (docs/operations/backup-and-restore.md).
 */
export function memberClaim(target: Target, name: string, storage: Storage): Embedded<PersistentVolumeClaim> {
  return { metadata: { name: dataVolume, labels: selectorOf(target, name) }, spec: claimSpec(storage) };
}

/** The name of the volume that holds what must not be lost. */
export const dataVolume = 'data';

/** A volume of one pod. */
export function claimSpec({ storageBytes, storageClass }: Storage): PersistentVolumeClaimSpec {
  return {
    accessModes: ['ReadWriteOnce'],
    ...(storageClass !== undefined && { storageClassName: storageClass }),
    resources: { requests: { storage: showBytes(storageBytes) } },
  };
}

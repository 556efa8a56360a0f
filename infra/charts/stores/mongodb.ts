import { disruptionBudget } from '../../constructs/availability.ts';
import { checksumAnnotation, checksumOf } from '../../constructs/checksum.ts';
import { labelsOf } from '../../constructs/labels.ts';
import { linuxPod, priorityClass } from '../../constructs/pod.ts';
import type { ConfigMap, StatefulSet } from '../../kubernetes/types.ts';
import type { MongoDb } from '../../model/stores.ts';
import type { Target } from '../../model/target.ts';
import type { Access } from '../access.ts';
import { workload, type Edge } from '../edge.ts';
import { at, type Part } from '../part.ts';
import { databaseClients } from './clients.ts';
import {
  aloneByModel,
  clientService,
  groupSpec,
  memberClaim,
  membersService,
  memberSpread,
  storeComponent,
} from './members.ts';
import { keyFileCopy, mongoDbContainer, mongoDbVolumes, shellSettings } from './mongodb-container.ts';
import { initiation, mongoDbInitiate } from './mongodb-initiate.ts';
import {
  mongoDbName as name,
  mongoDbPort,
  mongoDbSettings,
  mongoDbUser,
  type MongoDbSettings,
} from './mongodb-settings.ts';

/**
 * mongod hands its role on when it is told to end, lets running commands end for 15 s, and writes a checkpoint, which
 * takes the longer the larger its cache is (docs: shutdown, shutdownTimeoutMillisForSignaledShutdown).
 */
const graceSeconds = 120;

/**
 * The database: a replica set of 1, 3 or 5 members in the cluster, and the Job that initiates it; where the model names
 * an `external` one, only the way to it.
 *
 * When the primary dies the others notice after 10 s (`electionTimeoutMillis`) and elect a new one among those that
 * have every write that was acknowledged (`w: majority`); when it ends in order (a drain, an update) it hands over at
 * once. Clients have all members in their URI and find the new primary themselves: a write meanwhile fails with
 * `STORE_UNAVAILABLE` and is tried again. With three members one may be lost, with five two; without a majority the
 * rest answer reads of old data at most, and writes wait. A member that comes back catches up from the oplog, or copies
 * everything where it was away for longer than that reaches.
 * @throws {ModelError} with too little memory
 */
export function mongoDb(target: Target): Part {
  const external = target.stores.mongodb?.external;
  return external === undefined
    ? replicaSetPart(target)
    : { objects: [], edges: externalEdges(target, external), access: [] };
}

function replicaSetPart(target: Target): Part {
  const { data } = target.namespaces;
  const settings = mongoDbSettings(target);
  const labelled = { name, component: storeComponent };
  const ports = [{ name: 'mongodb', port: mongoDbPort }];
  const configuration = configurationOf(target);
  const initiate = initiation(target, settings);
  return {
    objects: [
      ...at('configuration', [configuration, initiate.configuration]),
      ...at('data', [
        membersService(target, settings, ports),
        clientService(target, name, ports),
        statefulSet(target, settings, configuration),
        disruptionBudget(target, data, labelled),
        initiate.job,
      ]),
    ],
    edges: [
      ...databaseClients.map((role) => ({
        from: workload(target.namespaces.system, role),
        to: workload(data, name),
        ports: [mongoDbPort],
        why: `${role} keeps its state there`,
      })),
      { from: workload(data, name), to: workload(data, name), ports: [mongoDbPort], why: 'members copy and elect' },
      {
        from: workload(data, mongoDbInitiate),
        to: workload(data, name),
        ports: [mongoDbPort],
        why: 'makes the replica set and its users',
      },
    ],
    access: [name, mongoDbInitiate].map((account): Access => ({
      namespace: data,
      name: account,
      component: storeComponent,
      grants: [],
    })),
  };
}

function statefulSet(target: Target, settings: MongoDbSettings, { data = {} }: ConfigMap): StatefulSet {
  const { namespaces } = target;
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: {
      name,
      namespace: namespaces.data,
      labels: labelsOf(target, { name, component: storeComponent }),
      ...(settings.members === 1 && { annotations: aloneByModel }),
    },
    spec: {
      ...groupSpec(target, settings),
      template: linuxPod(target, {
        name,
        component: storeComponent,
        annotations: { [checksumAnnotation]: checksumOf(data) },
        priorityClass: priorityClass(target, 'data'),
        graceSeconds,
        spread: memberSpread(target, name),
        user: mongoDbUser,
        initContainers: [keyFileCopy(target)],
        containers: [mongoDbContainer(target, settings)],
        volumes: mongoDbVolumes(),
      }),
      volumeClaimTemplates: [memberClaim(target, name, settings)],
    },
  };
}

function configurationOf(target: Target): ConfigMap {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name,
      namespace: target.namespaces.data,
      labels: labelsOf(target, { name, component: storeComponent }),
    },
    data: shellSettings,
  };
}

type External = NonNullable<MongoDb['external']>;

/** Roles reach a database outside of the cluster at its addresses, on the ports of its hosts. */
function externalEdges(target: Target, external: External): readonly Edge[] {
  return databaseClients.flatMap((role) =>
    edgesToExternal(external, workload(target.namespaces.system, role), `${role} keeps its state there`),
  );
}

/** From one workload to each address range of an external database. */
export function edgesToExternal({ hosts, cidrs }: External, from: Edge['from'], why: string): readonly Edge[] {
  const ports = [...new Set(hosts.map((host) => Number(host.slice(host.lastIndexOf(':') + 1))))];
  return cidrs.map((cidr) => ({ from, to: { kind: 'cidr', cidr }, ports, why }));
}

import { disruptionBudget } from '../../constructs/availability.ts';
import { checksumAnnotation, checksumOf } from '../../constructs/checksum.ts';
import { labelsOf } from '../../constructs/labels.ts';
import { linuxPod, priorityClass } from '../../constructs/pod.ts';
import type { ConfigMap, StatefulSet } from '../../kubernetes/types.ts';
import type { Target } from '../../model/target.ts';
import { workload, type Edge } from '../edge.ts';
import { at, type Part } from '../part.ts';
import { busClients } from './clients.ts';
import {
  aloneByModel,
  clientService,
  groupSpec,
  memberClaim,
  membersService,
  memberSpread,
  storeComponent,
} from './members.ts';
import { rabbitMqConfig } from './rabbitmq-config.ts';
import { cookieCopy, graceSeconds, rabbitMqContainer, rabbitMqPorts, rabbitMqVolumes } from './rabbitmq-container.ts';
import {
  amqpPort,
  distributionPort,
  epmdPort,
  rabbitMqName as name,
  rabbitMqSettings,
  rabbitMqUser,
  type RabbitMqSettings,
} from './rabbitmq-settings.ts';

/**
 * The event bus, where the model has one: a cluster of RabbitMQ of 1, 3 or 5 members. A quorum queue has a copy on each
 * of three members and goes on with two; what was confirmed to its publisher is on the disks of a majority.
 *
 * Stable feature flags are on in a new cluster; after an update to another version they are switched on by hand, once
 * all members have it: `kubectl exec rabbitmq-0 -c rabbitmq -- rabbitmqctl enable_feature_flag all`.
 * @throws {ModelError} with too little memory
 */
export function rabbitMq(target: Target): Part {
  const authored = target.stores.rabbitmq;
  if (authored === undefined) return { objects: [], edges: [], access: [] };
  const { data } = target.namespaces;
  const settings = rabbitMqSettings(target, authored);
  const config = rabbitMqConfig(target, settings);
  return {
    objects: [
      ...at('configuration', [config]),
      ...at('data', [
        membersService(target, settings, rabbitMqPorts),
        clientService(target, name, [{ name: 'amqp', port: amqpPort }]),
        statefulSet(target, settings, config),
        disruptionBudget(target, data, { name, component: storeComponent }),
      ]),
    ],
    edges: edges(target),
    access: [{ namespace: data, name, component: storeComponent, grants: [] }],
  };
}

function statefulSet(target: Target, settings: RabbitMqSettings, { data = {} }: ConfigMap): StatefulSet {
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
        user: rabbitMqUser,
        initContainers: [cookieCopy(target)],
        containers: [rabbitMqContainer(target, settings)],
        volumes: rabbitMqVolumes(),
      }),
      volumeClaimTemplates: [memberClaim(target, name, settings)],
    },
  };
}

function edges({ namespaces: { system, data } }: Target): readonly Edge[] {
  const bus = workload(data, name);
  return [
    ...busClients.map((role) => ({
      from: workload(system, role),
      to: bus,
      ports: [amqpPort],
      why: `${role} publishes events and listens to them`,
    })),
    { from: bus, to: bus, ports: [epmdPort, distributionPort], why: 'members are one cluster' },
  ];
}

import { labelsOf } from '../../constructs/labels.ts';
import type { ConfigMap } from '../../kubernetes/types.ts';
import type { Target } from '../../model/target.ts';
import { storeComponent } from './members.ts';
import { rabbitMqName as name, type RabbitMqSettings } from './rabbitmq-settings.ts';

export const pluginsFile = 'enabled_plugins';
export const configFile = '10-berth.conf';

/**
 * The configuration of a node. It takes the place of the image's own `conf.d`, which lets `guest` in from anywhere.
 *
 * Nodes find one another by the names of their StatefulSet: since 4.1 the plugin asks no API for it; member 0 founds
 * the cluster and the others join it, for as long as it takes (rabbitmq.com, "New Kubernetes Peer Discovery
 * Mechanism"). With `classic_config` two nodes that start at once could found a cluster each.
 *
 * Queues are quorum queues where nobody says otherwise. Their delivery limit is RabbitMQ's own, 20 since 4.0
 * (rabbitmq-server#11937); a policy for it would need a file of definitions, and with one RabbitMQ makes no default
 * user (rabbit.erl, maybe_insert_default_data). Dead-letter exchanges and `reject-publish` are arguments of each queue.
 */
export function rabbitMqConfig(target: Target, settings: RabbitMqSettings): ConfigMap {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name,
      namespace: target.namespaces.data,
      labels: labelsOf(target, { name, component: storeComponent }),
    },
    data: {
      [pluginsFile]: '[rabbitmq_peer_discovery_k8s,rabbitmq_prometheus].\n',
      [configFile]: `${configOf(target, settings).join('\n')}\n`,
    },
  };
}

function configOf(target: Target, settings: RabbitMqSettings): readonly string[] {
  return [
    `cluster_name = ${target.prefix}`,
    'cluster_formation.peer_discovery_backend = k8s',
    '# A part without a majority stops instead of going its own way.',
    'cluster_partition_handling = pause_minority',
    'default_queue_type = quorum',
    'queue_leader_locator = balanced',
    '# The user of Berth is no administrator.',
    'default_user_tags.administrator = false',
    `vm_memory_high_watermark.absolute = ${settings.highWatermarkBytes}`,
    `disk_free_limit.absolute = ${settings.diskFreeBytes}`,
    `raft.wal_max_size_bytes = ${settings.logBytes}`,
    'log.console = true',
    'log.console.level = info',
    'log.console.formatter = json',
    'log.file = false',
  ];
}

import { describe, expect, test } from '@jest/globals';
import { rabbitMq } from '../../../../../infra/charts/stores/rabbitmq.ts';
import type { ConfigMap, Service, StatefulSet } from '../../../../../infra/kubernetes/types.ts';
import { edgeLines, objectOf, podSpecOf, targetWith } from './support/store-target.ts';

const part = rabbitMq(targetWith({ rabbitmq: {} }));
const pod = podSpecOf(objectOf<StatefulSet>(part, 'StatefulSet').spec?.template);
const config = objectOf<ConfigMap>(part, 'ConfigMap').data?.['10-berth.conf'] ?? '';
const setting = (name: string, text = config) =>
  text
    .split('\n')
    .find((line) => line.startsWith(`${name} = `))
    ?.slice(name.length + 3);

describe('RabbitMQ', () => {
  test('is there only where the model has one', () => {
    expect(rabbitMq(targetWith({}))).toEqual({ objects: [], edges: [], access: [] });
  });

  test('makes quorum queues by default, and no administrator of its user', () => {
    expect(setting('default_queue_type')).toBe('quorum');
    expect(setting('default_user_tags.administrator')).toBe('false');
    expect(setting('cluster_partition_handling')).toBe('pause_minority');
  });

  test('finds its members by their names, without a token', () => {
    expect(setting('cluster_formation.peer_discovery_backend')).toBe('k8s');
    expect(objectOf<ConfigMap>(part, 'ConfigMap').data?.['enabled_plugins']).toContain('rabbitmq_peer_discovery_k8s');
    expect(pod.first.env).toContainEqual({
      name: 'RABBITMQ_NODENAME',
      value: 'rabbit@$(POD_NAME).rabbitmq-members.lab-data.svc',
    });
    expect(pod.automountServiceAccountToken).toBe(false);
    expect(part.access).toEqual([{ namespace: 'lab-data', name: 'rabbitmq', component: 'store', grants: [] }]);
    expect(objectOf<Service>(part, 'Service', 'rabbitmq-members').spec).toMatchObject({
      clusterIP: 'None',
      publishNotReadyAddresses: true,
    });
  });

  test('takes no more memory and disk than it has', () => {
    const sized = rabbitMq(targetWith({ rabbitmq: { memory: '4Gi', storage: '8Gi' } }));
    const text = objectOf<ConfigMap>(sized, 'ConfigMap').data?.['10-berth.conf'];
    const bytes = (name: string) => Number(setting(name, text));
    expect(bytes('vm_memory_high_watermark.absolute')).toBe(Math.floor(4 * 2 ** 30 * 0.6));
    expect(bytes('raft.wal_max_size_bytes') * 3).toBeLessThan(bytes('vm_memory_high_watermark.absolute'));
    expect(bytes('disk_free_limit.absolute')).toBe(2 * 2 ** 30);
  });

  test('has a cookie that nobody but its user can read, and its password from a Secret', () => {
    expect(pod.initContainers[0]?.command?.slice(0, 3)).toEqual(['install', '-m', '0400']);
    expect(pod.initContainers[0]?.command?.at(-1)).toBe('/var/lib/rabbitmq/.erlang.cookie');
    const sources = pod.volumes.find(({ name }) => name === 'configuration')?.projected?.sources ?? [];
    expect(sources.map(({ configMap, secret }) => configMap?.name ?? secret?.name)).toEqual([
      'rabbitmq',
      'rabbitmq-user',
    ]);
    expect(config).not.toContain('default_pass');
  });

  test('is asked by connections only, and never restarted for closing to its clients', () => {
    const container = pod.first;
    expect(container.startupProbe?.tcpSocket?.port).toBe('distribution');
    expect(container.livenessProbe?.tcpSocket?.port).toBe('distribution');
    expect(container.readinessProbe?.tcpSocket?.port).toBe('amqp');
  });

  test('hands over before it ends, within the time that it has', () => {
    const command = pod.first.lifecycle?.preStop?.exec?.command?.at(-1) ?? '';
    expect(command).toMatch(/await_online_quorum_plus_one .*; timeout \d+ rabbitmq-upgrade drain/);
    const seconds = [...command.matchAll(/timeout (\d+)/g)].map(([, text]) => Number(text));
    expect(seconds.reduce((sum, each) => sum + each, 0)).toBeLessThan(pod.terminationGracePeriodSeconds ?? 0);
  });

  test('waits for no other when it is alone', () => {
    const alone = rabbitMq(targetWith({ rabbitmq: { members: 1 } }));
    const container = objectOf<StatefulSet>(alone, 'StatefulSet').spec?.template.spec?.containers[0];
    expect(container?.lifecycle?.preStop?.exec?.command?.at(-1)).not.toContain('await_online');
  });

  test('is reached by its own members only, as long as no role uses it', () => {
    expect(edgeLines(part)).toEqual(['lab-data/rabbitmq > lab-data/rabbitmq:4369+25672']);
  });

  test('refuses too little memory', () => {
    expect(() => rabbitMq(targetWith({ rabbitmq: { memory: '128Mi' } }))).toThrow(
      '/stores/rabbitmq/memory: found "128Mi"; expected at least 512Mi',
    );
  });
});

import { labelsOf } from '../../constructs/labels.ts';
import type { PodMonitor, ServiceMonitor, ServiceMonitorSpecEndpoints } from '../../kubernetes/types.ts';
import type { Target } from '../../model/target.ts';
import { workload, type Edge, type Peer } from '../edge.ts';
import { localDirectoryVariants } from '../roles/local-directories.ts';
import { roleWorkloads } from '../roles/role-edges.ts';
import { roleNames, rolePort } from '../roles/role-table.ts';
import { metricsPort, rabbitMqName } from '../stores/rabbitmq-settings.ts';
import { collectorPort, collectors } from './collectors.ts';
import { monitoringNamespace } from './monitoring-namespace.ts';

const component = 'monitoring';
const nameLabel = 'app.kubernetes.io/name';

/** Where a role answers. Its metrics name the service of a call in the label `service`, which Prometheus would rename. */
const roleEndpoint = { port: 'http', path: '/metrics', honorLabels: true } as const;

/**
 * What tells the Prometheus Operator where the metrics are; each pod is asked once. A monitor is in the namespace of its
 * pods: OpenShift's Prometheus for users looks for them nowhere else.
 */
export function monitors(target: Target): readonly (ServiceMonitor | PodMonitor)[] {
  return [
    rolesMonitor(target),
    localDirectoriesMonitor(target),
    ...(target.stores.rabbitmq === undefined ? [] : [rabbitMqMonitor(target)]),
    ...(collectors(target).length === 0 ? [] : [collectorsMonitor(target)]),
  ];
}

/** Prometheus reaches what it asks. */
export function monitoringEdges(target: Target): readonly Edge[] {
  const { data, nodes } = target.namespaces;
  const prometheus: Peer = { kind: 'namespace', namespace: monitoringNamespace(target) };
  const asked = (to: Peer, port: number): Edge => ({
    from: prometheus,
    to,
    ports: [port],
    why: 'Prometheus reads metrics',
  });
  return [
    ...roleNames.flatMap((role) => roleWorkloads(target, role)).map((peer) => asked(peer, rolePort)),
    ...(target.stores.rabbitmq === undefined ? [] : [asked(workload(data, rabbitMqName), metricsPort)]),
    ...collectors(target).map(({ name }) => asked(workload(nodes, name), collectorPort)),
  ];
}

function rolesMonitor(target: Target): ServiceMonitor {
  const { system } = target.namespaces;
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'ServiceMonitor',
    metadata: metadataOf(target, system, 'roles'),
    spec: {
      jobLabel: nameLabel,
      namespaceSelector: { matchNames: [system] },
      selector: { matchLabels: { 'app.kubernetes.io/component': 'role', 'app.kubernetes.io/instance': target.prefix } },
      endpoints: [{ ...roleEndpoint, relabelings: [onlyBalanced] }],
    },
  };
}

/** The pods of a StatefulSet are behind its headless Service too. */
const onlyBalanced: NonNullable<ServiceMonitorSpecEndpoints['relabelings']>[number] = {
  action: 'drop',
  sourceLabels: ['__meta_kubernetes_service_name'],
  regex: '.+-peers',
};

/** They have no Service: who calls one knows it by its node. */
function localDirectoriesMonitor(target: Target): PodMonitor {
  const names = localDirectoryVariants(target).map(({ name }) => name);
  return podMonitor(target, {
    name: 'local-directories',
    namespace: target.namespaces.system,
    workloads: names,
    endpoint: roleEndpoint,
  });
}

function rabbitMqMonitor(target: Target): PodMonitor {
  return podMonitor(target, {
    name: rabbitMqName,
    namespace: target.namespaces.data,
    workloads: [rabbitMqName],
    endpoint: { portNumber: metricsPort, path: '/metrics' },
  });
}

function collectorsMonitor(target: Target): PodMonitor {
  return podMonitor(target, {
    name: 'log-collectors',
    namespace: target.namespaces.nodes,
    workloads: collectors(target).map(({ name }) => name),
    endpoint: { port: 'http', path: '/api/v2/metrics/prometheus' },
  });
}

interface PodMonitorOptions {
  readonly name: string;
  /** Of the pods, and of the monitor. */
  readonly namespace: string;
  readonly workloads: readonly string[];
  readonly endpoint: NonNullable<PodMonitor['spec']['podMetricsEndpoints']>[number];
}

function podMonitor(target: Target, { name, namespace, workloads, endpoint }: PodMonitorOptions): PodMonitor {
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PodMonitor',
    metadata: metadataOf(target, namespace, name),
    spec: {
      jobLabel: nameLabel,
      namespaceSelector: { matchNames: [namespace] },
      selector: {
        matchLabels: { 'app.kubernetes.io/instance': target.prefix },
        matchExpressions: [{ key: nameLabel, operator: 'In', values: workloads }],
      },
      podMetricsEndpoints: [endpoint],
    },
  };
}

function metadataOf(target: Target, namespace: string, name: string) {
  return { name, namespace, labels: labelsOf(target, { name, component }) };
}

import { describe, expect, test } from '@jest/globals';
import { Registry } from 'prom-client';
import { parse } from 'yaml';
import { fileNamePattern, workerPodPattern } from '../../../../../infra/charts/observability/fluent-bit-config.ts';
import { logSecrets } from '../../../../../infra/charts/observability/log-collectors.ts';
import { observability } from '../../../../../infra/charts/observability/observability.ts';
import type { Part } from '../../../../../infra/charts/part.ts';
import { roles } from '../../../../../infra/charts/roles/roles.ts';
import { roleNames } from '../../../../../infra/charts/roles/role-table.ts';
import { backup, mongoDbBackup } from '../../../../../infra/charts/stores/backup.ts';
import { rabbitMq } from '../../../../../infra/charts/stores/rabbitmq.ts';
import { checkObject } from '../../../../../infra/constructs/strict/check-object.ts';
import { workerPodName } from '../../../../../infra/constructs/worker-pod/names.ts';
import type { Environment } from '../../../../../infra/model/environment.ts';
import { definePlatform } from '../../../../../infra/model/platform.ts';
import { targetOf } from '../../../../../infra/model/target.ts';
import { createCallMetrics } from '../../../../../services/kit/metrics.ts';
import { linesOf, objectOf, objectsOf } from '../support/find-object.ts';

const logs = { host: 'logs.example.org', port: 24_224, cidrs: ['192.0.2.0/28'] };
const both = { serviceMonitors: true, logs };

function targetWith(environment: Partial<Environment>) {
  const platform = definePlatform({
    name: 'lab',
    nodePools: {
      general: { cpu: 8, memory: '32Gi', max: 4 },
      gpu: { cpu: 8, memory: '32Gi', max: 2, gpu: { model: 'NVIDIA L4', memory: '24Gi' } },
      'windows-2019': { os: 'windows', windows: { version: '2019' }, cpu: 8, memory: '32Gi', max: 2 },
      'windows-2022': { os: 'windows', cpu: 8, memory: '32Gi', max: 2 },
      'windows-2025': { os: 'windows', windows: { version: '2025' }, cpu: 8, memory: '32Gi', max: 2 },
    },
    environments: { dev: { flavour: 'kubernetes', ...environment } },
  });
  return targetOf(platform, 'dev');
}

function partOf(monitoring: Environment['monitoring'], environment: Partial<Environment> = {}): Part {
  return observability(targetWith({ ...environment, ...(monitoring !== undefined && { monitoring }) }));
}

test('nobody watches where the environment does not say so', () => {
  expect(partOf(undefined)).toEqual({ objects: [], edges: [], access: [] });
  expect(partOf({ serviceMonitors: false }).objects).toEqual([]);
});

test('what is made fits the schemas of its kinds', () => {
  const { objects } = partOf(both, { stores: { rabbitmq: {}, backup: { to: { volume: { size: '10Gi' } } } } });
  expect(objects.flatMap(({ object }) => checkObject(object, object.kind))).toEqual([]);
});

describe('the metrics', () => {
  const target = targetWith({ monitoring: both, stores: { rabbitmq: {} } });
  const part = observability(target);

  test('of the roles are read at each Service once', () => {
    const { spec } = objectOf(part, 'ServiceMonitor', 'roles');
    const [endpoint] = spec.endpoints;
    const dropped = new RegExp(`^(${endpoint?.relabelings?.[0]?.regex ?? ''})$`);
    const selected = objectsOf(roles(target), 'Service').filter(
      ({ metadata }) =>
        Object.entries(spec.selector.matchLabels ?? {}).every(([key, value]) => metadata.labels?.[key] === value) &&
        !dropped.test(metadata.name ?? ''),
    );
    const workloads = selected.map((service) => service.spec?.selector?.['app.kubernetes.io/name'] ?? '');
    expect(workloads.toSorted()).toEqual(roleNames.filter((role) => role !== 'local-directory').toSorted());
    expect(selected.every((service) => service.spec?.ports?.some(({ name }) => name === endpoint?.port))).toBe(true);
    expect(spec.namespaceSelector?.matchNames).toEqual(['lab-system']);
  });

  test('of the roles keep their own label `service`', () => {
    expect(objectOf(part, 'ServiceMonitor', 'roles').spec.endpoints[0]?.honorLabels).toBe(true);
  });

  test('of local directories are read at their pods', () => {
    const { spec } = objectOf(part, 'PodMonitor', 'local-directories');
    const names = objectsOf(roles(target), 'DaemonSet').map(({ metadata }) => metadata.name);
    expect(spec.selector.matchExpressions).toEqual([{ key: 'app.kubernetes.io/name', operator: 'In', values: names }]);
  });

  test('of RabbitMQ are read where there is one, at a port that it has', () => {
    const { spec } = objectOf(part, 'PodMonitor', 'rabbitmq');
    const [container] = objectOf(rabbitMq(target), 'StatefulSet', 'rabbitmq').spec?.template.spec?.containers ?? [];
    const ports = container?.ports?.map(({ containerPort }) => containerPort);
    expect(ports).toContain(spec.podMetricsEndpoints?.[0]?.portNumber);
    expect(objectsOf(partOf(both), 'PodMonitor').map(({ metadata }) => metadata.name)).not.toContain('rabbitmq');
  });

  test('may be read by the namespace of Prometheus, and by nobody else', () => {
    const lines = linesOf(partOf({ serviceMonitors: true, namespace: 'watch' }));
    expect(lines).toContain('namespace watch -> lab-system/session :8080');
    expect(lines).toContain('namespace watch -> lab-system/local-directory-windows-2022 :8080');
    expect(lines.every((line) => line.startsWith('namespace watch ->'))).toBe(true);
    expect(linesOf(part)).toContain('namespace monitoring -> lab-data/rabbitmq :15692');
  });
});

describe('on OpenShift', () => {
  const stores = { rabbitmq: {}, backup: { to: { volume: { size: '10Gi' } } } };
  const part = partOf(both, { flavour: 'openshift', stores, pools: ['general'] });

  test('the Prometheus for what users run reads the metrics, unless another one is named', () => {
    const readers = linesOf(part).filter((line) => line.includes(':8080'));
    expect(readers.length).toBeGreaterThan(5);
    expect(readers.every((line) => line.startsWith('namespace openshift-user-workload-monitoring ->'))).toBe(true);
    const own = partOf({ ...both, namespace: 'watch' }, { flavour: 'openshift', pools: ['general'] });
    expect(linesOf(own)).toContain('namespace watch -> lab-system/session :8080');
  });

  test('nothing is said of nodes, which a rule of users cannot see', () => {
    const names = (environment: Partial<Environment>, monitoring: Environment['monitoring'] = both) =>
      objectsOf(partOf(monitoring, environment), 'PrometheusRule').flatMap(({ spec }) =>
        (spec.groups ?? []).flatMap(({ rules = [] }) => rules.map(({ alert }) => alert)),
      );
    expect(names({ flavour: 'openshift', pools: ['general'] })).not.toContain('BerthNodesLost');
    expect(names({ flavour: 'openshift', pools: ['general'] }, { ...both, namespace: 'watch' })).toContain(
      'BerthNodesLost',
    );
    expect(names({})).toContain('BerthNodesLost');
  });
});

// There is a Prometheus that looks for nothing outside of the namespace of a monitor or a rule: OpenShift's for users.
describe('whoever watches', () => {
  const stores = { rabbitmq: {}, backup: { to: { volume: { size: '10Gi' } } } };
  const part = partOf(both, { stores });

  test('finds each monitor beside what it is for', () => {
    const monitors = [...objectsOf(part, 'ServiceMonitor'), ...objectsOf(part, 'PodMonitor')];
    expect(monitors.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`)).toEqual([
      'lab-system/roles',
      'lab-system/local-directories',
      'lab-data/rabbitmq',
      'lab-nodes/log-collectors',
    ]);
    for (const { metadata, spec } of monitors) {
      expect(spec.namespaceSelector).toEqual({ matchNames: [metadata.namespace] });
    }
  });

  test('finds each alert in the namespace that it speaks of', () => {
    const rules = objectsOf(part, 'PrometheusRule');
    expect(rules.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`)).toEqual([
      'lab-system/berth',
      'lab-data/berth-backup',
    ]);
    for (const { metadata, spec } of rules) {
      const named = [...JSON.stringify(spec).matchAll(/namespace=\\"([^"\\]+)/g)].map(([, namespace]) => namespace);
      expect(new Set(named)).toEqual(new Set([metadata.namespace]));
    }
    expect(objectsOf(partOf(both), 'PrometheusRule')).toHaveLength(1);
  });
});

describe('the alerts', () => {
  const stores = { backup: { to: { volume: { size: '10Gi' } } } };
  const rulesOf = (own: Environment['stores'] = stores) =>
    objectsOf(partOf(both, { stores: own }), 'PrometheusRule').flatMap(({ spec }) =>
      (spec.groups ?? []).flatMap(({ rules = [] }) => rules),
    );
  const ruleOf = (name: string, own?: Environment['stores']) => rulesOf(own).find(({ alert }) => alert === name);

  /** Of kube-state-metrics: docs/metrics/workload and docs/metrics/cluster of its repository. */
  const kubeStateMetrics = [
    'kube_cronjob_created',
    'kube_cronjob_status_last_schedule_time',
    'kube_cronjob_status_last_successful_time',
    'kube_node_status_condition',
    'kube_pod_info',
  ];

  test('name metrics that there are', async () => {
    const registry = new Registry();
    createCallMetrics(registry);
    const known = ['up', ...kubeStateMetrics, ...(await registry.getMetricsAsJSON()).map(({ name }) => name)];
    const named = rulesOf().flatMap(({ expr }) => [...String(expr).matchAll(/([a-z_]+)\{/g)].map(([, name]) => name));
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((name) => !known.includes(name ?? ''))).toEqual([]);
  });

  test('say what is wrong, what to do, and for how long it has been so', () => {
    for (const rule of rulesOf()) {
      expect(rule.annotations).toMatchObject({ summary: expect.any(String), description: expect.any(String) });
      expect(rule.labels?.['severity']).toMatch(/^(critical|warning)$/);
      expect(rule.for).toMatch(/^\d+m$/);
    }
  });

  test('tell when no session service is left, no node, or a node is lost', () => {
    expect(ruleOf('BerthSessionServicesDown')?.expr).toBe('absent(up{namespace="lab-system", job="session"} == 1)');
    expect(ruleOf('BerthNoNode')?.expr).toContain('job=~"local-directory.*"');
    expect(ruleOf('BerthNodesLost')?.expr).toContain(
      'kube_node_status_condition{condition="Ready", status="true"} == 0',
    );
  });

  test('tell when the last copy is older than five hours, the schedule being every four', () => {
    const expr = String(ruleOf('BerthBackupTooOld')?.expr);
    expect(expr).toMatch(/> 18000$/);
    expect(expr).toContain(`namespace="lab-data", cronjob="${mongoDbBackup}"`);
    const cronJobs = objectsOf(backup(targetWith({ stores })), 'CronJob').map(({ metadata }) => metadata.name);
    expect(cronJobs).toContain(mongoDbBackup);
  });

  test.each([
    ['0 */12 * * *', '> 46800'],
    ['30 * * * *', '> 7200'],
  ])('know the age of a copy that a schedule of %s makes', (schedule, limit) => {
    expect(ruleOf('BerthBackupTooOld', { backup: { ...stores.backup, schedule } })?.expr).toContain(limit);
  });

  test('watch a schedule that says no age for failures only', () => {
    const own = { backup: { ...stores.backup, schedule: '0 3 * * 1-5' } };
    expect(ruleOf('BerthBackupTooOld', own)).toBeUndefined();
    expect(ruleOf('BerthBackupFailed', own)).toBeDefined();
    expect(ruleOf('BerthBackupFailed', {})).toBeUndefined();
  });
});

/** The template of a collector's pods. */
function templateOf(part: Part, name: string) {
  const { metadata, spec } = objectOf(part, 'DaemonSet', name).spec?.template ?? {};
  if (metadata === undefined || spec === undefined) throw new Error(`${name} has no pod`);
  return { metadata, spec };
}

describe('the collectors of logs', () => {
  const part = partOf({ logs });

  test('are one for Linux and one for each build of Windows that has an image', () => {
    expect(objectsOf(part, 'DaemonSet').map(({ metadata }) => `${metadata.namespace}/${metadata.name}`)).toEqual([
      'lab-nodes/fluent-bit',
      'lab-nodes/fluent-bit-windows-2022',
      'lab-nodes/fluent-bit-windows-2025',
    ]);
  });

  test('have no rights and no token: the names of the files say enough', () => {
    expect(part.access.map(({ grants }) => grants)).toEqual([[], [], []]);
    for (const { metadata } of objectsOf(part, 'DaemonSet')) {
      expect(templateOf(part, metadata.name ?? '').spec.automountServiceAccountToken).toBe(false);
    }
  });

  test('are agents on the nodes of all pools of their system, and only read there', () => {
    const { metadata, spec } = templateOf(part, 'fluent-bit');
    expect(metadata.labels?.['berth.dev/agent']).toBe('true');
    expect(spec.tolerations).toEqual([expect.objectContaining({ key: 'nvidia.com/gpu' })]);
    expect(JSON.stringify(spec.affinity)).toContain('["general","gpu"]');
    expect(spec.containers[0]?.volumeMounts).toContainEqual({ name: 'logs', mountPath: '/var/log', readOnly: true });
    expect(spec.volumes?.filter(({ hostPath }) => hostPath !== undefined)).toEqual([
      { name: 'logs', hostPath: { path: '/var/log', type: 'Directory' } },
    ]);
  });

  test('may read folders of their node, and on Windows as administrators, by declaration', () => {
    const may = Object.fromEntries((partOf(both).agents ?? []).map((agent) => [agent.name, Object.keys(agent.may)]));
    expect(may).toEqual({
      'fluent-bit': ['hostPath'],
      'fluent-bit-windows-2022': ['hostPath', 'privileged'],
      'fluent-bit-windows-2025': ['hostPath', 'privileged'],
    });
  });

  test('are in the group that may read the folder of logs, and no user of it', () => {
    const security = templateOf(part, 'fluent-bit').spec.securityContext;
    expect(security).toMatchObject({ runAsNonRoot: true, runAsUser: 65_532, runAsGroup: 0 });
    expect(security).not.toHaveProperty('seLinuxOptions');
    const openshift = templateOf(partOf({ logs }, { flavour: 'openshift' }), 'fluent-bit').spec.securityContext;
    expect(openshift?.seLinuxOptions).toEqual({ type: 'spc_t' });
  });

  test('of Windows are built of no field of Linux', () => {
    const { spec } = templateOf(part, 'fluent-bit-windows-2022');
    expect(spec).toMatchObject({
      os: { name: 'windows' },
      runtimeClassName: 'lab-windows-2022',
      nodeSelector: { 'node.kubernetes.io/windows-build': '10.0.20348' },
      securityContext: { windowsOptions: { runAsUserName: 'ContainerAdministrator' } },
    });
    expect(JSON.stringify(spec)).not.toMatch(/runAsUser"|runAsGroup|fsGroup|seccomp|capabilities|readOnlyRoot/);
  });

  test('reach the receiver and nothing else', () => {
    expect(linesOf(part)).toEqual([
      'lab-nodes/fluent-bit -> 192.0.2.0/28 :24224',
      'lab-nodes/fluent-bit-windows-2022 -> 192.0.2.0/28 :24224',
      'lab-nodes/fluent-bit-windows-2025 -> 192.0.2.0/28 :24224',
    ]);
  });

  test('are rolled out anew when their configuration changes', () => {
    const checksum = (port: number) =>
      templateOf(partOf({ logs: { ...logs, port } }), 'fluent-bit').metadata.annotations;
    expect(checksum(24_224)).not.toEqual(checksum(24_225));
  });

  test('show who they are where the receiver asks', () => {
    const target = targetWith({ monitoring: { logs: { ...logs, credentials: true } } });
    expect(logSecrets(targetWith({ monitoring: { logs } }))).toEqual([]);
    const [secret] = logSecrets(target);
    expect(secret).toMatchObject({ namespace: 'lab-nodes', name: 'log-forward' });
    expect(Object.keys(secret?.keys ?? {})).toEqual(['ca.crt', 'shared-key']);
    const { spec } = templateOf(observability(target), 'fluent-bit');
    expect(spec.containers[0]?.env?.[0]?.valueFrom?.secretKeyRef).toEqual({ name: 'log-forward', key: 'shared-key' });
    expect(JSON.stringify(spec.volumes)).toContain('"secretName":"log-forward"');
  });
});

interface Plugin {
  readonly name: string;
  readonly [setting: string]: unknown;
}

interface Configuration {
  readonly service: Readonly<Record<string, unknown>>;
  readonly parsers: readonly Plugin[];
  readonly pipeline: {
    readonly inputs: readonly Plugin[];
    readonly filters: readonly Plugin[];
    readonly outputs: readonly Plugin[];
  };
}

describe('the configuration of Fluent Bit', () => {
  const configurationOf = (name: string, own: NonNullable<Environment['monitoring']>['logs'] = logs): Configuration =>
    parse(objectOf(partOf({ logs: own }), 'ConfigMap', name).data?.['fluent-bit.yaml'] ?? '') as Configuration;
  const linux = configurationOf('fluent-bit');
  const id = 'ab'.repeat(32);

  test('reads the files of our namespaces, but its own', () => {
    const [tail] = linux.pipeline.inputs;
    const paths = String(tail?.['path']).split(',');
    expect(paths).toHaveLength(5);
    expect(paths).toContain('/var/log/containers/*_lab-workers_*.log');
    expect(tail?.['exclude_path']).toBe('/var/log/containers/fluent-bit*_lab-nodes_*.log');
    expect(tail).toMatchObject({ 'multiline.parser': 'cri', 'storage.type': 'filesystem' });
  });

  test('writes paths of Windows as its documents do', () => {
    const windows = configurationOf('fluent-bit-windows-2022');
    expect(windows.pipeline.inputs[0]?.['path']).toContain(String.raw`C:\\var\\log\\containers\\*_lab-system_*.log`);
    expect(windows.service['storage.path']).toBe(String.raw`C:\\fluent-bit\\state\\buffer`);
  });

  test('finds pod, namespace and container in the name of a file, on Linux and on Windows', () => {
    const pattern = new RegExp(fileNamePattern);
    const expected = { k8s_pod: 'session-0', k8s_namespace: 'lab-system', k8s_container: 'session' };
    const file = `session-0_lab-system_session-${id}.log`;
    expect(pattern.exec(`/var/log/containers/${file}`)?.groups).toEqual(expected);
    expect(pattern.exec(String.raw`C:\var\log\containers` + `\\${file}`)?.groups).toEqual(expected);
  });

  test('finds the session in the name of the pod of a worker', () => {
    const session = { id: '1f9c2ab4-0c1d-4e2f-8a3b-5c6d7e8f9a0b', project: 'p', user: 'u' };
    const worker = { session, sessionType: { name: 'design' }, workerId: 'solver-1', incarnation: 3 };
    const pattern = new RegExp(workerPodPattern);
    expect(pattern.exec(workerPodName(worker))?.groups?.['k8s_session']).toBe(session.id);
    expect(pattern.exec('session-0')).toBeNull();
    expect(pattern.exec('gateway-7d9f8c6b5d-x2x4z')).toBeNull();
  });

  test('sorts lines by session, then by job, then by service', () => {
    const rules = linux.pipeline.filters.flatMap(({ name, rule }) =>
      name === 'rewrite_tag' ? [String(rule).split(' ')] : [],
    );
    expect(rules.map(([key, , tag]) => `${key} ${tag}`)).toEqual([
      '$k8s_session session.$k8s_session',
      '$sessionId session.$sessionId',
      '$jobId job.$jobId',
      '$service service.$service',
      '$k8s_namespace service.$k8s_container',
    ]);
    expect(rules.every((rule) => rule.length === 4 && rule[3] === 'false')).toBe(true);
  });

  test('names parsers that it has', () => {
    const parsers = new Set(linux.parsers.map(({ name }) => name));
    const used = linux.pipeline.filters.flatMap(({ name, parser }) => (name === 'parser' ? [String(parser)] : []));
    expect(used).toHaveLength(3);
    expect(used.filter((name) => !parsers.has(name))).toEqual([]);
  });

  test('forwards by TLS to a receiver that it has checked, until the receiver has the line', () => {
    expect(linux.pipeline.outputs).toEqual([
      expect.objectContaining({
        name: 'forward',
        host: 'logs.example.org',
        port: 24_224,
        tls: 'on',
        'tls.verify': 'on',
        'tls.verify_hostname': 'on',
        require_ack_response: 'on',
      }),
    ]);
    expect(linux.pipeline.outputs[0]).not.toHaveProperty('shared_key');
  });

  test('has no secret: the key is a variable', () => {
    const [output] = configurationOf('fluent-bit', { ...logs, credentials: true }).pipeline.outputs;
    expect(output?.['shared_key']).toBe('${LOG_FORWARD_SHARED_KEY}');
    expect(output?.['tls.ca_file']).toBe('/fluent-bit/credentials/ca.crt');
  });
});

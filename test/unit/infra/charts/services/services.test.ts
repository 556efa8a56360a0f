import { describe, expect, test } from '@jest/globals';
import type { Service } from '../../../../../infra/model/service.ts';
import { linesOf, objectOf, objectsOf } from '../support/find-object.ts';
import { containerOf, partOf, podOf, program, templateOf } from './support.ts';

describe('a service', () => {
  test('is two replicas behind a ClusterIP, which a drain takes one by one', () => {
    const part = partOf({ api: { ...program, port: 8080 } });
    expect(part.objects.map(({ stage, object }) => `${stage} ${object.kind}`)).toEqual([
      'services Service',
      'workloads Deployment',
      'workloads PodDisruptionBudget',
    ]);
    expect(objectOf(part, 'Deployment', 'api').spec).toMatchObject({
      replicas: 2,
      strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      selector: { matchLabels: { 'app.kubernetes.io/name': 'api', 'app.kubernetes.io/instance': 'lab' } },
    });
    expect(objectOf(part, 'Service', 'api').spec).toMatchObject({
      type: 'ClusterIP',
      ports: [{ name: 'http', port: 8080, targetPort: 'http' }],
    });
    expect(objectOf(part, 'PodDisruptionBudget', 'api').spec).toMatchObject({ maxUnavailable: 1 });
  });

  test('has a service account of its own, and neither rights nor a token', () => {
    const part = partOf({ api: program });
    expect(part.access).toEqual([{ namespace: 'lab-services', name: 'api', component: 'service', grants: [] }]);
    expect(podOf(program)).toMatchObject({ serviceAccountName: 'api', automountServiceAccountToken: false });
  });

  test('is as many as its environment says, and has no budget when it is one', () => {
    const part = partOf({ api: { ...program, replicas: 4 } }, { replicas: { api: 1 } });
    expect(objectOf(part, 'Deployment', 'api').spec?.replicas).toBe(1);
    expect(objectsOf(part, 'PodDisruptionBudget')).toEqual([]);
    expect(podOf({ ...program, replicas: 1 })).not.toHaveProperty('topologySpreadConstraints');
  });

  test('spreads its replicas and has the priority of services', () => {
    expect(podOf(program)).toMatchObject({
      priorityClassName: 'lab-service',
      topologySpreadConstraints: [{ topologyKey: 'kubernetes.io/hostname' }, { topologyKey: expect.any(String) }],
    });
  });

  test('runs its command in the image of the application, or in one of its own', () => {
    expect(containerOf(program)).toMatchObject({
      image: expect.stringContaining('application'),
      command: ['node', 'api.ts'],
    });
    expect(containerOf({ image: 'lab/api:1' })).toMatchObject({ image: 'lab/api:1' });
    expect(containerOf({ image: 'lab/api:1' })).not.toHaveProperty('command');
    expect(containerOf({ image: 'lab/api:1', command: ['api', '$(HOME)'] }).command).toEqual(['api', '$$(HOME)']);
  });

  test('is restricted, with a folder for temporary files as all that it can write to', () => {
    const pod = podOf(program);
    expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
    expect(pod.containers[0]).toMatchObject({
      securityContext: { readOnlyRootFilesystem: true, allowPrivilegeEscalation: false },
      volumeMounts: [{ name: 'temporary', mountPath: '/tmp' }],
    });
    expect(podOf(program, { flavour: 'openshift' }).securityContext).not.toHaveProperty('runAsUser');
  });

  test('gets its variables, those of its threads, and secrets by reference', () => {
    const { env } = containerOf({
      ...program,
      env: { LEVEL: 'debug', OMP_NUM_THREADS: '2' },
      secrets: { DB: 'lab-db/password' },
      threads: 8,
    });
    expect(env).toEqual([
      { name: 'HOME', value: '/tmp' },
      { name: 'TMPDIR', value: '/tmp' },
      { name: 'BERTH_THREADS', value: '8' },
      { name: 'OMP_NUM_THREADS', value: '2' },
      { name: 'LEVEL', value: 'debug' },
      { name: 'DB', valueFrom: { secretKeyRef: { name: 'lab-db', key: 'password' } } },
    ]);
  });

  test('is rolled out anew when its configuration changes, and only then', () => {
    const checksum = (level: string) =>
      templateOf({ ...program, env: { LEVEL: level } }).metadata?.annotations?.['berth.dev/config-checksum'];
    expect(checksum('debug')).toMatch(/^[0-9a-f]{16}$/);
    expect(checksum('debug')).toBe(checksum('debug'));
    expect(checksum('debug')).not.toBe(checksum('info'));
  });

  test('gets what it asks for, and may use idle processors up to what its nodes have', () => {
    expect(containerOf({ ...program, cpu: 1, memory: '2Gi' }).resources).toEqual({
      requests: { cpu: '1', memory: '2Gi' },
      limits: { cpu: '4', memory: '2Gi' },
    });
    expect(containerOf({ ...program, cpu: 4 }).resources?.limits?.['cpu']).toBe('8');
  });

  test('may end in peace: its endpoints go first, and it is killed after its grace only', () => {
    const service = { ...program, port: 8080, stopGrace: '20s' };
    const template = templateOf(service);
    expect(template.spec?.containers[0]?.lifecycle).toEqual({ preStop: { sleep: { seconds: 5 } } });
    expect(template.spec?.terminationGracePeriodSeconds).toBe(25);
    expect(template.metadata?.annotations?.['berth.dev/drain-seconds']).toBe('20');
    expect(podOf(program).terminationGracePeriodSeconds).toBe(5);
  });
});

describe('the probes of a service', () => {
  test('are those of its author, in whole seconds', () => {
    const container = containerOf({
      ...program,
      port: 8080,
      probes: {
        startup: { http: { port: 8080, path: '/started' }, period: '1s', failures: 90 },
        liveness: { tcp: { port: 8081 }, period: '1500ms', timeout: '200ms' },
        readiness: { http: { port: 8080, path: '/ready' }, failures: 1 },
      },
    });
    expect(container.startupProbe).toMatchObject({
      httpGet: { path: '/started' },
      periodSeconds: 1,
      failureThreshold: 90,
    });
    expect(container.livenessProbe).toMatchObject({ tcpSocket: { port: 8081 }, periodSeconds: 2, timeoutSeconds: 1 });
    expect(container.readinessProbe).toMatchObject({ httpGet: { path: '/ready' }, failureThreshold: 1 });
  });

  test('follow from readiness: it has five minutes to start, and lives as long as it takes connections', () => {
    const container = containerOf({
      ...program,
      port: 8080,
      probes: { readiness: { http: { port: 8080, path: '/ready' }, period: '1s' } },
    });
    expect(container.readinessProbe).toMatchObject({ httpGet: { path: '/ready', port: 8080 }, periodSeconds: 1 });
    expect(container.livenessProbe).toMatchObject({ tcpSocket: { port: 8080 } });
    const { periodSeconds = 0, failureThreshold = 0, httpGet } = container.startupProbe ?? {};
    expect(httpGet?.path).toBe('/ready');
    expect(periodSeconds * failureThreshold).toBe(300);
  });

  test('ask the port where nothing is said, and nobody where there is none', () => {
    const container = containerOf({ ...program, port: 9000 });
    for (const probe of [container.startupProbe, container.livenessProbe, container.readinessProbe]) {
      expect(probe).toMatchObject({ tcpSocket: { port: 9000 } });
    }
    expect(containerOf(program)).not.toHaveProperty('startupProbe');
  });

  test('ask for readiness where only liveness is said, as patiently as any', () => {
    const container = containerOf({
      ...program,
      probes: { liveness: { http: { port: 8081, path: '/live' }, period: '60s', failures: 10 } },
    });
    expect(container.readinessProbe).toMatchObject({
      httpGet: { path: '/live' },
      periodSeconds: 10,
      failureThreshold: 3,
    });
  });

  test('are twice as patient on Windows', () => {
    const { startupProbe } = containerOf({ image: 'lab/api:1', os: 'windows', port: 8080 });
    expect(startupProbe).toMatchObject({ failureThreshold: 120, timeoutSeconds: 6 });
  });
});

describe('a service that is scaled', () => {
  const service = { ...program, port: 8080, replicas: 3, autoscale: { max: 9, cpuPercent: 50 } };
  const part = partOf({ api: service });

  test('leaves its number to the scaler, whose minimum is its replicas', () => {
    expect(objectOf(part, 'Deployment', 'api').spec).not.toHaveProperty('replicas');
    expect(objectOf(part, 'HorizontalPodAutoscaler', 'api').spec).toMatchObject({
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'api' },
      minReplicas: 3,
      maxReplicas: 9,
    });
    expect(objectsOf(part, 'PodDisruptionBudget')).toHaveLength(1);
  });

  test('is measured at its own container, up at once and down slowly', () => {
    expect(objectOf(part, 'HorizontalPodAutoscaler', 'api').spec).toMatchObject({
      metrics: [{ containerResource: { container: 'api', target: { averageUtilization: 50 } } }],
      behavior: { scaleUp: { stabilizationWindowSeconds: 0 }, scaleDown: { stabilizationWindowSeconds: 300 } },
    });
  });
});

describe('a service with storage', () => {
  const service: Service = { ...program, port: 5000, storage: { path: '/data', size: '10Gi', storageClass: 'fast' } };
  const part = partOf({ store: service });

  test('is a StatefulSet whose volumes outlive it', () => {
    expect(objectOf(part, 'StatefulSet', 'store').spec).toMatchObject({
      serviceName: 'store-members',
      replicas: 2,
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
      volumeClaimTemplates: [
        {
          metadata: { name: 'storage' },
          spec: { storageClassName: 'fast', resources: { requests: { storage: '10Gi' } } },
        },
      ],
    });
    expect(containerOf(service).volumeMounts).toContainEqual({ name: 'storage', mountPath: '/data' });
  });

  test('gives its members names before they are ready', () => {
    expect(objectOf(part, 'Service', 'store-members').spec).toMatchObject({
      clusterIP: 'None',
      publishNotReadyAddresses: true,
    });
  });

  test('may have its volume where temporary files would be', () => {
    const { volumeMounts } = containerOf({ ...program, storage: { path: '/tmp', size: '1Gi' } });
    expect(volumeMounts).toEqual([{ name: 'storage', mountPath: '/tmp' }]);
  });

  test('is scaled as it is', () => {
    const scaled = partOf({ store: { ...service, autoscale: { max: 4 } } });
    expect(objectOf(scaled, 'HorizontalPodAutoscaler', 'store').spec?.scaleTargetRef.kind).toBe('StatefulSet');
    expect(objectOf(scaled, 'StatefulSet', 'store').spec).not.toHaveProperty('replicas');
  });
});

describe('a service on each node', () => {
  test('is a DaemonSet on all pools that take it, whatever their taints', () => {
    const part = partOf({ agent: { ...program, perNode: true } });
    const { template } = objectOf(part, 'DaemonSet', 'agent').spec ?? {};
    expect(template?.spec).toMatchObject({
      nodeSelector: { 'kubernetes.io/os': 'linux' },
      tolerations: [{ key: 'team', operator: 'Equal', value: 'cad', effect: 'NoSchedule' }],
    });
    expect(JSON.stringify(template?.spec?.affinity)).toContain('["general","dear","pinned","kept"]');
    expect(objectsOf(part, 'PodDisruptionBudget')).toEqual([]);
  });

  test('of Windows is on the nodes of one build', () => {
    const part = partOf({ agent: { image: 'lab/agent:1', os: 'windows', perNode: true } });
    const { template } = objectOf(part, 'DaemonSet', 'agent').spec ?? {};
    expect(template?.spec?.runtimeClassName).toBe('lab-windows-2022');
    expect(JSON.stringify(template?.spec?.affinity)).toContain('["windows"]');
  });

  test('without pools in the model is on every node of its system', () => {
    const part = partOf({ agent: { ...program, perNode: true } }, { pools: [] });
    const { template } = objectOf(part, 'DaemonSet', 'agent').spec ?? {};
    expect(template?.spec?.nodeSelector).toEqual({ 'kubernetes.io/os': 'linux' });
    expect(template?.spec).not.toHaveProperty('affinity');
  });
});

describe('who reaches a service', () => {
  test('are its callers, services and workers of a session type, and what it reaches outside', () => {
    const part = partOf({
      web: program,
      api: {
        ...program,
        port: 8080,
        callers: ['web', 'design'],
        egress: [{ cidr: '192.0.2.0/24', ports: [443, 8443] }],
      },
    });
    expect(linesOf(part)).toEqual([
      'lab-services/web -> lab-services/api :8080',
      'lab-workers/workers:design -> lab-services/api :8080',
      'lab-services/api -> 192.0.2.0/24 :443,8443',
    ]);
  });
});

import { describe, expect, test } from '@jest/globals';
import { workerPod } from '../../../../../infra/constructs/worker-pod/worker-pod.ts';
import { WorkerPodError } from '../../../../../infra/constructs/worker-pod/worker-pod-error.ts';
import type { WorkerPodInput } from '../../../../../infra/constructs/worker-pod/input.ts';
import type { Container, PodSpec } from '../../../../../infra/kubernetes/types.ts';
import type { Flavour } from '../../../../../infra/model/flavour.ts';
import { labCatalogue, type LabPool } from '../../../../support/worker-pods/lab.ts';
import { inputOf, pinned, sessionId, warm } from '../../../../support/worker-pods/variants.ts';

function inputFor(worker: string, pool: LabPool, flavour: Flavour = 'kubernetes'): WorkerPodInput {
  return inputOf(labCatalogue(flavour), { worker, pool });
}

function specFor(input: WorkerPodInput): PodSpec {
  const { spec } = workerPod(input);
  if (spec === undefined) throw new Error('the pod has no spec');
  return spec;
}

function containerOf(spec: PodSpec, name: string): Container {
  const found = [...(spec.initContainers ?? []), ...spec.containers].find((container) => container.name === name);
  if (found === undefined) throw new Error(`the pod has no container "${name}"`);
  return found;
}

function variablesOf({ env = [] }: Container): Record<string, unknown> {
  return Object.fromEntries(env.map(({ name, value, valueFrom }) => [name, value ?? valueFrom]));
}

describe('the pod of a worker', () => {
  test('has its supervisor beside it, which speaks with it on localhost', () => {
    const spec = specFor(inputFor('plain/image', 'plain'));
    expect(spec.initContainers?.map(({ name, restartPolicy }) => [name, restartPolicy])).toEqual([
      ['supervisor', 'Always'],
    ]);
    expect(spec.restartPolicy).toBe('Never');
    expect(containerOf(spec, 'supervisor')).toMatchObject({
      image: 'ghcr.io/berth-platform/berth:0.1.0',
      args: ['serve', 'supervisor'],
      ports: [{ containerPort: 7400 }],
    });
    expect(variablesOf(containerOf(spec, 'supervisor'))).toMatchObject({
      BERTH_POD_UID: { fieldRef: { fieldPath: 'metadata.uid' } },
      PROJECT_DATA_URL: 'http://project-data.lab-system.svc:8080',
    });
    expect(variablesOf(containerOf(spec, 'worker'))).toMatchObject({
      BERTH_WORKER_URL: 'http://127.0.0.1:7400/v1/worker',
      BERTH_WORKER_TOKEN: { fieldRef: { fieldPath: 'metadata.uid' } },
      BERTH_SESSION_ID: sessionId,
      BERTH_WORKER_ID: 'image-0',
      BERTH_WORKER_INDEX: '0',
      BERTH_INCARNATION: '1',
    });
  });

  test('is found again by its labels, and left alone by autoscalers', () => {
    const { metadata } = workerPod({ ...inputFor('plain/image', 'plain'), incarnation: 4 });
    expect(metadata).toMatchObject({
      name: `image-0-${sessionId}-4`,
      namespace: 'lab-workers',
      labels: {
        'app.kubernetes.io/managed-by': 'berth',
        'berth.dev/worker': 'image',
        'berth.dev/session-type': 'plain',
        'berth.dev/session': sessionId,
        'berth.dev/worker-id': 'image-0',
        'berth.dev/incarnation': '4',
      },
      annotations: {
        'karpenter.sh/do-not-disrupt': 'true',
        'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false',
        'berth.dev/user': 'ada@example.org',
      },
    });
  });

  test('asks for its node softly and for its hardware hard', () => {
    const input = inputFor('gpu/whole', 'whole');
    const spec = specFor({ ...input, placement: { ...input.placement, nodeName: 'node-7' } });
    expect(spec.nodeSelector).toEqual({
      'kubernetes.io/os': 'linux',
      'kubernetes.io/arch': 'amd64',
      'nvidia.com/gpu.product': 'NVIDIA-A100',
    });
    expect(spec.affinity).toEqual({
      nodeAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          {
            weight: 100,
            preference: { matchFields: [{ key: 'metadata.name', operator: 'In', values: ['node-7'] }] },
          },
        ],
      },
    });
    expect(specFor(inputFor('gpu/whole', 'whole')).affinity).toBeUndefined();
  });

  test('goes to the chosen pool only, where that shall bring a node', () => {
    expect(specFor(pinned(inputFor('plain/image', 'plain'))).nodeSelector).toMatchObject({ 'berth.dev/pool': 'plain' });
    expect(specFor(inputFor('plain/image', 'plain')).nodeSelector).not.toHaveProperty('berth.dev/pool');
  });

  test('goes to any Linux node of an environment without pools', () => {
    const spec = specFor({ ...inputFor('plain/image', 'plain'), placement: {} });
    expect(spec.nodeSelector).toEqual({ 'kubernetes.io/os': 'linux' });
    expect(spec.tolerations).toBeUndefined();
  });

  test('runs what the model says, in the image of the application where the worker has none', () => {
    const worker = containerOf(specFor(inputFor('plain/command', 'plain')), 'worker');
    expect(worker.image).toBe('ghcr.io/berth-platform/application:0.1.0');
    // Kubernetes makes `$(COST)$$` of it again.
    expect(worker.command).toEqual(['node', 'worker.ts', '--price=$$(COST)$$$$']);
    expect(variablesOf(worker)).toMatchObject({ PRICE: '$$(COST)', HOME: '/tmp' });
    expect(containerOf(specFor(inputFor('plain/image', 'plain')), 'worker')).not.toHaveProperty('command');
  });

  test('carries the secrets, threads and paths of its author', () => {
    const spec = specFor(inputFor('plain/full', 'plain'));
    expect(variablesOf(containerOf(spec, 'worker'))).toMatchObject({
      DB_PASSWORD: { secretKeyRef: { name: 'lab-db', key: 'password' } },
      BERTH_THREADS: '8',
      OMP_NUM_THREADS: '8',
      TMPDIR: '/var/lib/berth/scratch',
    });
    expect(spec.nodeSelector).toMatchObject({ 'topology.kubernetes.io/zone': 'a' });
  });

  test('has time to end: the watchers’ notice, its own grace, the hand-over of messages', () => {
    const spec = specFor(inputFor('plain/full', 'plain'));
    expect(containerOf(spec, 'worker').lifecycle).toEqual({ preStop: { sleep: { seconds: 2 } } });
    expect(spec.terminationGracePeriodSeconds).toBe(2 + 30 + 5);
  });

  test('keeps room for the window of messages in its supervisor', () => {
    const memoryOf = (worker: string) =>
      containerOf(specFor(inputFor(worker, 'plain')), 'supervisor').resources?.limits?.['memory'];
    expect(memoryOf('plain/image')).toBe('192Mi');
    expect(memoryOf('plain/full')).toBe('288Mi');
  });
});

describe('the probes of a worker', () => {
  test('are those of its author, in whole seconds', () => {
    const worker = containerOf(specFor(inputFor('plain/full', 'plain')), 'worker');
    expect(worker.startupProbe).toMatchObject({
      httpGet: { path: '/started', port: 8080 },
      periodSeconds: 2,
      failureThreshold: 60,
    });
    expect(worker.livenessProbe).toMatchObject({ tcpSocket: { port: 8080 }, periodSeconds: 10 });
    expect(worker.readinessProbe).toMatchObject({ httpGet: { path: '/ready', port: 8080 }, periodSeconds: 1 });
  });

  test('are answered by its supervisor where its author gives none', () => {
    const worker = containerOf(specFor(inputFor('plain/image', 'plain')), 'worker');
    expect(worker.startupProbe).toMatchObject({
      httpGet: { path: '/health/worker/startup', port: 7400 },
      periodSeconds: 1,
      failureThreshold: 60,
    });
    expect(worker.livenessProbe).toMatchObject({ httpGet: { path: '/health/worker/live', port: 7400 } });
    expect(worker.readinessProbe).toMatchObject({ httpGet: { path: '/health/worker/ready', port: 7400 } });
  });

  test('of a plain process take its first readiness for its start, within its deadline', () => {
    const worker = containerOf(specFor(inputFor('plain/process', 'plain')), 'worker');
    expect(worker.startupProbe).toMatchObject({ tcpSocket: { port: 9000 }, failureThreshold: 60 });
  });

  test('are twice as patient on Windows', () => {
    const worker = containerOf(specFor(inputFor('windows/cad', 'win')), 'worker');
    expect(worker.startupProbe).toMatchObject({ timeoutSeconds: 2, failureThreshold: 120 });
    expect(containerOf(specFor(inputFor('windows/cad', 'win')), 'supervisor').startupProbe).toMatchObject({
      timeoutSeconds: 6,
      failureThreshold: 120,
    });
  });
});

describe('a worker with a GPU', () => {
  const limitsOf = (input: WorkerPodInput) => containerOf(specFor(input), 'worker').resources?.limits;

  test('gets whole ones, a share, a slice: the one resource of its pool', () => {
    expect(limitsOf(inputFor('gpu/whole', 'whole'))).toMatchObject({ 'nvidia.com/gpu': '2' });
    expect(limitsOf(inputFor('gpu/share', 'whole'))).toMatchObject({ 'nvidia.com/gpu': '1' });
    expect(limitsOf(inputFor('gpu/share', 'sliced'))).toMatchObject({ 'nvidia.com/gpu.shared': '1' });
    expect(limitsOf(inputFor('gpu/slice', 'mig'))).toMatchObject({ 'nvidia.com/mig-2g.20gb': '1' });
    expect(limitsOf(inputFor('render/scene', 'wingpu', 'aks'))).toMatchObject({ 'microsoft.com/directx': '1' });
  });

  test('names the size of its share, for shares of all sizes have one name', () => {
    const selectorOf = (pool: LabPool) => specFor(inputFor('gpu/slice', pool)).nodeSelector;
    expect(selectorOf('sliced')).toMatchObject({ 'nvidia.com/device-plugin.config': 'sliced' });
    expect(selectorOf('mig')).not.toHaveProperty('nvidia.com/device-plugin.config');
  });

  test('keeps a whole GPU of GKE apart from shared ones, which have the same names there', () => {
    const whole = specFor(inputFor('gpu/whole', 'whole', 'gke'));
    expect(whole.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution).toEqual({
      nodeSelectorTerms: [
        {
          matchExpressions: [
            { key: 'cloud.google.com/gke-gpu-sharing-strategy', operator: 'DoesNotExist' },
            { key: 'cloud.google.com/gke-max-shared-clients-per-gpu', operator: 'DoesNotExist' },
            { key: 'cloud.google.com/gke-gpu-partition-size', operator: 'DoesNotExist' },
          ],
        },
      ],
    });
    expect(specFor(inputFor('gpu/share', 'sliced', 'gke')).nodeSelector).toMatchObject({
      'cloud.google.com/gke-gpu-sharing-strategy': 'time-sharing',
      'cloud.google.com/gke-max-shared-clients-per-gpu': '4',
    });
  });

  test('joins the others of its session that share a GPU, and those only', () => {
    expect(specFor(inputFor('paint/brush', 'sliced')).affinity?.podAffinity).toEqual({
      requiredDuringSchedulingIgnoredDuringExecution: [
        {
          topologyKey: 'kubernetes.io/hostname',
          labelSelector: { matchLabels: { 'berth.dev/session': sessionId, 'berth.dev/same-gpu': 'true' } },
        },
      ],
    });
    expect(workerPod(inputFor('paint/brush', 'sliced')).metadata.labels).toMatchObject({
      'berth.dev/same-gpu': 'true',
    });
    expect(specFor(inputFor('paint/desk', 'plain')).affinity).toBeUndefined();
    expect(workerPod(inputFor('paint/desk', 'plain')).metadata.labels).not.toHaveProperty('berth.dev/same-gpu');
  });

  test('names the claim of its session', () => {
    const spec = specFor(inputFor('train/model', 'claims'));
    expect(spec.resourceClaims).toEqual([{ name: 'gpu', resourceClaimName: `gpu-${sessionId}` }]);
    expect(containerOf(spec, 'worker').resources?.claims).toEqual([{ name: 'gpu' }]);
    expect(spec.affinity).toBeUndefined();
    expect(specFor(inputFor('train/desk', 'plain'))).not.toHaveProperty('resourceClaims');
  });

  test('hides the GPUs from its sidecars', () => {
    const spec = specFor(inputFor('gpu/slice', 'mig'));
    expect(variablesOf(containerOf(spec, 'store'))).toMatchObject({ NVIDIA_VISIBLE_DEVICES: 'void', MODE: 'local' });
    const without = specFor(inputFor('plain/stored', 'plain'));
    expect(variablesOf(containerOf(without, 'store'))).not.toHaveProperty('NVIDIA_VISIBLE_DEVICES');
  });
});

describe('a worker with a data store of its own', () => {
  test('starts after it and ends before it', () => {
    const spec = specFor(inputFor('plain/stored', 'plain'));
    expect(spec.initContainers?.map(({ name }) => name)).toEqual(['supervisor', 'store', 'index']);
    const store = containerOf(spec, 'store');
    expect(store).toMatchObject({
      restartPolicy: 'Always',
      command: ['store', '--serve'],
      startupProbe: { tcpSocket: { port: 6379 } },
    });
    expect(store.volumeMounts).toContainEqual({ name: 'sidecar-store', mountPath: '/data' });
    expect(spec.volumes).toContainEqual({ name: 'sidecar-store', emptyDir: { sizeLimit: '5Gi' } });
    expect(variablesOf(store)).toMatchObject({
      STORE_PASSWORD: { secretKeyRef: { name: 'lab-db', key: 'password' } },
    });
  });
});

describe('a worker with exclusive processors', () => {
  test('is in a Guaranteed pod, on a node that has such', () => {
    const spec = specFor(inputFor('plain/exact', 'exact'));
    expect(spec.nodeSelector).toMatchObject({ 'berth.dev/pool': 'exact' });
    expect(spec.tolerations).toEqual([{ key: 'lab.example/exact', operator: 'Exists', effect: 'NoSchedule' }]);
    for (const { resources } of [...(spec.initContainers ?? []), ...spec.containers]) {
      expect(resources?.requests).toEqual(resources?.limits);
    }
    expect(containerOf(spec, 'worker').resources?.limits).toMatchObject({ cpu: '4' });
  });
});

describe('a warm worker', () => {
  test('says nothing of a session, so that nothing in it changes when one claims it', () => {
    const pod = workerPod(warm(inputFor('plain/full', 'plain')));
    expect(JSON.stringify(pod)).not.toContain(sessionId);
    expect(pod.metadata.labels).toMatchObject({ 'berth.dev/warm': 'true', 'berth.dev/session-type': 'plain' });
    expect(pod.metadata.labels).not.toHaveProperty('berth.dev/session');
    expect(pod.spec?.priorityClassName).toBe('lab-warm');
    const variables = variablesOf(containerOf(specFor(warm(inputFor('plain/full', 'plain'))), 'worker'));
    expect(Object.keys(variables)).not.toContain('BERTH_SESSION_ID');
    expect(Object.keys(variables)).not.toContain('BERTH_WORKER_ID');
  });
});

describe('a Windows worker', () => {
  test('runs on its build, as ContainerUser, in the variants of the images', () => {
    const spec = specFor(inputFor('windows/script', 'win'));
    expect(spec).toMatchObject({
      os: { name: 'windows' },
      runtimeClassName: 'lab-windows-2022',
      nodeSelector: { 'kubernetes.io/os': 'windows', 'node.kubernetes.io/windows-build': '10.0.20348' },
      securityContext: { runAsNonRoot: true, windowsOptions: { runAsUserName: 'ContainerUser' } },
      tolerations: [{ key: 'os', operator: 'Equal', value: 'windows', effect: 'NoSchedule' }],
    });
    expect(containerOf(spec, 'worker').image).toBe('ghcr.io/berth-platform/application:0.1.0-windows');
    expect(containerOf(spec, 'supervisor').image).toBe('ghcr.io/berth-platform/berth:0.1.0-windows');
    expect(variablesOf(containerOf(spec, 'worker'))).toMatchObject({ BERTH_SCRATCH_FOLDER: 'C:\\berth\\scratch' });
  });
});

describe('on OpenShift', () => {
  test('the numbers of users are left to the cluster', () => {
    const spec = specFor(inputFor('plain/image', 'plain', 'openshift'));
    expect(spec.securityContext).toEqual({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
  });
});

describe('what does not go together', () => {
  const plain = inputFor('plain/image', 'plain');
  const pools = (name: LabPool) => inputFor('plain/image', name).placement;
  const cases: readonly (readonly [name: string, input: WorkerPodInput, path: string, message: RegExp])[] = [
    [
      'a Windows worker and a Linux pool',
      { ...inputFor('windows/cad', 'win'), placement: pools('plain') },
      '/sessionTypes/windows/workers/cad/os',
      /needs os windows, has linux/,
    ],
    [
      'a GPU worker and a pool without GPUs',
      { ...inputFor('gpu/share', 'sliced'), placement: pools('plain') },
      '/sessionTypes/gpu/workers/share/gpu',
      /needs 25 % of a GPU, has none/,
    ],
    [
      'half a GPU and quarters',
      { ...inputFor('gpu/half', 'mps'), placement: pools('sliced') },
      '/sessionTypes/gpu/workers/half/gpu',
      /needs 50 % of a GPU, has shares of 25 % \(time-slicing\)/,
    ],
    [
      'a worker without a GPU and GPU nodes',
      { ...plain, placement: pools('sliced') },
      '/sessionTypes/plain/workers/image/gpu',
      /kept for what needs a GPU/,
    ],
    [
      'a claim and GPUs of a device plugin',
      { ...inputFor('train/model', 'claims'), placement: pools('whole') },
      '/sessionTypes/train/workers/model/gpu',
      /needs GPUs that are given by claims/,
    ],
    [
      'exclusive processors and an environment without pools',
      { ...inputFor('plain/exact', 'exact'), placement: {} },
      '/sessionTypes/plain/workers/exact/exclusiveCpus',
      /an environment without pools: it needs exclusive processors/,
    ],
    [
      'a warm worker and the GPU of a session',
      warm(inputFor('paint/brush', 'sliced')),
      '/sessionTypes/paint/workers/brush/warm',
      /has a GPU before its session is known/,
    ],
    ['no pool to be pinned to', { ...plain, placement: { pinned: true } }, '/placement/pinned', /pinned to no pool/],
    ['an incarnation of none', { ...plain, incarnation: 0 }, '/incarnation', /found 0; expected a whole number from 1/],
    ['a worker without an id', { ...plain, workerId: '' }, '/workerId', /expected an id/],
    ['a session without an id', { ...plain, session: { id: '' } }, '/session/id', /expected an id/],
    [
      'a variable that the pod gives',
      { ...plain, supervisor: { BERTH_POD_UID: 'x' } },
      '/supervisor/BERTH_POD_UID',
      /given by the Pod itself/,
    ],
  ];

  test.each(cases)('%s is refused with its place and a remedy', (_, input, path, message) => {
    const error = errorOf(input);
    expect(error.path).toBe(path);
    expect(error.message).toMatch(message);
    expect(error.remedy).toMatch(/\.$/);
  });
});

function errorOf(input: WorkerPodInput): WorkerPodError {
  try {
    workerPod(input);
  } catch (error) {
    if (error instanceof WorkerPodError) return error;
    throw error;
  }
  throw new Error('the pod was made');
}

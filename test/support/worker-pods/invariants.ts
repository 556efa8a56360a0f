import type { WorkerPodInput } from '../../../infra/constructs/worker-pod/input.ts';
import type { Container, Pod, PodSpec } from '../../../infra/kubernetes/types.ts';
import { poolLabel } from '../../../infra/model/pools.ts';
import { memoryBytes } from '../../../infra/model/quantity.ts';

/** One thing that holds for every Pod of a worker; answers what does not. */
type Invariant = (pod: Pod & { readonly spec: PodSpec }, input: WorkerPodInput) => readonly string[];

const forbiddenOnWindows = {
  pod: ['hostPID', 'hostIPC', 'hostUsers', 'shareProcessNamespace', 'resources', 'resourceClaims', 'hostNetwork'],
  podContext: [
    'seLinuxOptions',
    'seccompProfile',
    'appArmorProfile',
    'runAsUser',
    'runAsGroup',
    'fsGroup',
    'fsGroupChangePolicy',
    'sysctls',
    'supplementalGroups',
    'supplementalGroupsPolicy',
  ],
  container: [
    'seLinuxOptions',
    'seccompProfile',
    'appArmorProfile',
    'runAsUser',
    'runAsGroup',
    'capabilities',
    'privileged',
    'allowPrivilegeEscalation',
    'readOnlyRootFilesystem',
    'procMount',
  ],
};
const absentInEvery = ['nodeName', 'hostname', 'subdomain', 'topologySpreadConstraints', 'activeDeadlineSeconds'];
const labelValue = /^([A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?$/;

const invariants: readonly Invariant[] = [
  (pod) => emptyValues(pod, 'pod'),
  (pod) => labelsOf(pod).flatMap(([key, value]) => (labelValue.test(value) ? [] : [`label ${key}=${value}`])),
  (pod) => expectThat(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(pod.metadata.name ?? ''), 'name is a DNS label'),
  (pod) => expectThat(!('ownerReferences' in pod.metadata), 'nobody owns it'),
  (pod) => expectThat(!labelsOf(pod).some(([key]) => key === 'kubernetes.io/os'), 'no label kubernetes.io/os'),
  ({ spec }) => absentInEvery.filter((field) => field in spec).map((field) => `has ${field}`),
  ({ spec }) => expectThat(spec.automountServiceAccountToken === false, 'no token'),
  ({ spec }, { worker }) =>
    expectThat(
      spec.os?.name === worker.requirements.os && spec.nodeSelector?.['kubernetes.io/os'] === worker.requirements.os,
      'os agrees with the nodeSelector',
    ),
  ({ spec }) => containersOf(spec).flatMap(resourceViolations),
  ({ spec }) => containersOf(spec).flatMap(probeViolations),
  (pod) => graceViolations(pod),
  ({ spec }, input) => gpuViolations(spec, input),
  ({ spec }, { placement }) =>
    expectThat(
      JSON.stringify((spec.tolerations ?? []).map(({ key, value, effect }) => ({ key, value, effect }))) ===
        JSON.stringify((placement.pool?.taints ?? []).map(({ key, value, effect }) => ({ key, value, effect }))),
      'tolerates exactly the taints of the pool',
    ),
  ({ spec }, input) => (input.worker.requirements.os === 'windows' ? windowsViolations(spec) : linuxViolations(spec)),
  ({ spec }, input) => exactViolations(spec, input),
  ({ spec }, input) => sizeViolations(spec, input),
];

/** What does not hold of a Pod that was made of this input; empty where all is well. */
export function podViolations(pod: Pod, input: WorkerPodInput): readonly string[] {
  const { spec } = pod;
  if (spec === undefined) return ['has no spec'];
  return invariants.flatMap((invariant) => invariant({ ...pod, spec }, input));
}

/** All containers, sidecars included. */
export function containersOf({ initContainers = [], containers }: PodSpec): readonly Container[] {
  return [...initContainers, ...containers];
}

function expectThat(holds: boolean, what: string): readonly string[] {
  return holds ? [] : [`not so: ${what}`];
}

function labelsOf({ metadata: { labels = {} } }: Pod): readonly (readonly [string, string])[] {
  return Object.entries(labels);
}

function emptyValues(value: unknown, path: string): readonly string[] {
  if (value === null || value === undefined || Number.isNaN(value)) return [`${path} is ${String(value)}`];
  if (typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) => emptyValues(inner, `${path}.${key}`));
}

function resourceViolations({ name, resources }: Container): readonly string[] {
  const { requests = {}, limits = {} } = resources ?? {};
  return [
    ...['cpu', 'memory'].filter((key) => !(key in requests) || !(key in limits)).map((key) => `${name} has no ${key}`),
    ...expectThat(requests['memory'] === limits['memory'], `${name} requests its limit of memory`),
    ...expectThat(millisOf(requests['cpu']) <= millisOf(limits['cpu']), `${name} requests no more cpu than its limit`),
  ];
}

function probeViolations({ name, startupProbe, livenessProbe, readinessProbe }: Container): readonly string[] {
  return Object.entries({ startupProbe, livenessProbe, readinessProbe })
    .filter(([, probe]) => probe === undefined || (probe.httpGet === undefined) === (probe.tcpSocket === undefined))
    .map(([probe]) => `${name} has no ${probe}`);
}

function graceViolations({ spec, metadata }: Pod & { readonly spec: PodSpec }): readonly string[] {
  const preStop = spec.containers[0]?.lifecycle?.preStop?.sleep?.seconds ?? 0;
  const drain = Number(metadata.annotations?.['berth.dev/drain-seconds']);
  return expectThat(preStop + drain <= (spec.terminationGracePeriodSeconds ?? 30), 'grace is preStop and drain');
}

function gpuViolations(spec: PodSpec, { worker, placement }: WorkerPodInput): readonly string[] {
  const gpu = placement.pool?.gpu;
  const extended = containersOf(spec).flatMap(({ resources }) =>
    Object.entries(resources?.limits ?? {}).filter(([key]) => key.includes('/')),
  );
  const claims = containersOf(spec).flatMap(({ resources }) => resources?.claims ?? []);
  if (worker.requirements.gpu === undefined)
    return expectThat(extended.length + claims.length === 0, 'asks for no GPU');
  return [
    ...expectThat(extended.length + claims.length === 1, 'asks for GPUs once, in one container'),
    ...expectThat(claims.length === (spec.resourceClaims ?? []).length, 'a claim of a container is one of the pod'),
    ...expectThat(
      extended.every(([resource, amount]) => resource === gpu?.resource && /^[1-9][0-9]*$/.test(String(amount))),
      'asks for whole pieces of the resource of the pool',
    ),
    ...expectThat(gpu !== undefined && spec.nodeSelector?.[gpu.label.key] === gpu.label.value, 'names the GPU'),
  ];
}

function windowsViolations(spec: PodSpec): readonly string[] {
  const context = spec.securityContext ?? {};
  return [
    ...forbiddenOnWindows.pod.filter((field) => field in spec).map((field) => `has ${field}`),
    ...forbiddenOnWindows.podContext.filter((field) => field in context).map((field) => `securityContext has ${field}`),
    ...containersOf(spec).flatMap(({ name, securityContext = {}, volumeMounts = [] }) => [
      ...forbiddenOnWindows.container
        .filter((field) => field in securityContext)
        .map((field) => `${name} has ${field}`),
      ...expectThat(!volumeMounts.some((mount) => 'subPath' in mount), `${name} mounts whole volumes`),
      ...expectThat(
        volumeMounts.every(({ mountPath }) => /^[A-Z]:\\/.test(mountPath)),
        `${name} has Windows paths`,
      ),
    ]),
    ...expectThat(
      context.windowsOptions?.runAsUserName === 'ContainerUser' && context.runAsNonRoot === true,
      'its user',
    ),
    ...expectThat(spec.runtimeClassName !== undefined, 'has the RuntimeClass of its build'),
    ...expectThat('node.kubernetes.io/windows-build' in (spec.nodeSelector ?? {}), 'names its build'),
  ];
}

function linuxViolations(spec: PodSpec): readonly string[] {
  return [
    ...expectThat(!JSON.stringify(spec).includes('windowsOptions'), 'has no windowsOptions'),
    ...expectThat(spec.runtimeClassName === undefined, 'has no RuntimeClass'),
    ...expectThat(spec.securityContext?.runAsNonRoot === true, 'is not root'),
    ...containersOf(spec).flatMap(({ name, securityContext, volumeMounts = [] }) => [
      ...expectThat(securityContext?.readOnlyRootFilesystem === true, `${name} cannot write to its image`),
      ...expectThat(securityContext?.allowPrivilegeEscalation === false, `${name} cannot escalate`),
      ...expectThat(
        volumeMounts.every(({ mountPath }) => mountPath.startsWith('/')),
        `${name} has Linux paths`,
      ),
    ]),
  ];
}

function exactViolations(spec: PodSpec, { worker, placement: { pool } }: WorkerPodInput): readonly string[] {
  const { os, exclusiveCpus } = worker.requirements;
  if (os !== 'windows' && exclusiveCpus !== true) return [];
  const exact = containersOf(spec).flatMap(({ name, resources }) =>
    expectThat(resources?.requests?.['cpu'] === resources?.limits?.['cpu'], `${name} requests its limit of cpu`),
  );
  if (exclusiveCpus !== true) return exact;
  return [
    ...exact,
    ...expectThat(millisOf(spec.containers[0]?.resources?.limits?.['cpu']) % 1000 === 0, 'whole processors'),
    ...expectThat(spec.nodeSelector?.[poolLabel] === pool?.name, 'goes to the pool with exclusive processors'),
  ];
}

function sizeViolations(spec: PodSpec, { placement: { pool } }: WorkerPodInput): readonly string[] {
  if (pool === undefined) return [];
  const sum = (of: (container: Container) => number) => containersOf(spec).reduce((total, each) => total + of(each), 0);
  return [
    ...expectThat(
      sum(({ resources }) => millisOf(resources?.requests?.['cpu'])) <= pool.cpuMillis,
      'its cpu fits a node',
    ),
    ...expectThat(
      sum(({ resources }) => memoryBytes(String(resources?.requests?.['memory'] ?? 0))) <= pool.memoryBytes,
      'its memory fits a node',
    ),
    ...containersOf(spec).flatMap(({ name, resources }) =>
      expectThat(millisOf(resources?.limits?.['cpu']) <= pool.cpuMillis, `${name} bursts within a node`),
    ),
  ];
}

function millisOf(quantity: string | number = 0): number {
  const text = String(quantity);
  return text.endsWith('m') ? Number(text.slice(0, -1)) : Number(text) * 1000;
}

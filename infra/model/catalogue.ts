import Type, { type Static } from 'typebox';
import { CatalogueCluster } from './catalogue-pool.ts';
import { catalogueProbe, CatalogueProbes, catalogueProbes, type CatalogueProbe } from './catalogue-probe.ts';
import { Os, type Gpu } from './hardware.ts';
import type { Platform } from './platform.ts';
import { durationMs, memoryBytes, shareThousandths, thousandths } from './quantity.ts';
import { SameGpu, type SessionType } from './session-type.ts';
import type { Sidecar } from './sidecar.ts';
import type { Worker } from './worker.ts';

/** What one worker takes of a node, in plain units. */
export const Requirements = Type.Object(
  {
    os: Os,
    cpuMillis: Type.Integer(),
    memoryBytes: Type.Integer(),
    gpu: Type.Optional(
      Type.Object({
        /** Thousandths of one GPU; 1000 for each whole one. */
        shareMillis: Type.Integer(),
        count: Type.Integer(),
        memoryBytes: Type.Integer(),
        model: Type.Optional(Type.String()),
      }),
    ),
    labels: Type.Record(Type.String(), Type.String()),
    /** Whole processors that nobody else uses; in a cluster only. */
    exclusiveCpus: Type.Optional(Type.Boolean()),
    /** Of a worker without a command: only a node that runs containers can take it. */
    image: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
);
export type Requirements = Static<typeof Requirements>;

/** How a plain process shows that it is ready. */
export const ReadinessProbe = Type.Object({
  port: Type.Integer(),
  path: Type.Optional(Type.String()),
  periodMs: Type.Integer(),
  timeoutMs: Type.Integer(),
});
export type ReadinessProbe = Static<typeof ReadinessProbe>;

/** Variables whose values are in a Secret of the cluster. */
export const CatalogueSecrets = Type.Record(Type.String(), Type.Object({ secret: Type.String(), key: Type.String() }));
export type CatalogueSecrets = Static<typeof CatalogueSecrets>;

/** A second container of a worker's pod. */
export const CatalogueSidecar = Type.Object({
  name: Type.String(),
  image: Type.String(),
  command: Type.Array(Type.String()),
  env: Type.Record(Type.String(), Type.String()),
  secrets: Type.Optional(CatalogueSecrets),
  port: Type.Integer(),
  cpuMillis: Type.Integer(),
  memoryBytes: Type.Integer(),
  scratch: Type.Optional(Type.Object({ path: Type.String(), sizeBytes: Type.Integer() })),
});
export type CatalogueSidecar = Static<typeof CatalogueSidecar>;

/** A worker type as the run-time services read it: every default filled in, every unit in the name. */
export const WorkerType = Type.Object({
  name: Type.String(),
  command: Type.Array(Type.String()),
  image: Type.Optional(Type.String()),
  /** `threads` is in it, as BERTH_THREADS and OMP_NUM_THREADS. */
  env: Type.Record(Type.String(), Type.String()),
  secrets: Type.Optional(CatalogueSecrets),
  sidecars: Type.Optional(Type.Array(CatalogueSidecar)),
  protocol: Type.Union([Type.Literal('http'), Type.Literal('none')]),
  requirements: Requirements,
  minCount: Type.Integer(),
  maxCount: Type.Integer(),
  /** How many are started ahead; absent: none. */
  warmCount: Type.Optional(Type.Integer()),
  restart: Type.Object({
    policy: Type.Union([Type.Literal('never'), Type.Literal('on-failure'), Type.Literal('always')]),
    max: Type.Integer(),
    backoffMs: Type.Integer(),
  }),
  critical: Type.Boolean(),
  readiness: Type.Optional(ReadinessProbe),
  probes: Type.Optional(CatalogueProbes),
  startDeadlineMs: Type.Integer(),
  initialiseDeadlineMs: Type.Integer(),
  stopGraceMs: Type.Integer(),
  window: Type.Object({
    messages: Type.Integer(),
    memoryBytes: Type.Integer(),
    whenFull: Type.Union([Type.Literal('drop-oldest'), Type.Literal('wait')]),
  }),
});
export type WorkerType = Static<typeof WorkerType>;

/** A session type as the run-time services read it. */
export const CatalogueSessionType = Type.Object({
  name: Type.String(),
  description: Type.String(),
  workers: Type.Array(WorkerType),
  sameGpu: Type.Optional(SameGpu),
  openDeadlineMs: Type.Integer(),
  closeDeadlineMs: Type.Integer(),
});
export type CatalogueSessionType = Static<typeof CatalogueSessionType>;

/** What the run-time services know of the model. */
export const Catalogue = Type.Object({
  platform: Type.String(),
  sessionTypes: Type.Array(CatalogueSessionType),
  /** Only where there is one: on one machine it is absent. */
  cluster: Type.Optional(CatalogueCluster),
});
export type Catalogue = Static<typeof Catalogue>;

/** What holds where the author says nothing. */
const hardwareDefaults = { os: 'linux', cpu: 0.25, memory: '256Mi', labels: {} } as const;
const restartDefaults = { policy: 'on-failure', max: 3, backoff: '500ms' } as const;
const windowDefaults = { messages: 1024, memory: '16Mi', whenFull: 'drop-oldest' } as const;
const workerDeadlineDefaults = { start: '60s', initialise: '60s' } as const;
const sessionDeadlineDefaults = { open: '3m', close: '30s' } as const;
const sidecarDefaults = { command: [] as string[], env: {}, port: 0, cpu: 0.25, memory: '256Mi' };
const workerDefaults = {
  command: [] as string[],
  env: {},
  protocol: 'http' as const,
  count: 1,
  critical: true,
  stopGrace: '5s',
};

/** The catalogue of a checked model. */
export function catalogueOf(platform: Platform): Catalogue {
  return {
    platform: platform.name,
    sessionTypes: Object.entries(platform.sessionTypes ?? {}).map(([name, type]) => sessionType(name, type)),
  };
}

function sessionType(name: string, type: SessionType): CatalogueSessionType {
  const deadlines = { ...sessionDeadlineDefaults, ...type.deadlines };
  return {
    name,
    description: type.description ?? '',
    workers: Object.entries(type.workers).map(([worker, value]) => workerType(worker, value)),
    ...(type.sameGpu !== undefined && { sameGpu: type.sameGpu }),
    openDeadlineMs: durationMs(deadlines.open),
    closeDeadlineMs: durationMs(deadlines.close),
  };
}

function workerType(name: string, authored: Worker): WorkerType {
  const worker = { ...workerDefaults, ...authored };
  const deadlines = { ...workerDeadlineDefaults, ...worker.deadlines };
  const readiness = worker.probes?.readiness;
  const probes = catalogueProbes(worker.probes);
  return {
    name,
    command: [...worker.command],
    ...(worker.image !== undefined && { image: worker.image }),
    env: environmentOf(worker),
    ...(worker.secrets !== undefined && { secrets: secretsOf(worker.secrets) }),
    ...(worker.sidecars !== undefined && { sidecars: sidecarsOf(worker.sidecars) }),
    protocol: worker.protocol,
    requirements: {
      ...requirementsOf(worker),
      ...(worker.command.length === 0 && worker.image !== undefined && { image: worker.image }),
    },
    ...countRange(worker.count),
    ...(worker.warm !== undefined && worker.warm > 0 && { warmCount: worker.warm }),
    restart: restartOf(worker),
    critical: worker.critical,
    ...(readiness !== undefined && { readiness: readinessProbe(catalogueProbe('readiness', readiness)) }),
    ...(probes !== undefined && { probes }),
    startDeadlineMs: durationMs(deadlines.start),
    initialiseDeadlineMs: durationMs(deadlines.initialise),
    stopGraceMs: durationMs(worker.stopGrace),
    window: windowOf(worker),
  };
}

function countRange(count: NonNullable<Worker['count']>): { minCount: number; maxCount: number } {
  return typeof count === 'number'
    ? { minCount: count, maxCount: count }
    : { minCount: count.min, maxCount: count.max };
}

function restartOf(worker: Worker): WorkerType['restart'] {
  const { policy, max, backoff } = { ...restartDefaults, ...worker.restart };
  return { policy, max, backoffMs: durationMs(backoff) };
}

function windowOf(worker: Worker): WorkerType['window'] {
  const { messages, memory, whenFull } = { ...windowDefaults, ...worker.window };
  return { messages, memoryBytes: memoryBytes(memory), whenFull };
}

/** The variables of a program; what its author says of the threads by name wins. */
export function environmentOf({ env, threads }: Pick<Worker, 'env' | 'threads'>): Record<string, string> {
  if (threads === undefined) return { ...env };
  return { BERTH_THREADS: String(threads), OMP_NUM_THREADS: String(threads), ...env };
}

/** Names and keys of Secrets: `lab-db/password` is the key `password` of `lab-db`. */
export function secretsOf(secrets: NonNullable<Worker['secrets']>): CatalogueSecrets {
  return Object.fromEntries(
    Object.entries(secrets).map(([variable, reference]) => {
      const [secret = '', key = ''] = reference.split('/');
      return [variable, { secret, key }];
    }),
  );
}

/** The second containers of a pod, in the order in which they start. */
export function sidecarsOf(sidecars: Readonly<Record<string, Sidecar>>): CatalogueSidecar[] {
  return Object.entries(sidecars).map(([name, authored]) => {
    const { image, command, env, secrets, port, cpu, memory, scratch } = { ...sidecarDefaults, ...authored };
    return {
      name,
      image,
      command: [...command],
      env: { ...env },
      ...(secrets !== undefined && { secrets: secretsOf(secrets) }),
      port,
      cpuMillis: thousandths(cpu),
      memoryBytes: memoryBytes(memory),
      ...(scratch !== undefined && { scratch: { path: scratch.path, sizeBytes: memoryBytes(scratch.size) } }),
    };
  });
}

/** The hardware that a worker, a service or a job needs, with its defaults. */
export function requirementsOf(
  program: Pick<Worker, 'os' | 'cpu' | 'memory' | 'gpu' | 'labels' | 'exclusiveCpus'>,
): Requirements {
  const { os, cpu, memory, labels, gpu, exclusiveCpus } = { ...hardwareDefaults, ...program };
  return {
    os,
    cpuMillis: thousandths(cpu),
    memoryBytes: memoryBytes(memory),
    ...(gpu !== undefined && { gpu: gpuRequirements(gpu) }),
    labels,
    ...(exclusiveCpus === true && { exclusiveCpus }),
  };
}

function gpuRequirements({ count, share, memory, model }: Gpu): NonNullable<Requirements['gpu']> {
  return {
    count: count ?? 1,
    shareMillis: share === undefined ? 1000 : shareThousandths(share),
    memoryBytes: memory === undefined ? 0 : memoryBytes(memory),
    ...(model !== undefined && { model }),
  };
}

/** On one machine the first success counts, so that failures need no number. */
function readinessProbe({ port, path, periodMs, timeoutMs }: CatalogueProbe): ReadinessProbe {
  return { port, ...(path !== undefined && { path }), periodMs, timeoutMs };
}

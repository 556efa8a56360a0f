import Type, { type Static } from 'typebox';
import { Os, type Gpu } from './hardware.ts';
import type { Platform } from './platform.ts';
import { durationMs, memoryBytes, shareThousandths, thousandths } from './quantity.ts';
import type { Probe } from './probe.ts';
import type { SessionType } from './session-type.ts';
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

/** A worker type as the run-time services read it: every default filled in, every unit in the name. */
export const WorkerType = Type.Object({
  name: Type.String(),
  command: Type.Array(Type.String()),
  image: Type.Optional(Type.String()),
  env: Type.Record(Type.String(), Type.String()),
  protocol: Type.Union([Type.Literal('http'), Type.Literal('none')]),
  requirements: Requirements,
  minCount: Type.Integer(),
  maxCount: Type.Integer(),
  restart: Type.Object({
    policy: Type.Union([Type.Literal('never'), Type.Literal('on-failure'), Type.Literal('always')]),
    max: Type.Integer(),
    backoffMs: Type.Integer(),
  }),
  critical: Type.Boolean(),
  readiness: Type.Optional(ReadinessProbe),
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
  openDeadlineMs: Type.Integer(),
  closeDeadlineMs: Type.Integer(),
});
export type CatalogueSessionType = Static<typeof CatalogueSessionType>;

/** What the run-time services know of the model. */
export const Catalogue = Type.Object({
  platform: Type.String(),
  sessionTypes: Type.Array(CatalogueSessionType),
});
export type Catalogue = Static<typeof Catalogue>;

/** What holds where the author says nothing. */
const hardwareDefaults = { os: 'linux', cpu: 0.25, memory: '256Mi', labels: {} } as const;
const restartDefaults = { policy: 'on-failure', max: 3, backoff: '500ms' } as const;
const windowDefaults = { messages: 1024, memory: '16Mi', whenFull: 'drop-oldest' } as const;
const workerDeadlineDefaults = { start: '60s', initialise: '60s' } as const;
const sessionDeadlineDefaults = { open: '3m', close: '30s' } as const;
const probeDefaults = { period: '250ms', timeout: '1s' } as const;
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
    openDeadlineMs: durationMs(deadlines.open),
    closeDeadlineMs: durationMs(deadlines.close),
  };
}

function workerType(name: string, authored: Worker): WorkerType {
  const worker = { ...workerDefaults, ...authored };
  const deadlines = { ...workerDeadlineDefaults, ...worker.deadlines };
  const readiness = worker.probes?.readiness;
  return {
    name,
    command: [...worker.command],
    ...(worker.image !== undefined && { image: worker.image }),
    env: worker.env,
    protocol: worker.protocol,
    requirements: {
      ...requirementsOf(worker),
      ...(worker.command.length === 0 && worker.image !== undefined && { image: worker.image }),
    },
    ...countRange(worker.count),
    restart: restartOf(worker),
    critical: worker.critical,
    ...(readiness !== undefined && { readiness: readinessProbe(readiness) }),
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

/** The hardware that a worker, a service or a job needs, with its defaults. */
export function requirementsOf(program: Pick<Worker, 'os' | 'cpu' | 'memory' | 'gpu' | 'labels'>): Requirements {
  const { os, cpu, memory, labels, gpu } = { ...hardwareDefaults, ...program };
  return {
    os,
    cpuMillis: thousandths(cpu),
    memoryBytes: memoryBytes(memory),
    ...(gpu !== undefined && { gpu: gpuRequirements(gpu) }),
    labels,
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

function readinessProbe(probe: Probe): ReadinessProbe {
  const { period, timeout } = { ...probeDefaults, ...probe };
  return {
    port: probe.http?.port ?? probe.tcp?.port ?? 0,
    ...(probe.http !== undefined && { path: probe.http.path }),
    periodMs: durationMs(period),
    timeoutMs: durationMs(timeout),
  };
}

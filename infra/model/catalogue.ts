import Type, { type Static } from 'typebox';
import { Os } from './hardware.ts';
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

const defaults = {
  cpu: 0.25,
  memory: '256Mi',
  restartMax: 3,
  restartBackoff: '500ms',
  startDeadline: '60s',
  initialiseDeadline: '60s',
  stopGrace: '5s',
  openDeadline: '3m',
  closeDeadline: '30s',
  windowMessages: 1024,
  windowMemory: '16Mi',
  probePeriod: '250ms',
  probeTimeout: '1s',
} as const;

/** The catalogue of a checked model. */
export function catalogueOf(platform: Platform): Catalogue {
  return {
    platform: platform.name,
    sessionTypes: Object.entries(platform.sessionTypes ?? {}).map(([name, type]) => sessionType(name, type)),
  };
}

function sessionType(name: string, type: SessionType): CatalogueSessionType {
  return {
    name,
    description: type.description ?? '',
    workers: Object.entries(type.workers).map(([worker, value]) => workerType(worker, value)),
    openDeadlineMs: durationMs(type.deadlines?.open ?? defaults.openDeadline),
    closeDeadlineMs: durationMs(type.deadlines?.close ?? defaults.closeDeadline),
  };
}

function workerType(name: string, worker: Worker): WorkerType {
  const count = worker.count ?? 1;
  const readiness = worker.probes?.readiness;
  return {
    name,
    command: [...(worker.command ?? [])],
    ...(worker.image !== undefined && { image: worker.image }),
    env: worker.env ?? {},
    protocol: worker.protocol ?? 'http',
    requirements: requirementsOf(worker),
    minCount: typeof count === 'number' ? count : count.min,
    maxCount: typeof count === 'number' ? count : count.max,
    restart: {
      policy: worker.restart?.policy ?? 'on-failure',
      max: worker.restart?.max ?? defaults.restartMax,
      backoffMs: durationMs(worker.restart?.backoff ?? defaults.restartBackoff),
    },
    critical: worker.critical ?? true,
    ...(readiness !== undefined && { readiness: readinessProbe(readiness) }),
    startDeadlineMs: durationMs(worker.deadlines?.start ?? defaults.startDeadline),
    initialiseDeadlineMs: durationMs(worker.deadlines?.initialise ?? defaults.initialiseDeadline),
    stopGraceMs: durationMs(worker.stopGrace ?? defaults.stopGrace),
    window: {
      messages: worker.window?.messages ?? defaults.windowMessages,
      memoryBytes: memoryBytes(worker.window?.memory ?? defaults.windowMemory),
      whenFull: worker.window?.whenFull ?? 'drop-oldest',
    },
  };
}

/** The hardware that a worker, a service or a job needs, with its defaults. */
export function requirementsOf(program: Pick<Worker, 'os' | 'cpu' | 'memory' | 'gpu' | 'labels'>): Requirements {
  const { gpu } = program;
  const count = gpu?.count ?? 1;
  return {
    os: program.os ?? 'linux',
    cpuMillis: thousandths(program.cpu ?? defaults.cpu),
    memoryBytes: memoryBytes(program.memory ?? defaults.memory),
    ...(gpu !== undefined && {
      gpu: {
        count,
        shareMillis: gpu.share === undefined ? 1000 : shareThousandths(gpu.share),
        memoryBytes: gpu.memory === undefined ? 0 : memoryBytes(gpu.memory),
        ...(gpu.model !== undefined && { model: gpu.model }),
      },
    }),
    labels: program.labels ?? {},
  };
}

function readinessProbe(probe: Probe): ReadinessProbe {
  const port = probe.http?.port ?? probe.tcp?.port ?? 0;
  return {
    port,
    ...(probe.http !== undefined && { path: probe.http.path }),
    periodMs: durationMs(probe.period ?? defaults.probePeriod),
    timeoutMs: durationMs(probe.timeout ?? defaults.probeTimeout),
  };
}

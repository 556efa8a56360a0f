import Type, { type Static } from 'typebox';
import { ReadinessProbe } from '../../infra/model/catalogue.ts';
import { defineContract, method } from '../kit/contract.ts';

/** A GPU of a node. */
export const GpuDevice = Type.Object({
  /** Its place on the node: `gpu0`, `gpu1`, … */
  id: Type.String(),
  model: Type.String(),
  memoryBytes: Type.Integer(),
});
export type GpuDevice = Static<typeof GpuDevice>;

/** What a node has. */
export const Inventory = Type.Object({
  os: Type.Union([Type.Literal('linux'), Type.Literal('windows'), Type.Literal('darwin')]),
  arch: Type.String(),
  cpuMillis: Type.Integer(),
  memoryBytes: Type.Integer(),
  gpus: Type.Array(GpuDevice),
  labels: Type.Record(Type.String(), Type.String()),
});
export type Inventory = Static<typeof Inventory>;

/** How busy a node is. */
export const Load = Type.Object({
  /** Average length of the run queue over one minute, as a share of the processors. */
  cpu: Type.Number(),
  memoryFreeBytes: Type.Integer(),
});
export type Load = Static<typeof Load>;

const WorkerAddress = Type.Object({ id: Type.String(), type: Type.String(), index: Type.Integer() });
const PeerAddress = Type.Object({ id: Type.String(), url: Type.String() });

/** Everything that a node needs to run one worker of a session. */
export const WorkerOrder = Type.Object({
  worker: WorkerAddress,
  incarnation: Type.Integer(),
  epoch: Type.Integer(),
  command: Type.Array(Type.String(), { minItems: 1 }),
  env: Type.Record(Type.String(), Type.String()),
  protocol: Type.Union([Type.Literal('http'), Type.Literal('none')]),
  readiness: Type.Optional(ReadinessProbe),
  memoryBytes: Type.Integer(),
  stopGraceMs: Type.Integer(),
  window: Type.Object({
    messages: Type.Integer(),
    memoryBytes: Type.Integer(),
    whenFull: Type.Union([Type.Literal('drop-oldest'), Type.Literal('wait')]),
  }),
  init: Type.Object({
    session: Type.Object({ id: Type.String(), type: Type.String(), project: Type.String(), user: Type.String() }),
    input: Type.Record(Type.String(), Type.Unknown()),
    workers: Type.Array(WorkerAddress),
  }),
  channelToken: Type.String(),
  projectDataToken: Type.String(),
});
export type WorkerOrder = Static<typeof WorkerOrder>;

/** What a node knows of one worker. */
export const PlacedWorker = Type.Object({
  placementId: Type.String(),
  url: Type.String(),
  status: Type.Object({
    version: Type.Integer(),
    phase: Type.Union([
      Type.Literal('idle'),
      Type.Literal('starting'),
      Type.Literal('ready'),
      Type.Literal('initialised'),
      Type.Literal('running'),
      Type.Literal('stopping'),
      Type.Literal('ended'),
    ]),
    pid: Type.Optional(Type.Integer()),
    exit: Type.Optional(
      Type.Object({
        code: Type.Optional(Type.Integer()),
        signal: Type.Optional(Type.String()),
        error: Type.Optional(Type.Object({ code: Type.String(), message: Type.String() })),
      }),
    ),
    progress: Type.Optional(Type.Object({ fraction: Type.Number(), text: Type.String() })),
    activeAt: Type.Optional(Type.String()),
  }),
});
export type PlacedWorker = Static<typeof PlacedWorker>;

const placement = { placementId: Type.String({ minLength: 1 }), epoch: Type.Integer() };

/** Starts and supervises workers on its node. */
export const localDirectoryContract = defineContract('local-directory', {
  start: method({
    summary: 'Starts a worker; the same placement again answers with the one that runs',
    request: Type.Object(
      {
        ...placement,
        order: WorkerOrder,
        gpus: Type.Array(Type.String(), { description: 'The GPUs of the node that are reserved for it.' }),
      },
      { additionalProperties: false },
    ),
    response: PlacedWorker,
    repetition: 'idempotent',
    callers: ['global-directory'],
    deadlineMs: 20_000,
  }),
  run: method({
    summary: 'The session runs: the worker may speak with the others',
    request: Type.Object({ ...placement, peers: Type.Array(PeerAddress) }, { additionalProperties: false }),
    response: Type.Object({}),
    repetition: 'idempotent',
    callers: ['session'],
  }),
  updatePeers: method({
    summary: 'The others of the session are reached elsewhere now',
    request: Type.Object({ ...placement, peers: Type.Array(PeerAddress) }, { additionalProperties: false }),
    response: Type.Object({}),
    repetition: 'idempotent',
    callers: ['session'],
  }),
  stop: method({
    summary: 'Asks a worker to end; after the grace it is killed',
    request: Type.Object(
      { ...placement, reason: Type.String(), graceMs: Type.Integer({ minimum: 0 }) },
      { additionalProperties: false },
    ),
    response: Type.Object({}),
    repetition: 'idempotent',
    callers: ['session'],
  }),
  release: method({
    summary: 'Ends a worker if it still runs, and its supervisor',
    request: Type.Object(placement, { additionalProperties: false }),
    response: Type.Object({}),
    repetition: 'idempotent',
    callers: ['session'],
    deadlineMs: 15_000,
  }),
  watch: method({
    summary: 'The workers that changed after a version, as soon as there is one',
    request: Type.Object(
      {
        boot: Type.Optional(Type.String()),
        afterVersion: Type.Integer({ minimum: 0 }),
        waitMs: Type.Integer({ minimum: 0, maximum: 30_000 }),
      },
      { additionalProperties: false },
    ),
    response: Type.Object({
      boot: Type.String(),
      version: Type.Integer(),
      /** All workers where the boot is another one than asked for, else those that changed. */
      workers: Type.Array(PlacedWorker),
      /** Placements that were here and are gone: released, or lost with their supervisor. */
      gone: Type.Array(Type.String()),
      complete: Type.Boolean(),
    }),
    repetition: 'safe',
    callers: ['session'],
    deadlineMs: 40_000,
  }),
  logs: method({
    summary: 'The newest lines of the log of a worker, oldest first',
    request: Type.Object(
      { placementId: Type.String(), maxLines: Type.Integer({ minimum: 1, maximum: 10_000 }) },
      { additionalProperties: false },
    ),
    response: Type.Object({
      lines: Type.Array(Type.Object({ time: Type.String(), stream: Type.String(), line: Type.String() })),
    }),
    repetition: 'safe',
    callers: ['session'],
  }),
});

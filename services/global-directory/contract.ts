import Type, { type Static } from 'typebox';
import { Requirements } from '../../infra/model/catalogue.ts';
import { defineContract, method } from '../kit/contract.ts';
import { GpuDevice, Inventory, Load, PlacedWorker, WorkerOrder } from '../local-directory/contract.ts';

/** Why a node does not take a worker. */
export const Refusal = Type.Object({
  node: Type.String(),
  /** `never`: the node lacks it; `now`: others hold it. */
  kind: Type.Union([Type.Literal('never'), Type.Literal('now')]),
  /** e.g. `needs os windows, has linux` */
  reason: Type.String(),
});
export type Refusal = Static<typeof Refusal>;

/** A worker that wants a place. */
export const PlacementRequest = Type.Object({
  placementId: Type.String({ minLength: 1, maxLength: 200 }),
  requirements: Requirements,
});
export type PlacementRequest = Static<typeof PlacementRequest>;

/** A node as admins see it. */
export const NodeView = Type.Object({
  name: Type.String(),
  url: Type.String(),
  state: Type.Union([Type.Literal('ready'), Type.Literal('lost')]),
  os: Type.String(),
  arch: Type.String(),
  capacity: Type.Object({ cpuMillis: Type.Integer(), memoryBytes: Type.Integer(), gpus: Type.Array(GpuDevice) }),
  free: Type.Object({ cpuMillis: Type.Integer(), memoryBytes: Type.Integer() }),
  labels: Type.Record(Type.String(), Type.String()),
  load: Load,
  placements: Type.Array(Type.String()),
});
export type NodeView = Static<typeof NodeView>;

/** Decides which node takes a worker, and keeps the books of what is taken. */
export const globalDirectoryContract = defineContract('global-directory', {
  register: method({
    summary: 'A local directory says what its node has and which workers are there; again at each heartbeat',
    request: Type.Object(
      {
        node: Type.String({ minLength: 1, maxLength: 100, pattern: '^[A-Za-z0-9][A-Za-z0-9._-]*$' }),
        url: Type.String(),
        inventory: Inventory,
        load: Load,
        placements: Type.Array(Type.String()),
      },
      { additionalProperties: false },
    ),
    response: Type.Object({}),
    repetition: 'idempotent',
    callers: ['local-directory'],
  }),
  feasible: method({
    summary: 'Which of these workers no node could ever run, and why',
    request: Type.Object(
      { workers: Type.Array(Type.Object({ name: Type.String(), requirements: Requirements })) },
      { additionalProperties: false },
    ),
    response: Type.Object({
      impossible: Type.Array(Type.Object({ name: Type.String(), refusals: Type.Array(Refusal) })),
    }),
    repetition: 'safe',
    callers: ['global-session', 'gateway', 'operator'],
  }),
  reserve: method({
    summary: 'Chooses a node for each worker and reserves what it needs there',
    request: Type.Object(
      { workers: Type.Array(PlacementRequest, { maxItems: 1024 }) },
      { additionalProperties: false },
    ),
    response: Type.Object({
      placed: Type.Array(Type.Object({ placementId: Type.String(), node: Type.String(), nodeUrl: Type.String() })),
      refused: Type.Array(Type.Object({ placementId: Type.String(), refusals: Type.Array(Refusal) })),
    }),
    repetition: 'idempotent',
    callers: ['session'],
  }),
  start: method({
    summary: 'Starts a worker where its place is reserved',
    request: Type.Object(
      { placementId: Type.String(), epoch: Type.Integer(), node: Type.String(), order: WorkerOrder },
      { additionalProperties: false },
    ),
    response: PlacedWorker,
    repetition: 'idempotent',
    callers: ['session'],
    deadlineMs: 25_000,
  }),
  release: method({
    summary: 'Gives back what was reserved; releasing twice is no error',
    request: Type.Object(
      { node: Type.String(), placementIds: Type.Array(Type.String()) },
      { additionalProperties: false },
    ),
    response: Type.Object({}),
    repetition: 'idempotent',
    callers: ['session'],
  }),
  nodes: method({
    summary: 'All nodes that are known',
    request: Type.Object({}, { additionalProperties: false }),
    response: Type.Object({ nodes: Type.Array(NodeView) }),
    repetition: 'safe',
    callers: ['gateway', 'session', 'operator'],
  }),
});

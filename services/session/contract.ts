import Type, { type Static } from 'typebox';
import { defineContract, method } from '../kit/contract.ts';

/** Where a session is in its life. */
export const SessionState = Type.Union([
  Type.Literal('requested'),
  Type.Literal('queued'),
  Type.Literal('placing'),
  Type.Literal('starting'),
  Type.Literal('ready'),
  Type.Literal('degraded'),
  Type.Literal('closing'),
  Type.Literal('closed'),
  Type.Literal('failed'),
]);
export type SessionState = Static<typeof SessionState>;

/** Where a worker is, as its session sees it. */
export const WorkerState = Type.Union([
  Type.Literal('unplaced'),
  Type.Literal('placed'),
  Type.Literal('starting'),
  Type.Literal('ready'),
  Type.Literal('initialised'),
  Type.Literal('running'),
  Type.Literal('finished'),
  Type.Literal('failed'),
  Type.Literal('stopped'),
]);
export type WorkerState = Static<typeof WorkerState>;

/** Why something ended or waits. */
export const Reason = Type.Object({
  code: Type.String(),
  message: Type.String(),
  worker: Type.Optional(Type.String()),
});
export type Reason = Static<typeof Reason>;

/** A worker as users see it. */
export const WorkerView = Type.Object({
  id: Type.String(),
  type: Type.String(),
  state: WorkerState,
  incarnation: Type.Integer(),
  restarts: Type.Integer(),
  node: Type.Optional(Type.String()),
  progress: Type.Optional(Type.Object({ fraction: Type.Number(), text: Type.String() })),
  reason: Type.Optional(Reason),
});
export type WorkerView = Static<typeof WorkerView>;

/** A session as users see it. */
export const SessionView = Type.Object({
  id: Type.String(),
  type: Type.String(),
  project: Type.String(),
  user: Type.String(),
  state: SessionState,
  /** One more at each change. */
  revision: Type.Integer(),
  reason: Type.Optional(Reason),
  workers: Type.Array(WorkerView),
  createdAt: Type.String(),
  stateSince: Type.String(),
  endedAt: Type.Optional(Type.String()),
  /** The session service that owns it. */
  owner: Type.Object({ instance: Type.String(), url: Type.String(), epoch: Type.Integer() }),
});
export type SessionView = Static<typeof SessionView>;

const SessionId = Type.String({ pattern: '^[0-9a-f-]{36}$', description: 'the id of a session' });
const waiting = {
  afterRevision: Type.Optional(Type.Integer({ minimum: 0, description: 'Wait until the revision is above this one.' })),
  waitMs: Type.Optional(Type.Integer({ minimum: 0, maximum: 30_000 })),
};

/** Serves sessions: starts their workers, watches them, restarts or ends them. */
export const sessionContract = defineContract('session', {
  open: method({
    summary: 'Opens a session whose project lock is held; the same id again answers with the one that is there',
    request: Type.Object(
      {
        id: SessionId,
        type: Type.String(),
        project: Type.String(),
        user: Type.String(),
        input: Type.Record(Type.String(), Type.Unknown()),
      },
      { additionalProperties: false },
    ),
    response: SessionView,
    repetition: 'idempotent',
    callers: ['global-session'],
  }),
  get: method({
    summary: 'A session, at once or as soon as it has changed',
    request: Type.Object({ id: SessionId, ...waiting }, { additionalProperties: false }),
    response: SessionView,
    repetition: 'safe',
    callers: ['gateway', 'global-session', 'global-directory', 'local-directory', 'relay', 'session', 'operator'],
    deadlineMs: 40_000,
  }),
  list: method({
    summary: 'Sessions, newest first',
    request: Type.Object(
      {
        user: Type.Optional(Type.String({ description: 'Only those of this user. @default all' })),
        ended: Type.Optional(Type.Boolean({ description: 'Also those that have ended. @default false' })),
        limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
      },
      { additionalProperties: false },
    ),
    response: Type.Object({ sessions: Type.Array(SessionView) }),
    repetition: 'safe',
    callers: ['gateway', 'operator'],
  }),
  close: method({
    summary: 'Begins to close a session; closing one that ends or has ended changes nothing',
    request: Type.Object({ id: SessionId, by: Type.String() }, { additionalProperties: false }),
    response: SessionView,
    repetition: 'idempotent',
    callers: ['gateway', 'session', 'operator'],
  }),
  channels: method({
    summary: 'Where the workers of a session are reached, at once or as soon as the session has changed',
    request: Type.Object({ id: SessionId, ...waiting }, { additionalProperties: false }),
    response: Type.Object({
      session: SessionView,
      token: Type.String(),
      channels: Type.Array(Type.Object({ worker: Type.String(), incarnation: Type.Integer(), url: Type.String() })),
    }),
    repetition: 'safe',
    callers: ['relay', 'session'],
    deadlineMs: 40_000,
  }),
  logs: method({
    summary: 'The newest lines of the logs of its workers',
    request: Type.Object(
      {
        id: SessionId,
        worker: Type.Optional(Type.String()),
        maxLines: Type.Integer({ minimum: 1, maximum: 10_000 }),
      },
      { additionalProperties: false },
    ),
    response: Type.Object({
      lines: Type.Array(
        Type.Object({ worker: Type.String(), time: Type.String(), stream: Type.String(), line: Type.String() }),
      ),
    }),
    repetition: 'safe',
    callers: ['gateway', 'session'],
  }),
});

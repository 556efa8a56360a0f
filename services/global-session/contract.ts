import Type, { type Static } from 'typebox';
import { defineContract, method } from '../kit/contract.ts';
import { SessionView } from '../session/contract.ts';

/** An instance of the session service, as it registered. */
export const SessionServiceView = Type.Object({
  instance: Type.String(),
  url: Type.String(),
  sessions: Type.Integer(),
  capacity: Type.Integer(),
  /** One more at each heartbeat: observers judge by their own clock whether it moves. */
  beat: Type.Integer(),
});
export type SessionServiceView = Static<typeof SessionServiceView>;

/** Knows the session services, keeps a project in one session at a time, and chooses who serves a new one. */
export const globalSessionContract = defineContract('global-session', {
  open: method({
    summary: 'Locks the project and opens a session on it; the same id again answers with the session that is there',
    request: Type.Object(
      {
        id: Type.String(),
        type: Type.String({ maxLength: 100 }),
        project: Type.String({ maxLength: 100 }),
        user: Type.String(),
        input: Type.Record(Type.String({ maxLength: 64 }), Type.Unknown()),
      },
      { additionalProperties: false },
    ),
    response: SessionView,
    repetition: 'idempotent',
    callers: ['gateway'],
    deadlineMs: 20_000,
  }),
  release: method({
    summary: 'A session gives its project back',
    request: Type.Object({ project: Type.String(), sessionId: Type.String() }, { additionalProperties: false }),
    response: Type.Object({}),
    repetition: 'idempotent',
    callers: ['session'],
  }),
  heartbeat: method({
    summary: 'A session service is there, and how much it has to do',
    request: Type.Object(
      { url: Type.String(), sessions: Type.Integer(), capacity: Type.Integer() },
      { additionalProperties: false },
    ),
    response: Type.Object({}),
    repetition: 'idempotent',
    callers: ['session'],
  }),
  services: method({
    summary: 'The session services that registered',
    request: Type.Object({}, { additionalProperties: false }),
    response: Type.Object({ services: Type.Array(SessionServiceView) }),
    repetition: 'safe',
    callers: ['session', 'gateway', 'operator'],
  }),
});

import Type, { type Static } from 'typebox';
import { defineContract, method, serviceNames, type ServiceName } from '../kit/contract.ts';

/** An instance of a service, where it is reached. */
export const EndpointSchema = Type.Object({
  service: Type.String(),
  instance: Type.String(),
  url: Type.String(),
});

/** All services call discovery, and nobody from outside does. */
const everyService: readonly ServiceName[] = [...serviceNames, 'operator'];

const Table = Type.Object({
  /** Changes when discovery was started anew: revisions count from the beginning. */
  boot: Type.String(),
  revision: Type.Integer(),
  endpoints: Type.Array(EndpointSchema),
});
/** Who serves what at one revision. */
export type EndpointTable = Static<typeof Table>;

/** Who serves what. */
export const discoveryContract = defineContract('discovery', {
  register: method({
    summary: 'An instance says that it is there, and again before its time is over',
    request: Type.Object({ url: Type.String(), services: Type.Array(Type.String()) }, { additionalProperties: false }),
    response: Type.Object({ heartbeatMs: Type.Integer() }),
    repetition: 'idempotent',
    callers: everyService,
  }),
  deregister: method({
    summary: 'An instance ends',
    request: Type.Object({ url: Type.String() }, { additionalProperties: false }),
    response: Type.Object({}),
    repetition: 'idempotent',
    callers: everyService,
  }),
  watch: method({
    summary: 'The table as soon as its revision is above the given one',
    request: Type.Object(
      {
        boot: Type.Optional(Type.String()),
        afterRevision: Type.Integer({ minimum: 0 }),
        waitMs: Type.Integer({ minimum: 0, maximum: 30_000 }),
      },
      { additionalProperties: false },
    ),
    response: Table,
    repetition: 'safe',
    callers: everyService,
    deadlineMs: 40_000,
  }),
});

import Type, { type Static } from 'typebox';
import { byName } from './names.ts';
import { Duration } from './quantity.ts';
import { Worker } from './worker.ts';

/** How all workers of a session get the same GPU: on nodes with one, or by a claim (DRA). */
export const SameGpu = Type.Union([Type.Literal('affinity'), Type.Literal('claim')], {
  description: 'Its workers share one GPU: on nodes with one, or by a claim (DRA). @default no promise',
});
export type SameGpu = Static<typeof SameGpu>;

/** A kind of session that users open, with the workers that serve it. */
export const SessionType = Type.Object(
  {
    description: Type.Optional(Type.String({ maxLength: 400 })),
    workers: byName(Worker, { minProperties: 1, maxProperties: 64 }),
    sameGpu: Type.Optional(SameGpu),
    deadlines: Type.Optional(
      Type.Object(
        {
          open: Type.Optional(Duration),
          close: Type.Optional(Duration),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
);
export type SessionType = Static<typeof SessionType>;

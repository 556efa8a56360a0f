import Type, { type Static } from 'typebox';
import { hardwareFields, programFields } from './hardware.ts';
import { byName, SecretVariables, Variables } from './names.ts';
import { Egress } from './network.ts';
import { Probes } from './probe.ts';
import { Duration, Memory } from './quantity.ts';
import { Sidecar } from './sidecar.ts';

/** When an ended worker is started again. */
export const Restart = Type.Object(
  {
    policy: Type.Union([Type.Literal('never'), Type.Literal('on-failure'), Type.Literal('always')]),
    max: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 1000, description: 'Restarts in the life of a session. @default 3' }),
    ),
    backoff: Type.Optional(Duration),
  },
  { additionalProperties: false },
);

/** A worker microservice of a session type. */
export const Worker = Type.Object(
  {
    ...programFields,
    ...hardwareFields,
    env: Type.Optional(Variables),
    secrets: Type.Optional(SecretVariables),
    sidecars: Type.Optional(byName(Sidecar)),
    egress: Type.Optional(Type.Array(Egress)),
    protocol: Type.Optional(
      Type.Union([Type.Literal('http'), Type.Literal('none')], {
        description: '`none`: a plain process that knows nothing of Berth. @default "http"',
      }),
    ),
    count: Type.Optional(
      Type.Union([
        Type.Integer({ minimum: 1, maximum: 256 }),
        Type.Object(
          { min: Type.Integer({ minimum: 1, maximum: 256 }), max: Type.Integer({ minimum: 1, maximum: 256 }) },
          { additionalProperties: false },
        ),
      ]),
    ),
    warm: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 1000, description: 'Instances started ahead, for any session. @default 0' }),
    ),
    restart: Type.Optional(Restart),
    critical: Type.Optional(
      Type.Boolean({ description: 'The session ends with this worker when it cannot be restarted. @default true' }),
    ),
    probes: Type.Optional(Probes),
    deadlines: Type.Optional(
      Type.Object(
        { start: Type.Optional(Duration), initialise: Type.Optional(Duration) },
        { additionalProperties: false },
      ),
    ),
    stopGrace: Type.Optional(Duration),
    window: Type.Optional(
      Type.Object(
        {
          messages: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
          memory: Type.Optional(Memory),
          whenFull: Type.Optional(Type.Union([Type.Literal('drop-oldest'), Type.Literal('wait')])),
        },
        { additionalProperties: false, description: 'What is kept of the messages to clients until they have them.' },
      ),
    ),
  },
  { additionalProperties: false },
);
/** A worker as its author writes it. */
export type Worker = Static<typeof Worker>;

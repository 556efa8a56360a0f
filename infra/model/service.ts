import Type, { type Static } from 'typebox';
import { hardwareFields, programFields } from './hardware.ts';
import { Variables, Name } from './names.ts';
import { Probes } from './probe.ts';
import { Duration } from './quantity.ts';

/** An always-on service of the application. */
export const Service = Type.Object(
  {
    ...programFields,
    ...hardwareFields,
    env: Type.Optional(Variables),
    port: Type.Optional(Type.Integer({ minimum: 1, maximum: 65_535 })),
    replicas: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 1000, description: '@default 2 in a cluster, 1 on one machine' }),
    ),
    external: Type.Optional(Type.Boolean({ description: 'Reachable from outside. @default false' })),
    callers: Type.Optional(
      Type.Array(Name, { description: 'Services of the application that may call it. @default none' }),
    ),
    probes: Type.Optional(Probes),
    stopGrace: Type.Optional(Duration),
  },
  { additionalProperties: false },
);
export type Service = Static<typeof Service>;

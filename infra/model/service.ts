import Type, { type Static } from 'typebox';
import { hardwareFields, programFields } from './hardware.ts';
import { byName, Name, SecretVariables, Variables } from './names.ts';
import { Egress } from './network.ts';
import { Probes } from './probe.ts';
import { Duration } from './quantity.ts';
import { Sidecar, Storage } from './sidecar.ts';

/** An always-on service of the application. */
export const Service = Type.Object(
  {
    ...programFields,
    ...hardwareFields,
    env: Type.Optional(Variables),
    secrets: Type.Optional(SecretVariables),
    sidecars: Type.Optional(byName(Sidecar)),
    storage: Type.Optional(Storage),
    perNode: Type.Optional(
      Type.Boolean({ description: 'One on each node of its kind, instead of replicas. @default false' }),
    ),
    egress: Type.Optional(Type.Array(Egress)),
    port: Type.Optional(Type.Integer({ minimum: 1, maximum: 65_535 })),
    replicas: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 1000, description: '@default 2 in a cluster, 1 on one machine' }),
    ),
    external: Type.Optional(Type.Boolean({ description: 'Reachable from outside. @default false' })),
    callers: Type.Optional(
      Type.Array(Name, {
        description: 'Services of the application, and session types (their workers), that may call it. @default none',
      }),
    ),
    autoscale: Type.Optional(
      Type.Object(
        {
          max: Type.Integer({ minimum: 2, maximum: 1000 }),
          cpuPercent: Type.Optional(
            Type.Integer({ minimum: 10, maximum: 95, description: 'Of what it requests. @default 70' }),
          ),
        },
        { additionalProperties: false, description: '`replicas` is the minimum then. @default always `replicas`' },
      ),
    ),
    probes: Type.Optional(Probes),
    stopGrace: Type.Optional(Duration),
  },
  { additionalProperties: false },
);
export type Service = Static<typeof Service>;

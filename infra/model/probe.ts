import Type, { type Static } from 'typebox';
import { Duration } from './quantity.ts';

const port = Type.Integer({ minimum: 1, maximum: 65_535 });

/** How it is found out whether a process is well. */
export const Probe = Type.Object(
  {
    http: Type.Optional(Type.Object({ port, path: Type.String({ pattern: '^/' }) }, { additionalProperties: false })),
    tcp: Type.Optional(Type.Object({ port }, { additionalProperties: false })),
    period: Type.Optional(Duration),
    timeout: Type.Optional(Duration),
    failures: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 100,
        description: 'Failures in a row before the process is unwell. @default 3',
      }),
    ),
  },
  { additionalProperties: false },
);
export type Probe = Static<typeof Probe>;

/** The three probes of Kubernetes, with its names. */
export const Probes = Type.Object(
  { startup: Type.Optional(Probe), liveness: Type.Optional(Probe), readiness: Type.Optional(Probe) },
  { additionalProperties: false },
);

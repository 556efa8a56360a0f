import Type, { type Static } from 'typebox';
import { hardwareFields, programFields } from './hardware.ts';
import { SecretVariables, Variables } from './names.ts';
import { Egress } from './network.ts';
import { Duration } from './quantity.ts';

/** A predefined, idempotent job that users submit by name. */
export const Job = Type.Object(
  {
    ...programFields,
    ...hardwareFields,
    env: Type.Optional(Variables),
    secrets: Type.Optional(SecretVariables),
    egress: Type.Optional(Type.Array(Egress)),
    timeout: Type.Optional(Duration),
    retries: Type.Optional(Type.Integer({ minimum: 0, maximum: 100, description: '@default 3' })),
    priority: Type.Optional(Type.Integer({ minimum: 0, maximum: 1000, description: 'Higher first. @default 100' })),
  },
  { additionalProperties: false },
);
export type Job = Static<typeof Job>;

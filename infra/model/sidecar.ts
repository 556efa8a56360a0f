import Type, { type Static } from 'typebox';
import { SecretVariables, Variables } from './names.ts';
import { Cpu, Memory } from './quantity.ts';

/** A folder that outlives its container: an own volume of each instance. */
export const Storage = Type.Object(
  {
    path: Type.String({ pattern: '^(/|[A-Za-z]:\\\\)', description: 'an absolute path in the container' }),
    size: Memory,
    storageClass: Type.Optional(
      Type.String({ minLength: 1, maxLength: 253, description: '@default that of the cluster' }),
    ),
  },
  { additionalProperties: false },
);
export type Storage = Static<typeof Storage>;

/** A second container of the same pod, such as a data store of its own: started before it, ended after it. */
export const Sidecar = Type.Object(
  {
    image: Type.String({ minLength: 1, maxLength: 255 }),
    command: Type.Optional(Type.Array(Type.String({ minLength: 1 }), { minItems: 1 })),
    env: Type.Optional(Variables),
    secrets: Type.Optional(SecretVariables),
    port: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 65_535, description: 'Reached on localhost; its start waits for it.' }),
    ),
    cpu: Type.Optional(Cpu),
    memory: Type.Optional(Memory),
    scratch: Type.Optional(
      Type.Object(
        { path: Type.String({ pattern: '^(/|[A-Za-z]:\\\\)' }), size: Memory },
        { additionalProperties: false, description: 'A folder that lives as long as the pod.' },
      ),
    ),
  },
  { additionalProperties: false },
);
export type Sidecar = Static<typeof Sidecar>;

import Type, { type Static } from 'typebox';
import { StorageClassName } from './cluster-names.ts';
import { Image } from './image-reference.ts';
import { SecretVariables, Variables } from './names.ts';
import { Cpu, Memory } from './quantity.ts';

/** A folder that outlives its container: an own volume of each instance. */
export const Storage = Type.Object(
  {
    path: Type.String({ pattern: '^(/|[A-Za-z]:\\\\)', description: 'an absolute path in the container' }),
    size: Memory,
    /** @default that of the cluster */
    storageClass: Type.Optional(StorageClassName),
  },
  { additionalProperties: false },
);
export type Storage = Static<typeof Storage>;

/** A second container of the same pod, such as a data store of its own: started before it, ended after it. */
export const Sidecar = Type.Object(
  {
    image: Image,
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

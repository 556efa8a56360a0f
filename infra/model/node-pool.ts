import Type, { type Static } from 'typebox';
import { Os } from './hardware.ts';
import { Labels } from './names.ts';
import { Cpu, Memory } from './quantity.ts';

/** Machines of one kind in a cluster. */
export const NodePool = Type.Object(
  {
    os: Type.Optional(Os),
    cpu: Cpu,
    memory: Memory,
    gpu: Type.Optional(
      Type.Object(
        {
          model: Type.String({ minLength: 1, maxLength: 80 }),
          memory: Memory,
          count: Type.Optional(Type.Integer({ minimum: 1, maximum: 16 })),
        },
        { additionalProperties: false },
      ),
    ),
    labels: Type.Optional(Labels),
    min: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 10_000, description: 'Nodes that are always there. @default 0' }),
    ),
    max: Type.Integer({ minimum: 1, maximum: 10_000 }),
    costPerHour: Type.Optional(
      Type.Number({ minimum: 0, description: 'In any one currency; pools are compared by it.' }),
    ),
  },
  { additionalProperties: false },
);
export type NodePool = Static<typeof NodePool>;

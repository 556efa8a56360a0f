import Type, { type Static } from 'typebox';
import { Image } from './image-reference.ts';
import { Labels } from './names.ts';
import { Cpu, Memory } from './quantity.ts';

/** Operating systems that a worker, a service or a pool can have. */
export const Os = Type.Union([Type.Literal('linux'), Type.Literal('windows')]);
export type Os = Static<typeof Os>;

/** What a process needs of a GPU. */
export const Gpu = Type.Object(
  {
    count: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 16, description: 'Whole GPUs; not together with `share`. @default 1' }),
    ),
    share: Type.Optional(
      Type.String({
        pattern: '^1/([2-9]|[1-9][0-9]|100)$',
        description: 'a share of one GPU such as "1/4"',
      }),
    ),
    memory: Type.Optional(Memory),
    model: Type.Optional(
      Type.String({ maxLength: 80, description: 'Part of the model name, compared without case, e.g. "A100".' }),
    ),
  },
  { additionalProperties: false },
);
export type Gpu = Static<typeof Gpu>;

/** The hardware that a process needs, the same for workers, services and jobs. */
export const hardwareFields = {
  os: Type.Optional(Os),
  cpu: Type.Optional(Cpu),
  memory: Type.Optional(Memory),
  gpu: Type.Optional(Gpu),
  labels: Type.Optional(Labels),
  exclusiveCpus: Type.Optional(
    Type.Boolean({ description: 'Whole processors that nobody else uses; `cpu` is an integer then. @default false' }),
  ),
  threads: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 1024, description: 'Given as BERTH_THREADS and OMP_NUM_THREADS.' }),
  ),
};

/** What is started: a command on a machine, an image in containers; at least one of them. */
export const programFields = {
  command: Type.Optional(
    Type.Array(Type.String({ minLength: 1 }), {
      minItems: 1,
      description: 'The program and its arguments. On one machine it runs in the folder of berth.config.ts.',
    }),
  ),
  image: Type.Optional(Image),
};

import Type, { type Static } from 'typebox';

/** Configuration of a local directory. */
export const LocalDirectoryConfig = Type.Object({
  LOCAL_DIRECTORY_NODE: Type.String({ minLength: 1, description: 'The name of the node.' }),
  LOCAL_DIRECTORY_FOLDER: Type.String({ minLength: 1, description: 'Where supervisors have their folders.' }),
  LOCAL_DIRECTORY_WORK_FOLDER: Type.String({ minLength: 1, description: 'Working folder of the workers.' }),
  LOCAL_DIRECTORY_CPU: Type.Optional(
    Type.Number({ minimum: 0.001, description: 'Declared processors. @default those of the machine' }),
  ),
  LOCAL_DIRECTORY_MEMORY_BYTES: Type.Optional(
    Type.Integer({ minimum: 1, description: 'Declared memory. @default that of the machine' }),
  ),
  LOCAL_DIRECTORY_OS: Type.Optional(
    Type.Union([Type.Literal('linux'), Type.Literal('windows'), Type.Literal('darwin')], {
      description: 'Declared operating system, for tests and demos. @default that of the machine',
    }),
  ),
  LOCAL_DIRECTORY_GPUS: Type.Optional(
    Type.String({ description: 'Declared GPUs as JSON: [{"model", "memoryBytes"}]. @default what nvidia-smi names' }),
  ),
  LOCAL_DIRECTORY_LABELS: Type.String({ default: '{}', description: 'Labels of the node as a JSON object.' }),
  LOCAL_DIRECTORY_HEARTBEAT_MS: Type.Integer({
    default: 1000,
    minimum: 50,
    description: 'How often the node tells its load and its workers to the global directory.',
  }),
  LOCAL_DIRECTORY_SWEEP_MS: Type.Integer({
    default: 15_000,
    minimum: 100,
    description: 'How often workers of ended sessions are looked for, in milliseconds.',
  }),
  LOCAL_DIRECTORY_SPARES: Type.Integer({
    default: 1,
    minimum: 0,
    maximum: 64,
    description: 'Supervisors started ahead, so that a session does not wait for one.',
  }),
  LOCAL_DIRECTORY_ORPHAN_MS: Type.Integer({
    default: 30_000,
    minimum: 100,
    description: 'A worker whose local directory is silent for so long is ended by its supervisor.',
  }),
});
export type LocalDirectoryConfig = Static<typeof LocalDirectoryConfig>;

import Type, { type Static } from 'typebox';

/** The environment of project-data. */
export const ProjectDataConfig = Type.Object({
  PROJECT_DATA_MAX_FILE_BYTES: Type.Integer({
    minimum: 1,
    default: 2 ** 30,
    description: 'The largest file that is taken, in bytes.',
  }),
  PROJECT_DATA_KEEP_REPLACED_SECONDS: Type.Number({
    minimum: 0,
    default: 30,
    description: 'How long replaced and removed content stays, so that downloads of it can end.',
  }),
  PROJECT_DATA_ORPHAN_SECONDS: Type.Number({
    minimum: 0.1,
    default: 3600,
    description:
      'The age at which content that no file names is swept away. An upload may take half of it: ' +
      'so a sweep never meets an upload in progress.',
  }),
  PROJECT_DATA_SWEEP_SECONDS: Type.Number({
    minimum: 0.05,
    default: 600,
    description: 'Pause between two sweeps of content that no file names.',
  }),
});
export type ProjectDataConfig = Static<typeof ProjectDataConfig>;

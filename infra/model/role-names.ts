/** The roles of Berth that an environment may give a number of replicas; a local directory is on each node. */
export const replicatedRoles: readonly string[] = [
  'discovery',
  'auth',
  'project-data',
  'global-directory',
  'global-session',
  'session',
  'relay',
  'gateway',
];

/** Roles of which there may be one only, each with the reason (docs/decisions/0009). */
export const singleRoles: Readonly<Record<string, string>> = {
  discovery: 'its table is in its memory',
};

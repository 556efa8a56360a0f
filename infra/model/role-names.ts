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

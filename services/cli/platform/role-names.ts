/** The roles that a process can serve, with a line for `berth serve --help`. */
export const roleSummaries = {
  discovery: 'who serves what; pushes changes',
  auth: 'users, groups, projects, tokens',
  'project-data': 'the files of projects',
  'global-directory': 'which node takes a worker',
  'global-session': 'which session service serves a session; locks projects',
  session: 'starts, watches and ends the workers of sessions',
  relay: 'WebSockets between clients and workers',
  gateway: 'the public REST API, the page, the entry of WebSockets',
  'local-directory': 'the workers of one node',
} as const;

export type RoleName = keyof typeof roleSummaries;

/** All roles, in the order in which one process starts them. */
export const roleNames = Object.keys(roleSummaries) as readonly RoleName[];

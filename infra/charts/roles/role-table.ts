/** What the synthesis knows of a role; a test holds it against the services' own contracts and start-up code. */
export interface RoleSpec {
  /** Other roles whose methods it calls. */
  readonly calls: readonly RoleName[];
  readonly usesStore: boolean;
  readonly cpuMillis: number;
  readonly memoryMebi: number;
  /** From the signal until its calls, and its sessions, are handed on. */
  readonly drainSeconds: number;
  readonly replicas: number;
}

export type RoleName =
  | 'discovery'
  | 'auth'
  | 'project-data'
  | 'global-directory'
  | 'global-session'
  | 'session'
  | 'relay'
  | 'gateway'
  | 'local-directory';

/**
 * The roles. A role alone takes 130 to 160 MiB (docs/operations/benchmarks.md, `footprint`); what is above that is for
 * its load.
 */
export const roleTable: Readonly<Record<RoleName, RoleSpec>> = {
  // Its table is in the memory of its process: two would know different halves (docs/decisions/0009).
  discovery: { calls: [], usesStore: false, cpuMillis: 50, memoryMebi: 256, drainSeconds: 10, replicas: 1 },
  auth: { calls: ['discovery'], usesStore: true, cpuMillis: 100, memoryMebi: 256, drainSeconds: 15, replicas: 2 },
  'project-data': {
    calls: ['discovery', 'auth'],
    usesStore: true,
    cpuMillis: 100,
    memoryMebi: 384,
    drainSeconds: 45,
    replicas: 2,
  },
  'global-directory': {
    calls: ['discovery', 'session', 'local-directory'],
    usesStore: true,
    cpuMillis: 100,
    memoryMebi: 384,
    drainSeconds: 15,
    replicas: 2,
  },
  'global-session': {
    calls: ['discovery', 'session', 'global-directory'],
    usesStore: true,
    cpuMillis: 100,
    memoryMebi: 384,
    drainSeconds: 15,
    replicas: 2,
  },
  session: {
    // The session services hand sessions over to one another.
    calls: ['discovery', 'project-data', 'global-session', 'global-directory', 'local-directory', 'session'],
    usesStore: true,
    cpuMillis: 200,
    memoryMebi: 512,
    drainSeconds: 60,
    replicas: 2,
  },
  relay: {
    calls: ['discovery', 'session'],
    usesStore: false,
    cpuMillis: 250,
    memoryMebi: 384,
    drainSeconds: 45,
    replicas: 2,
  },
  gateway: {
    calls: ['discovery', 'auth', 'project-data', 'global-session', 'session', 'global-directory', 'relay'],
    usesStore: false,
    cpuMillis: 250,
    memoryMebi: 384,
    drainSeconds: 45,
    replicas: 2,
  },
  'local-directory': {
    calls: ['discovery', 'global-directory', 'session'],
    usesStore: false,
    cpuMillis: 50,
    memoryMebi: 256,
    drainSeconds: 15,
    replicas: 1,
  },
};

export const roleNames = Object.keys(roleTable) as readonly RoleName[];

/** Calls between services, health and metrics. */
export const rolePort = 8080;
/** The public API of the gateway. */
export const gatewayPort = 7300;

import type { RoleName } from '../roles/role-table.ts';

/** Roles that keep something in the database (`usesStore` of the role table; a test holds the two together). */
export const databaseClients = ['auth', 'project-data', 'global-directory', 'global-session', 'session'] as const;

/** Roles that publish events or listen to them: none is here yet. Who has no use for the bus does not reach it. */
export const busClients: readonly RoleName[] = [];

/** Roles that remember answers for a while: none does yet. */
export const cacheClients: readonly RoleName[] = [];

import type { Target } from '../../model/target.ts';
import { memberHosts, membersDomain, type Group } from './members.ts';
import { storeSize, type StoreSize } from './store-settings.ts';

export const mongoDbName = 'mongodb';
export const mongoDbPort = 27_017;
/** The name of the replica set. */
export const replicaSet = 'berth';
/** The user `mongodb` of the official image (docker-library/mongo, 8.0/Dockerfile: `useradd --uid 999`). */
export const mongoDbUser = 999;

const mebi = 2 ** 20;
const gibi = 2 ** 30;

const defaults = {
  cpu: 0.5,
  memory: '2Gi',
  storage: '10Gi',
  leastMemory: '1Gi',
  because: "256 MiB are the least of WiredTiger's cache, connections and the shell of the probe need the rest",
} as const;

/** A replica set in the cluster, every default filled in. */
export interface MongoDbSettings extends StoreSize, Group {
  /** For WiredTiger, in GiB. */
  readonly cacheGibi: number;
}

/** @throws {ModelError} with less than 1 GiB of memory */
export function mongoDbSettings(target: Target): MongoDbSettings {
  const authored = target.stores.mongodb ?? {};
  const size = storeSize(target, 'mongodb', authored, defaults);
  return { ...size, name: mongoDbName, members: authored.members ?? 3, cacheGibi: cacheGibi(size.memoryBytes) };
}

/** What is not WiredTiger's: connections, plans, and the shell that the readiness probe starts (about 130 MiB). */
const reservedBytes = 512 * mebi;
/** The rest is shared with the file system's cache, which WiredTiger reads through. */
const cacheShare = 0.6;
/** The least that mongod takes (docs: storage.wiredTiger.engineConfig.cacheSizeGB). */
const leastCacheGibi = 0.25;

/** mongod's own rule takes half of what is above 1 GiB; here the limit is known, and nothing else lives in it. */
function cacheGibi(memoryBytes: number): number {
  const gibibytes = ((memoryBytes - reservedBytes) * cacheShare) / gibi;
  return Math.max(leastCacheGibi, Math.round(gibibytes * 100) / 100);
}

/** The members as `host:port`, as they and their clients call one another. */
export function mongoDbHosts(target: Target, settings: MongoDbSettings): readonly string[] {
  return memberHosts(target, settings).map((host) => `${host}:${mongoDbPort}`);
}

/** What the names of all members of ours end with, those that are no more included. */
export function ownHostSuffix(target: Target): string {
  return `.${membersDomain(target, mongoDbName)}:${mongoDbPort}`;
}

/** The database of the platform; the roles have it as `BERTH_DATABASE`. */
export function databaseOf(target: Pick<Target, 'prefix'>): string {
  return target.prefix;
}

/** A user of the database, with no more rights than it needs. */
export interface DatabaseUser {
  readonly name: 'berth' | 'backup' | 'restore';
  /** What it does, as it stands after "the user". */
  readonly purpose: string;
  readonly roles: readonly { readonly role: string; readonly db: string }[];
}

/**
 * The users. Nobody is the administrator: what has to be done as one (initiating, making the users) is done with the
 * key file, which every member has anyway and which may do everything.
 */
export function databaseUsers(target: Pick<Target, 'prefix'>): readonly DatabaseUser[] {
  return [
    {
      name: 'berth',
      purpose: 'reads and writes the database of Berth and nothing else',
      roles: [{ role: 'readWrite', db: databaseOf(target) }],
    },
    { name: 'backup', purpose: 'reads everything, the oplog included', roles: [{ role: 'backup', db: 'admin' }] },
    {
      name: 'restore',
      purpose: 'writes everything back, and applies the oplog',
      // Since 3.4 the role suffices for the oplog (SERVER-25994).
      // The changes during a copy are updates and removals too, for which `restore` alone has no right.
      roles: [
        { role: 'restore', db: 'admin' },
        { role: 'readWrite', db: databaseOf(target) },
      ],
    },
  ];
}

/** What the owner of an external database is asked for: a URI of a user with the rights that ours would have. */
export function externalUri(target: Pick<Target, 'prefix'>, name: DatabaseUser['name']): string {
  const { roles = [] } = databaseUsers(target).find((user) => user.name === name) ?? {};
  const rights = roles.map(({ role, db }) => `"${role}" on "${db}"`);
  return `a URI of your MongoDB, of a user with ${rights.join(' and ')}`;
}

import { mongoDbInitiate } from '../charts/stores/mongodb-initiate.ts';
import {
  databaseUsers,
  externalUri,
  mongoDbName,
  mongoDbPort,
  mongoDbSettings,
  mongoDbUser,
  replicaSet,
  type DatabaseUser,
} from '../charts/stores/mongodb-settings.ts';
import { initiateReplicaSet } from '../charts/stores/scripts/initiate-replica-set.ts';
import type { Target } from '../model/target.ts';
import type { ComposeService, MountedFile } from './compose-file.ts';
import { mountedSecret, secretsFolder, type ComposeContext, type ComposePart } from './compose-part.ts';
import type { Container } from './container.ts';
import { hardened } from './hardened.ts';
import { bashCheck } from './health.ts';
import { secretKey, type SecretFiles } from './secret-file.ts';

const configFolder = '/etc/berth-mongodb';
const planFile = `${configFolder}/plan.json`;
const scriptFile = `${configFolder}/initiate.js`;
const usersFolder = `${secretsFolder}/mongodb-users`;
const keyFile = 'mongodb-keyfile';
const host = `${mongoDbName}:${mongoDbPort}`;
/** Until running commands have ended and a checkpoint is written, as in a cluster. */
const graceSeconds = 120;
const dataFolder = '/data/db';
/** Only of the configuration servers of sharded clusters. */
const configurationFolder = '/data/configdb';
/** What the image declares as volumes: Docker would make new ones for every container. */
export const imageVolumes: readonly string[] = [dataFolder, configurationFolder];
/** A thread for each connection. */
const pids = 2048;
/** How long the initiation waits for the server, and how long between two looks. */
const deadlineSeconds = 300;
const pauseMs = 500;
/** The shell is a Node.js program that lives for seconds. */
const shellSize = { cpuMillis: 500, memoryBytes: 256 * 2 ** 20 };

/**
 * The database: a replica set, since what is acknowledged must be in a majority's journal, of one member, since one
 * machine has one disk. Its users are those of a cluster.
 */
export function mongodb({ target }: ComposeContext): ComposePart {
  if (isExternal(target)) return { containers: [], secrets: externalSecrets(target) };
  return {
    containers: [server(target), initiation(target)],
    volumes: [{ name: mongoDbName, uid: mongoDbUser }],
    configs: [
      { name: 'mongodb-plan', file: 'mongodb-plan.json', content: planOf(target) },
      { name: mongoDbInitiate, file: 'mongodb-initiate.js', content: initiateReplicaSet },
    ],
    secrets: ownSecrets(target),
  };
}

/** What a container has that uses the database. */
export interface StoreAccess {
  readonly secrets: readonly MountedFile[];
  /** The file with the URI. */
  readonly uriFile: string;
  readonly depends_on: NonNullable<ComposeService['depends_on']>;
}

/** How one user reaches the database. */
export function mongodbAccess(target: Target, user: DatabaseUser['name']): StoreAccess {
  const secret = mountedSecret(uriSecret(user));
  return {
    secrets: [secret],
    uriFile: secret.target,
    depends_on: isExternal(target) ? {} : { [mongoDbInitiate]: { condition: 'service_completed_successfully' } },
  };
}

/** Whether it is a MongoDB that is there already. */
export function isExternal({ stores }: Target): boolean {
  return stores.mongodb?.external !== undefined;
}

function server(target: Target): Container {
  const settings = mongoDbSettings(target);
  const mongod = [
    'mongod',
    ...['--replSet', replicaSet],
    ...['--port', String(mongoDbPort)],
    '--bind_ip_all',
    '--auth',
    ...['--keyFile', '/tmp/keyfile'],
    ...['--dbpath', dataFolder],
    ...['--wiredTigerCacheSizeGB', String(settings.cacheGibi)],
    ...['--setParameter', 'enableLocalhostAuthBypass=false'],
    '--nounixsocket',
  ];
  return {
    name: mongoDbName,
    listens: 'all',
    service: hardened({
      image: target.image('mongodb'),
      // mongod refuses a key file that others can read, and a mounted one has the mode that it has outside: hence the copy.
      entrypoint: ['bash', '-c'],
      command: [`install -m 0400 ${mountedSecret(keyFile).target} /tmp/keyfile && exec ${mongod.join(' ')}`],
      uid: mongoDbUser,
      inMemory: [configurationFolder],
      size: settings,
      pids,
      graceSeconds,
      expose: [String(mongoDbPort)],
      secrets: [mountedSecret(keyFile)],
      volumes: [{ type: 'volume', source: mongoDbName, target: dataFolder }],
      healthcheck: bashCheck(mongoDbPort),
    }),
  };
}

function initiation(target: Target): Container {
  return {
    name: mongoDbInitiate,
    listens: 'nothing',
    service: hardened({
      image: target.image('mongodb'),
      entrypoint: ['mongosh', '--nodb', '--norc', '--quiet', scriptFile],
      environment: {
        PLAN_FILE: planFile,
        KEY_FILE: mountedSecret(keyFile).target,
        PASSWORDS: usersFolder,
        DEADLINE_SECONDS: String(deadlineSeconds),
        // The shell wants a home for its settings.
        HOME: '/tmp',
      },
      uid: mongoDbUser,
      inMemory: imageVolumes,
      size: shellSize,
      once: true,
      configs: [
        { source: 'mongodb-plan', target: planFile },
        { source: mongoDbInitiate, target: scriptFile },
      ],
      secrets: [
        mountedSecret(keyFile),
        ...databaseUsers(target).map(({ name }) => ({
          source: passwordSecret(name),
          target: `${usersFolder}/${name}`,
        })),
      ],
      depends_on: { [mongoDbName]: { condition: 'service_healthy' } },
    }),
  };
}

/** What the script brings about; in a cluster it is told there. */
function planOf(target: Target): string {
  const users = databaseUsers(target).map(({ name, roles }) => ({ name, roles }));
  return `${JSON.stringify({ name: replicaSet, members: [host], ownSuffix: host, pauseMs, users }, undefined, 2)}\n`;
}

function passwordSecret(user: string): string {
  return `mongodb-password-${user}`;
}

function uriSecret(user: string): string {
  return `mongodb-uri-${user}`;
}

function ownSecrets(target: Target): SecretFiles {
  const users = databaseUsers(target);
  return {
    [keyFile]: {
      purpose: 'the initiation knows the replica set by it; it may do everything',
      make: { kind: 'random', bytes: 756, encoding: 'base64' },
    },
    ...Object.fromEntries(
      users.map(({ name, purpose }) => [
        passwordSecret(name),
        {
          purpose: `password of the user ${name}, who ${purpose}`,
          make: { kind: 'random', bytes: 32, encoding: 'base64url' },
        } as const,
      ]),
    ),
    ...Object.fromEntries(
      usersOf(target).map((name) => [uriSecret(name), { purpose: purposeOfUri(name), make: uriOf(name) }]),
    ),
  };
}

/** Those whose programs are here. */
function usersOf({ stores }: Target): readonly DatabaseUser['name'][] {
  return stores.backup === undefined ? ['berth'] : ['berth', 'backup', 'restore'];
}

function purposeOfUri(user: string): string {
  return `${user} reaches the database by it`;
}

function uriOf(user: DatabaseUser['name']): SecretFiles[string]['make'] {
  const password = { from: secretKey(passwordSecret(user)), as: 'uri-component' } as const;
  return {
    kind: 'text',
    parts: [`mongodb://${user}:`, password, `@${host}/?replicaSet=${replicaSet}&authSource=admin`],
  };
}

/** What of an external database only its owner knows. */
function externalSecrets(target: Target): SecretFiles {
  return Object.fromEntries(
    usersOf(target).map((user) => [
      uriSecret(user),
      {
        purpose: purposeOfUri(user),
        make: { kind: 'given', what: externalUri(target, user) } as const,
      },
    ]),
  );
}

import type { Target } from '../../model/target.ts';
import type { ExpectedSecret, SecretKey, SecretMake, TextPart } from '../secrets/expected-secret.ts';
import {
  accessKeyId,
  backupUriSecret,
  bucketSecret,
  restoreUriSecret,
  secretAccessKey,
  uriKey,
} from './backup-containers.ts';
import { authFile, cachePort, cacheSecret } from './cache.ts';
import { keyFileName, keyFileSecret } from './mongodb-container.ts';
import { usersSecret } from './mongodb-initiate.ts';
import {
  databaseUsers,
  externalUri,
  mongoDbHosts,
  mongoDbSettings,
  replicaSet,
  type DatabaseUser,
} from './mongodb-settings.ts';
import { cookieKey, cookieSecret, userFile, userSecret } from './rabbitmq-container.ts';
import { amqpPort, rabbitMqName } from './rabbitmq-settings.ts';

/** A password: no character of it has a meaning in a URL, in YAML or in a configuration file. */
const password: SecretMake = { kind: 'random', bytes: 32, encoding: 'base64url' };
/** mongod takes 6 to 1024 characters of base64 (docs: security.keyFile); these are 1008. */
const keyFile: SecretMake = { kind: 'random', bytes: 756, encoding: 'base64' };
const passwordKey = 'password';
/** The user of Berth, in the database and on the bus. */
const berthUser = 'berth';

/** What the data stores of an environment, and their clients, need of Secrets. */
export function storeSecrets(target: Target): readonly ExpectedSecret[] {
  return [
    ...(target.stores.mongodb?.external === undefined ? ownMongoDb(target) : externalMongoDb(target)),
    ...(target.stores.rabbitmq === undefined ? [] : bus(target)),
    ...(target.stores.cache === undefined ? [] : cacheOf(target)),
    ...bucket(target),
  ];
}

function ownMongoDb(target: Target): readonly ExpectedSecret[] {
  const { data, system } = target.namespaces;
  return [
    {
      namespace: data,
      name: keyFileSecret,
      keys: {
        [keyFileName]: {
          purpose: 'members of the replica set know one another by it; it may do everything',
          make: keyFile,
        },
      },
    },
    {
      namespace: data,
      name: usersSecret,
      keys: Object.fromEntries(
        databaseUsers(target).map(({ name, purpose }) => [
          name,
          { purpose: `password of the user ${name}, who ${purpose}`, make: password },
        ]),
      ),
    },
    uriOf(target, system, 'mongodb-uri', berthUser),
    ...(target.stores.backup === undefined
      ? []
      : [uriOf(target, data, backupUriSecret, 'backup'), uriOf(target, data, restoreUriSecret, 'restore')]),
  ];
}

/** A Secret with the URI by which a user reaches the database; all members are in it. */
function uriOf(target: Target, namespace: string, name: string, user: DatabaseUser['name']): ExpectedSecret {
  const hosts = mongoDbHosts(target, mongoDbSettings(target)).join(',');
  const passwordAt = { namespace: target.namespaces.data, name: usersSecret, key: user };
  return {
    namespace,
    name,
    keys: {
      [uriKey]: {
        purpose: `${user} reaches the database by it`,
        make: text(`mongodb://${user}:`, inUri(passwordAt), `@${hosts}/?replicaSet=${replicaSet}&authSource=admin`),
      },
    },
  };
}

/** What of an external database only its owner knows; its users have the rights that ours have. */
function externalMongoDb(target: Target): readonly ExpectedSecret[] {
  const { data, system } = target.namespaces;
  const given = (namespace: string, name: string, user: DatabaseUser['name']): ExpectedSecret => {
    const make: SecretMake = { kind: 'given', what: externalUri(target, user) };
    return { namespace, name, keys: { [uriKey]: { purpose: `${user} reaches the database by it`, make } } };
  };
  return [
    given(system, 'mongodb-uri', berthUser),
    ...(target.stores.backup === undefined
      ? []
      : [given(data, backupUriSecret, 'backup'), given(data, restoreUriSecret, 'restore')]),
  ];
}

function bus({ namespaces: { data, system } }: Target): readonly ExpectedSecret[] {
  const passwordAt = { namespace: data, name: userSecret, key: passwordKey };
  return [
    {
      namespace: data,
      name: cookieSecret,
      keys: {
        [cookieKey]: {
          purpose: 'members of the cluster and their tools know one another by it',
          make: { kind: 'random', bytes: 32, encoding: 'base64url' },
        },
      },
    },
    {
      namespace: data,
      name: userSecret,
      keys: {
        [passwordKey]: { purpose: 'password of berth on the bus; taken at the first start only', make: password },
        [userFile]: {
          purpose: 'the same for RabbitMQ, which makes the user of it',
          make: text(`default_user = ${berthUser}\ndefault_pass = `, plain(passwordAt), '\n'),
        },
      },
    },
    {
      namespace: system,
      name: 'rabbitmq-uri',
      keys: {
        [uriKey]: {
          purpose: 'roles reach the bus by it',
          make: text(`amqp://${berthUser}:`, inUri(passwordAt), `@${rabbitMqName}.${data}.svc:${amqpPort}/%2F`),
        },
      },
    },
  ];
}

function cacheOf({ namespaces: { data, system } }: Target): readonly ExpectedSecret[] {
  const passwordAt = { namespace: data, name: cacheSecret, key: passwordKey };
  return [
    {
      namespace: data,
      name: cacheSecret,
      keys: {
        [passwordKey]: { purpose: 'password of the cache', make: password },
        [authFile]: { purpose: 'the same for Valkey', make: text('requirepass ', plain(passwordAt), '\n') },
      },
    },
    {
      namespace: system,
      name: 'cache-uri',
      keys: {
        [uriKey]: {
          purpose: 'roles reach the cache by it',
          make: text('redis://default:', inUri(passwordAt), `@cache.${data}.svc:${cachePort}/0`),
        },
      },
    },
  ];
}

/** The keys of the bucket belong to whoever has it. */
function bucket({ namespaces: { data: namespace }, stores }: Target): readonly ExpectedSecret[] {
  if (stores.backup === undefined || 'volume' in stores.backup.to) return [];
  const { bucket: name } = stores.backup.to.s3;
  const given = (what: string): SecretMake => ({ kind: 'given', what });
  return [
    {
      namespace,
      name: bucketSecret,
      keys: {
        [accessKeyId]: {
          purpose: 'copies go to the bucket with it',
          make: given(`the id of an access key that may list, read, write and delete in ${name}`),
        },
        [secretAccessKey]: { purpose: 'copies go to the bucket with it', make: given('the secret of that access key') },
      },
    },
  ];
}

function text(...parts: readonly TextPart[]): SecretMake {
  return { kind: 'text', parts };
}

function inUri(from: SecretKey): TextPart {
  return { from, as: 'uri-component' };
}

function plain(from: SecretKey): TextPart {
  return { from, as: 'plain' };
}

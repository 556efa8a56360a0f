import { describe, expect, test } from '@jest/globals';
import { backup } from '../../../../../infra/charts/stores/backup.ts';
import { cache } from '../../../../../infra/charts/stores/cache.ts';
import { mongoDb } from '../../../../../infra/charts/stores/mongodb.ts';
import { rabbitMq } from '../../../../../infra/charts/stores/rabbitmq.ts';
import { storeSecrets } from '../../../../../infra/charts/stores/secrets.ts';
import { makeSecrets } from '../../../../../infra/charts/secrets/make-secrets.ts';
import type { PodSpec } from '../../../../../infra/kubernetes/types.ts';
import type { Stores } from '../../../../../infra/model/stores.ts';
import type { Target } from '../../../../../infra/model/target.ts';
import { targetWith } from './support/store-target.ts';

const volumeBackup: Stores = { backup: { to: { volume: { size: '10Gi' } } } };
const s3Backup: Stores = {
  backup: { to: { s3: { endpoint: 'https://s3.example.org', bucket: 'cold', cidrs: ['203.0.113.0/28'] } } },
};
const external: Stores = { mongodb: { external: { hosts: ['db.example.org:27017'], cidrs: ['192.0.2.0/24'] } } };

/** Random bytes that are not: each call gives another letter. */
function countingBytes(): (bytes: number) => Buffer {
  let calls = 0;
  return (bytes) => Buffer.alloc(bytes, 65 + calls++);
}

/** The values of all keys: `namespace/name/key`. */
function valuesOf(target: Target, known?: Parameters<typeof makeSecrets>[2]): ReadonlyMap<string, string> {
  return new Map(
    makeSecrets(storeSecrets(target), countingBytes(), known).flatMap(({ metadata, data = {} }) =>
      Object.entries(data).map(([key, value]) => [
        `${metadata.namespace ?? ''}/${metadata.name ?? ''}/${key}`,
        Buffer.from(value, 'base64').toString(),
      ]),
    ),
  );
}

/** Keys that pods of the stores name: `name/key`, or `name` where all of it is mounted. */
function namedByPods(target: Target): readonly string[] {
  const pods = [mongoDb, rabbitMq, cache, backup]
    .flatMap((part) => part(target).objects)
    .flatMap(({ object }) => {
      const { spec } = object as {
        spec?: { template?: { spec?: PodSpec }; jobTemplate?: { spec?: { template: { spec?: PodSpec } } } };
      };
      const pod = spec?.template?.spec ?? spec?.jobTemplate?.spec?.template.spec;
      return pod === undefined ? [] : [pod];
    });
  return pods.flatMap(({ containers, initContainers = [], volumes = [] }) => [
    ...volumes.flatMap(({ secret }) => (secret?.secretName === undefined ? [] : [secret.secretName])),
    ...volumes
      .flatMap(({ projected }) => projected?.sources ?? [])
      .flatMap(({ secret }) => (secret?.items ?? []).map(({ key }) => `${secret?.name ?? ''}/${key}`)),
    ...[...containers, ...initContainers]
      .flatMap(({ env = [] }) => env)
      .flatMap(({ valueFrom }) =>
        valueFrom?.secretKeyRef === undefined
          ? []
          : [`${valueFrom.secretKeyRef.name ?? ''}/${valueFrom.secretKeyRef.key}`],
      ),
  ]);
}

describe('the Secrets of the data stores', () => {
  test.each([
    ['nothing said', {}],
    ['everything', { rabbitmq: {}, cache: {}, ...volumeBackup }],
    ['copies in a bucket', s3Backup],
    ['an external database', { ...external, ...s3Backup }],
  ] satisfies readonly (readonly [string, Stores])[])('are those that its pods name: %s', (_, stores) => {
    const target = targetWith(stores);
    const expected = storeSecrets(target).filter(({ namespace }) => namespace === target.namespaces.data);
    const known = new Set(
      expected.flatMap(({ name, keys }) => [name, ...Object.keys(keys).map((key) => `${name}/${key}`)]),
    );
    const named = namedByPods(target);
    expect(named.filter((each) => !known.has(each))).toEqual([]);
    const used = new Set(named.map((each) => each.split('/')[0]));
    expect(expected.map(({ name }) => name).filter((name) => !used.has(name))).toEqual([]);
  });

  test('have the same password at both ends', () => {
    const values = valuesOf(targetWith({ rabbitmq: {}, cache: {}, ...volumeBackup }));
    const passwordOf = (path: string) => values.get(`lab-data/${path}`) ?? 'none';
    const hosts = [0, 1, 2].map((n) => `mongodb-${n}.mongodb-members.lab-data.svc:27017`).join(',');
    const mongo = (user: string) =>
      `mongodb://${user}:${passwordOf(`mongodb-users/${user}`)}@${hosts}/?replicaSet=berth&authSource=admin`;
    expect(values.get('lab-system/mongodb-uri/uri')).toBe(mongo('berth'));
    expect(values.get('lab-data/mongodb-backup/uri')).toBe(mongo('backup'));
    expect(values.get('lab-data/mongodb-restore/uri')).toBe(mongo('restore'));
    const bus = passwordOf('rabbitmq-user/password');
    expect(values.get('lab-system/rabbitmq-uri/uri')).toBe(`amqp://berth:${bus}@rabbitmq.lab-data.svc:5672/%2F`);
    expect(values.get('lab-data/rabbitmq-user/default-user.conf')).toBe(
      `default_user = berth\ndefault_pass = ${bus}\n`,
    );
    const cachePassword = passwordOf('cache-password/password');
    expect(values.get('lab-system/cache-uri/uri')).toBe(`redis://default:${cachePassword}@cache.lab-data.svc:6379/0`);
    expect(values.get('lab-data/cache-password/auth.conf')).toBe(`requirepass ${cachePassword}\n`);
  });

  test('have a different password for each user, of characters that mean nothing anywhere', () => {
    const values = valuesOf(targetWith({ rabbitmq: {}, cache: {} }));
    const passwords = [...values].filter(([path]) => /mongodb-users|password$/.test(path)).map(([, value]) => value);
    expect(new Set(passwords).size).toBe(passwords.length);
    for (const value of passwords) expect(value).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });

  test('have a key file that mongod takes', () => {
    const key = valuesOf(targetWith({})).get('lab-data/mongodb-keyfile/keyfile') ?? '';
    expect(key).toMatch(/^[A-Za-z0-9+/=]+$/);
    expect(key.length).toBeLessThanOrEqual(1024);
  });

  test('are asked of whoever knows them where the database or the bucket is not ours', () => {
    const target = targetWith({ ...external, ...s3Backup });
    const given = storeSecrets(target).flatMap(({ name, keys }) =>
      Object.entries(keys).flatMap(([key, { make }]) => (make.kind === 'given' ? [`${name}/${key}`] : [])),
    );
    expect(given).toEqual([
      'mongodb-uri/uri',
      'mongodb-backup/uri',
      'mongodb-restore/uri',
      'mongodb-backup-s3/access-key-id',
      'mongodb-backup-s3/secret-access-key',
    ]);
    expect(() => valuesOf(target)).toThrow(/lab-system\/mongodb-uri\/uri: a URI of your MongoDB/);
  });

  // `restore` alone has no right to the updates and removals of the oplog.
  test('ask an external database for users with the rights that ours have', () => {
    const target = targetWith({ ...external, ...volumeBackup });
    const asked = storeSecrets(target).flatMap(({ name, keys }) =>
      Object.values(keys).map(({ make }) => [name, make.kind === 'given' ? make.what : '']),
    );
    expect(Object.fromEntries(asked)).toEqual({
      'mongodb-uri': 'a URI of your MongoDB, of a user with "readWrite" on "lab"',
      'mongodb-backup': 'a URI of your MongoDB, of a user with "backup" on "admin"',
      'mongodb-restore': 'a URI of your MongoDB, of a user with "restore" on "admin" and "readWrite" on "lab"',
    });
  });
});

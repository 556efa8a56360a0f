import { describe, expect, test } from '@jest/globals';
import { externalSecrets, remoteName } from '../../../../../infra/charts/secrets/external-secrets.ts';
import { systemSecrets } from '../../../../../infra/charts/secrets/system-secrets.ts';
import { storeSecrets } from '../../../../../infra/charts/stores/secrets.ts';
import { targetWith } from '../stores/support/store-target.ts';

const target = targetWith({ rabbitmq: {} }, { secrets: { store: 'vault', path: 'teams/lab/' } });
const all = externalSecrets(target, [...systemSecrets(target), ...storeSecrets(target)]);
const named = (name: string) => all.find(({ metadata }) => metadata.name === name);

describe('ExternalSecrets', () => {
  test('are there only where the environment names a store', () => {
    expect(externalSecrets(targetWith({}), storeSecrets(targetWith({})))).toEqual([]);
    expect(all.map(({ metadata }) => `${metadata.namespace ?? ''}/${metadata.name ?? ''}`)).toEqual([
      'lab-system/berth-identity',
      'lab-system/auth-signing-key',
      'lab-system/first-admin',
      'lab-system/relay-secret',
      'lab-data/mongodb-keyfile',
      'lab-data/mongodb-users',
      'lab-system/mongodb-uri',
      'lab-data/rabbitmq-cookie',
      'lab-data/rabbitmq-user',
      'lab-system/rabbitmq-uri',
    ]);
    expect(named('mongodb-users')?.spec?.secretStoreRef).toEqual({ name: 'vault', kind: 'ClusterSecretStore' });
  });

  test('name entries of the store by path, room and Secret, without a slash of their own', () => {
    const key = { namespace: 'lab-data', name: 'mongodb-users' };
    expect(remoteName(target, key)).toBe('teams/lab/data-mongodb-users');
    expect(remoteName(targetWith({}, { secrets: { store: 'vault' } }), key)).toBe('lab-data-mongodb-users');
  });

  test('fetch what is made, each key as a property', () => {
    expect(named('mongodb-users')?.spec?.data?.map(({ remoteRef }) => remoteRef)).toEqual(
      ['berth', 'backup', 'restore'].map((property) => ({ key: 'teams/lab/data-mongodb-users', property })),
    );
  });

  test('put together what is derived, so that a password is in one place of the store', () => {
    const uri = named('mongodb-uri')?.spec;
    expect(uri?.data).toEqual([
      {
        secretKey: 'teams_lab_data-mongodb-users.berth',
        remoteRef: { key: 'teams/lab/data-mongodb-users', property: 'berth' },
      },
    ]);
    expect(uri?.target?.template?.data?.['uri']).toMatch(
      /^mongodb:\/\/berth:\{\{ index \. "teams_lab_data-mongodb-users\.berth" \| urlquery \}\}@mongodb-0\./,
    );
    expect(named('rabbitmq-user')?.spec?.target?.template?.data?.['default-user.conf']).toBe(
      'default_user = berth\ndefault_pass = {{ index . "teams_lab_data-rabbitmq-user.password" }}\n',
    );
  });

  test('have every key that is expected, and keep the Secret when the store has lost it', () => {
    for (const expected of [...systemSecrets(target), ...storeSecrets(target)]) {
      const { target: made } = named(expected.name)?.spec ?? {};
      expect(Object.keys(made?.template?.data ?? {})).toEqual(Object.keys(expected.keys));
      expect(made).toMatchObject({ name: expected.name, creationPolicy: 'Owner', deletionPolicy: 'Retain' });
    }
  });
});

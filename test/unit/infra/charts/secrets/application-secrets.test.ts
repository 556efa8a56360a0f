import { describe, expect, test } from '@jest/globals';
import { applicationSecrets } from '../../../../../infra/charts/secrets/application-secrets.ts';
import { definePlatform } from '../../../../../infra/model/platform.ts';
import { targetOf } from '../../../../../infra/model/target.ts';

describe('the Secrets that services name', () => {
  const platform = definePlatform({
    name: 'lab',
    services: {
      web: { command: ['web'], secrets: { DB_PASSWORD: 'lab-db/password', KEY: 'lab-web/key' } },
      api: {
        command: ['api'],
        secrets: { PASSWORD: 'lab-db/password', USER: 'lab-db/user' },
        sidecars: { store: { image: 'valkey:8', port: 6379, secrets: { AUTH: 'lab-store/auth' } } },
      },
    },
    environments: { dev: { flavour: 'kubernetes' } },
  });
  const secrets = applicationSecrets(targetOf(platform, 'dev'));

  test('are in their namespace, each once with all of its keys', () => {
    expect(secrets.map(({ namespace, name, keys }) => [`${namespace}/${name}`, Object.keys(keys)])).toEqual([
      ['lab-services/lab-db', ['password', 'user']],
      ['lab-services/lab-web', ['key']],
      ['lab-services/lab-store', ['auth']],
    ]);
  });

  test('are given by whoever knows them, and say whom they are for', () => {
    expect(secrets[0]?.keys['password']).toMatchObject({
      purpose: 'DB_PASSWORD of the service web, PASSWORD of the service api',
      make: { kind: 'given' },
    });
    expect(secrets[2]?.keys['auth']?.purpose).toBe('AUTH of the sidecar store of the service api');
  });
});

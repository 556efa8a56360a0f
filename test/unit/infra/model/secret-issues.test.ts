import { describe, expect, test } from '@jest/globals';
import { linesOf } from './support/issues.ts';
import { withWorker } from './support/full-platform.ts';

const image = 'lab/main:1';
const at = '/sessionTypes/design/workers/solver';
const pem = '-----BEGIN RSA PRIVATE KEY-----\nMIIE';
const secretNames = [
  ...[
    'DB_PASSWORD',
    'PGPASSWORD',
    'dbPassword',
    'password',
    'DB_PASSWD',
    'DB_PASSPHRASE',
    'MYSQL_PWD',
    'dbPwd',
    'db_pwd',
  ],
  ...['TOKEN', 'github_token', 'TOKEN_2', 'CLIENT_SECRET', 'client_secret', 'AWS_CREDENTIALS', 'credential'],
  ...['KEY', 'DEPLOY_KEY', 'apiKey', 'APIKEY', 'MYAPIKEY', 'MYSQL_PASSWORD_'],
];

/** A model whose worker has these variables. */
const withEnv = (env: object) => withWorker({ image, env });

describe('a secret in the model', () => {
  test.each<[name: string, model: unknown, path: string, text?: RegExp]>([
    ...secretNames.map((name): [string, unknown, string, RegExp] => [
      `by the name ${name}`,
      withEnv({ [name]: 'hunter2' }),
      `${at}/env/${name}`,
      new RegExp(`by the name of the variable.*secrets: \\{ ${name}:`),
    ]),
    [
      'of a service',
      { name: 'lab', services: { api: { image, env: { TOKEN: 'hunter2' } } } },
      '/services/api/env/TOKEN',
    ],
    ['of a job', { name: 'lab', jobs: { mesh: { image, env: { TOKEN: 'hunter2' } } } }, '/jobs/mesh/env/TOKEN'],
    [
      'of a sidecar',
      withWorker({ image, sidecars: { store: { image, port: 1, env: { STORE_PASSWORD: 'hunter2' } } } }),
      `${at}/sidecars/store/env/STORE_PASSWORD`,
    ],
    ['that is a private key', withEnv({ TLS: pem }), `${at}/env/TLS`, /a private key/],
    ['in an address', withEnv({ DB: 'db://ada:hunter2@db' }), `${at}/env/DB`, /with a password/],
    ['in an address without a user', withEnv({ DB: 'redis://:hunter2@cache' }), `${at}/env/DB`, /with a password/],
    ['in an argument', withWorker({ image, command: ['run', 'redis://:hunter2@db/0'] }), `${at}/command/1`],
    [
      'beside a reference to it',
      withWorker({ image, env: { MODE: 'a' }, secrets: { MODE: 'lab/mode' } }),
      `${at}/secrets/MODE`,
      /each variable once.*Remove "MODE" from env/,
    ],
  ])('%s is refused with its place and a remedy', (_name, model, path, text = /secrets: \{/) => {
    const [line, ...others] = linesOf(model);
    expect(others).toEqual([]);
    expect(line?.startsWith(`${path}: `) === true ? path : line).toBe(path);
    expect(line).toMatch(text);
  });

  test('is not repeated by what refuses it', () => {
    const lines = linesOf(withEnv({ TOKEN: 'hunter2', URL: 'db://ada:hunter2@db', TLS: pem }));
    expect(lines).toHaveLength(3);
    expect(lines.join('\n')).not.toMatch(/hunter2|MIIE/);
  });

  test('is no text that only looks like one', () => {
    const env = {
      MONKEY: 'see',
      monkey: 'see',
      KEYBOARD: 'de',
      KEY_FILE: '/k',
      PASSWORD_FILE: '/p',
      MAX_TOKENS: '7',
      PWD: '/app',
      OLDPWD: '/',
      REQUIRE_PASSWORD: 'true',
      USE_TOKEN: 'false',
      TOKEN: '',
      URL: 'https://db/a:b@c',
    };
    expect(linesOf(withEnv(env))).toEqual([]);
  });
});

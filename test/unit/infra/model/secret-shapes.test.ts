import { describe, expect, test } from '@jest/globals';
import { showValue } from '../../../../infra/model/check.ts';
import { linesOf } from './support/issues.ts';
import { withWorker } from './support/full-platform.ts';

const image = 'lab/main:1';
const at = '/sessionTypes/design/workers/solver';
// Put together here, so that nothing that looks for secrets in repositories takes this file for one.
const github = `ghp_${'a1B2'.repeat(9)}`;
const aws = `AKIA${'ABCD1234'.repeat(2)}`;
const jwt = ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiJhZGEifQ', 'c2lnbmF0dXJlCg'].join('.');
const pgp = '-----BEGIN PGP PRIVATE KEY BLOCK-----\nlQdGB';

const withEnv = (env: object) => withWorker({ image, env });
const withCommand = (...command: readonly string[]) => withWorker({ image, command });

function withPatch(kind: string, ...patch: readonly object[]): unknown {
  const patches = [{ target: { kind, name: 'x' }, patch, reason: 'It is tried out.' }];
  return { name: 'lab', environments: { dev: { flavour: 'kubernetes', patches } } };
}

const step = (index: number) => `/environments/dev/patches/0/patch/${index}`;
const container = '/spec/template/spec/containers/0';

describe('a secret is known by what it looks like', () => {
  const cases: readonly (readonly [name: string, model: unknown, path: string])[] = [
    ['a token of GitHub', withEnv({ SETTING: github }), `${at}/env/SETTING`],
    ['a key of AWS within a text', withEnv({ CFG: `region=eu,id=${aws}` }), `${at}/env/CFG`],
    ['a JSON Web Token', withEnv({ CFG: jwt }), `${at}/env/CFG`],
    ['a key of PGP', withEnv({ CFG: pgp }), `${at}/env/CFG`],
    ['an assignment', withEnv({ CFG: 'aws_secret_access_key=wJalr/XUtnFEMI' }), `${at}/env/CFG`],
    ['a field of JSON', withEnv({ CFG: '{"user":"ada","password":"hunter2"}' }), `${at}/env/CFG`],
    ['a line of YAML', withEnv({ CFG: 'user: ada\npassword: hunter2\n' }), `${at}/env/CFG`],
    ['a token in an argument', withCommand('app', github), `${at}/command/1`],
    ['an option and its value', withCommand('app', '--token', 'hunter2'), `${at}/command/2`],
    ['an option with its value', withCommand('app', '--db-password=hunter2'), `${at}/command/1`],
    ['a variable of a shell', withCommand('sh', '-c', 'DB_PASSWORD=hunter2 app'), `${at}/command/2`],
    ['the names DB_PASS and JWT', withEnv({ DB_PASS: 'hunter2' }), `${at}/env/DB_PASS`],
    ['the name jwt', withEnv({ jwt: 'a1.b2.c3' }), `${at}/env/jwt`],
    ['the name dbPass', withEnv({ dbPass: 'hunter2' }), `${at}/env/dbPass`],
    [
      'a key of a ConfigMap',
      withPatch('ConfigMap', { op: 'add', path: '/data/password', value: 'hunter2xx' }),
      `${step(0)}/value`,
    ],
    [
      'a table of a ConfigMap',
      withPatch('ConfigMap', { op: 'replace', path: '/data', value: { level: 'info', 'api.token': 'hunter2xx' } }),
      `${step(0)}/value/api.token`,
    ],
    [
      'a variable in a patch',
      withPatch(
        'Deployment',
        { op: 'test', path: '/kind', value: 'Deployment' },
        { op: 'add', path: `${container}/env/-`, value: { name: 'DB_PASSWORD', value: 'hunter2' } },
      ),
      `${step(1)}/value/value`,
    ],
    [
      'a text in a patch',
      withPatch('Deployment', { op: 'add', path: `${container}/args`, value: ['--auth', github] }),
      `${step(0)}/value/1`,
    ],
    [
      'an option in a patch',
      withPatch('Deployment', { op: 'add', path: `${container}/args`, value: ['--token', 'hunter2'] }),
      `${step(0)}/value/1`,
    ],
  ];
  test.each(cases)('%s', (_, model, path) => {
    const lines = linesOf(model);
    expect(lines).toHaveLength(1);
    expect(lines[0]?.slice(0, path.length + 2)).toBe(`${path}: `);
    expect(lines[0]).toMatch(
      /found a text of \d+ characters; expected no secret in the model; .*\. Put it into a Secret/,
    );
    expect(lines.join()).not.toMatch(/hunter2|ghp_|AKIA|eyJ|wJalr|lQdGB/);
  });
});

describe('no secret is', () => {
  test('a variable like these', () => {
    const env = {
      RENDER_PASS: 'beauty',
      PASSES: '12',
      MULTI_PASS: '3',
      BYPASS: 'a1',
      COMPASS: 'n0rth',
      JWT_ISSUER: 'https://id.example.org/realms/lab',
      AUTH_JWT: 'required',
      CERT: '-----BEGIN CERTIFICATE-----\nMIIE\n-----END CERTIFICATE-----',
      PUBLIC: '-----BEGIN PUBLIC KEY-----\nMIIE\n-----END PUBLIC KEY-----',
      QUERY: 'https://api.example.org/search?key=title&page=2',
      TOKENS: 'max_tokens=4096',
      LIMIT: 'token=512',
      SHELL_LIKE: 'password=$PASSWORD',
      BRACES: 'password=${PASSWORD}',
      REFERENCE: 'password=$(PASSWORD)',
      FILE: 'password=/run/secrets/db',
      FLAG: 'require_password=true;token=none',
      JSON: '{"passwordFile":"/p","tokens":["a"],"key":"title","token":null}',
      TEXT: 'Enter password: ',
      HASH: 'd41d8cd98f00b204e9800998ecf8427e',
      UUID: '123e4567-e89b-12d3-a456-426614174000',
      BASE64: 'SGVsbG8gd29ybGQ=',
    };
    expect(linesOf(withEnv(env))).toEqual([]);
  });

  test.each([
    [['app', '--token', '$TOKEN']],
    [['app', '--token', '$(TOKEN)']],
    [['app', '--token', '--verbose']],
    [['app', '--token']],
    [['app', '--password', '/run/secrets/db']],
    [['app', '--password-file', 'password.txt']],
    [['app', '--max-tokens', '4096']],
    [['app', '--key', 'title']],
    [['sort', '-k', '2']],
    [['sh', '-c', 'TOKEN=$(cat /run/token) exec app']],
    [['node', '-e', 'const password = process.env.PASSWORD; run({ password })']],
    [['node', '-e', 'const token=process.env["TOKEN"]']],
    [['node', '-e', 'connect(token=read())']],
  ])('a command like %j', (command) => {
    expect(linesOf(withCommand(...command))).toEqual([]);
  });

  test.each([
    ['Deployment', { op: 'add', path: `${container}/env/-`, value: { name: 'LEVEL', value: 'debug' } }],
    [
      'Deployment',
      {
        op: 'add',
        path: `${container}/env/-`,
        value: { name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'lab-db', key: 'password' } } },
      },
    ],
    ['Deployment', { op: 'add', path: '/spec/template/spec/volumes/-', value: { name: 'token', emptyDir: {} } }],
    ['ConfigMap', { op: 'add', path: '/data/level', value: 'debug' }],
    ['ConfigMap', { op: 'remove', path: '/data/password' }],
    ['ConfigMap', { op: 'add', path: '/metadata/annotations/token', value: 'a1b2' }],
    ['Service', { op: 'add', path: '/spec/sessionAffinityConfig', value: { clientIP: { timeoutSeconds: 5 } } }],
  ])('in a patch of a %s, %j', (kind, operation) => {
    expect(linesOf(withPatch(kind, operation))).toEqual([]);
  });
});

test('the variable that is proposed is called like the option', () => {
  expect(linesOf(withCommand('app', '--db-token', 'hunter2')).join()).toContain('secrets: { DB_TOKEN:');
});

test('a secret is not shown, wherever it is wrong', () => {
  expect(showValue(github)).toBe('a text of 40 characters');
  expect(showValue({ env: { DB_PASSWORD: 'hunter2' } })).not.toContain('hunter2');
  expect(linesOf(withWorker({ image, env: `TOKEN=${github}` })).join()).not.toContain('ghp_');
});

import { describe, expect, test } from '@jest/globals';
import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import type {
  ExpectedSecret,
  SecretKey,
  SecretMake,
  TextPart,
} from '../../../../../infra/charts/secrets/expected-secret.ts';
import { makeSecrets, MissingValuesError } from '../../../../../infra/charts/secrets/make-secrets.ts';
import { systemSecrets } from '../../../../../infra/charts/secrets/system-secrets.ts';
import { targetWith } from '../stores/support/store-target.ts';

function countingBytes(): (bytes: number) => Buffer {
  let calls = 0;
  return (bytes) => Buffer.alloc(bytes, 65 + calls++);
}

const secret = (name: string, keys: Readonly<Record<string, SecretMake>>): ExpectedSecret => ({
  namespace: 'lab',
  name,
  keys: Object.fromEntries(Object.entries(keys).map(([key, make]) => [key, { purpose: `${name} ${key}`, make }])),
});
const at = (name: string, key: string) => ({ namespace: 'lab', name, key });
const text = (...parts: readonly TextPart[]): SecretMake => ({ kind: 'text', parts });
const random = { kind: 'random', bytes: 3, encoding: 'base64url' } as const;

type Values = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The values of the keys, by the names of their Secrets. */
function made(expected: readonly ExpectedSecret[], known?: Parameters<typeof makeSecrets>[2]): Values {
  return Object.fromEntries(
    makeSecrets(expected, countingBytes(), known).map(({ metadata, data = {} }) => [
      metadata.name ?? '',
      Object.fromEntries(Object.entries(data).map(([key, value]) => [key, Buffer.from(value, 'base64').toString()])),
    ]),
  );
}

describe('Secrets that are made', () => {
  test('derive texts from values of others, wherever those are in the list', () => {
    const uri = text('x://u:', { from: at('users', 'u'), as: 'uri-component' }, '@host');
    expect(made([secret('uri', { uri }), secret('users', { u: random })])).toEqual({
      uri: { uri: 'x://u:QUFB@host' },
      users: { u: 'QUFB' },
    });
  });

  test('keep what is there already, and derive from it', () => {
    const expected = [
      secret('users', { u: random, v: random }),
      secret('uri', { uri: text({ from: at('users', 'u'), as: 'uri-component' }) }),
    ];
    const there: Readonly<Record<string, string>> = { 'users/u': 'p@ss/word', 'uri/uri': 'stale' };
    const known = ({ name, key }: SecretKey) => there[`${name}/${key}`];
    expect(made(expected, known)).toEqual({ users: { u: 'p@ss/word', v: 'QUFB' }, uri: { uri: 'p%40ss%2Fword' } });
  });

  test('are objects of the API, with data in base64', () => {
    expect(makeSecrets([secret('users', { u: random })], countingBytes())).toEqual([
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'users', namespace: 'lab', labels: { 'app.kubernetes.io/managed-by': 'berth' } },
        type: 'Opaque',
        data: { u: Buffer.from('QUFB').toString('base64') },
      },
    ]);
  });

  test('name every value that only its owner knows, at once', () => {
    const expected = [
      secret('a', { x: { kind: 'given', what: 'the x of your a' }, y: { kind: 'given', what: 'the y' } }),
    ];
    expect(() => made(expected)).toThrow(MissingValuesError);
    expect(() => made(expected, () => '')).toThrow(/lab\/a\/x: the x of your a\n {2}lab\/a\/y: the y/);
    expect(made(expected, ({ key }) => `given ${key}`)).toEqual({ a: { x: 'given x', y: 'given y' } });
  });

  test.each([
    ['refers to nothing', [secret('a', { x: text({ from: at('b', 'x'), as: 'plain' }) })], 'lab/b/x'],
    ['is derived from itself', [secret('a', { x: text({ from: at('a', 'x'), as: 'plain' }) })], 'lab/a/x is derived'],
    ['is expected twice', [secret('a', {}), secret('a', {})], 'lab/a is expected twice'],
  ])('are refused where one %s', (_, expected, message) => {
    expect(() => made(expected)).toThrow(message);
  });
});

describe('the keys of the platform', () => {
  const target = targetWith({});
  const values = made(systemSecrets(target));

  test('are those that the roles mount', () => {
    expect(Object.entries(values).map(([name, keys]) => [name, Object.keys(keys)])).toEqual([
      ['berth-identity', ['private.pem', 'public.pem']],
      ['auth-signing-key', ['private.pem']],
      ['first-admin', ['password']],
      ['relay-secret', ['secret']],
    ]);
    expect(values['relay-secret']?.['secret']?.length).toBeGreaterThanOrEqual(32);
  });

  test('are Ed25519 pairs that belong together', () => {
    const { 'private.pem': privatePem = '', 'public.pem': publicPem = '' } = values['berth-identity'] ?? {};
    const signature = sign(null, Buffer.from('message'), createPrivateKey(privatePem));
    expect(verify(null, Buffer.from('message'), createPublicKey(publicPem), signature)).toBe(true);
    expect(createPrivateKey(privatePem).asymmetricKeyType).toBe('ed25519');
    expect(values['auth-signing-key']?.['private.pem']).not.toBe(privatePem);
  });

  test('get a public key that fits a private one that is there', () => {
    const { 'private.pem': privatePem = '' } = made(systemSecrets(target))['auth-signing-key'] ?? {};
    const known = ({ name, key }: SecretKey) =>
      name === 'berth-identity' && key === 'private.pem' ? privatePem : undefined;
    const again = made(systemSecrets(target), known)['berth-identity'] ?? {};
    expect(again['private.pem']).toBe(privatePem);
    expect(again['public.pem']).toBe(createPublicKey(privatePem).export({ type: 'spki', format: 'pem' }));
  });
});

import { createPrivateKey, createPublicKey } from 'node:crypto';
import type { Secret } from '../../kubernetes/types.ts';
import {
  showSecretKey,
  type ExpectedSecret,
  type SecretKey,
  type SecretMake,
  type TextPart,
} from './expected-secret.ts';
import { indexSecrets, type SecretIndex } from './secret-index.ts';

/** A value that only its owner knows, and that was not given. */
export interface MissingValue {
  readonly at: SecretKey;
  readonly what: string;
}

/** Values have to be given before the Secrets can be made; lists all of them at once. */
export class MissingValuesError extends Error {
  override readonly name = 'MissingValuesError';
  readonly missing: readonly MissingValue[];

  constructor(missing: readonly MissingValue[]) {
    const lines = missing.map(({ at, what }) => `  ${showSecretKey(at)}: ${what}`);
    super(`These values of Secrets are known to you only; give them and try again:\n${lines.join('\n')}`);
    this.missing = missing;
  }
}

/**
 * The Secrets with their data. What is derived from one another agrees: the password in a URI is that of the user.
 * @param random gives so many random bytes
 * @param known a value that is there already or that somebody gave, if any; it is kept, and what is derived follows it
 * @throws {MissingValuesError} where a value is `given` and not known
 * @throws {RangeError} where a key refers to one that no Secret has, or to itself
 */
export function makeSecrets(
  expected: readonly ExpectedSecret[],
  random: (bytes: number) => Buffer,
  known: (at: SecretKey) => string | undefined = () => undefined,
): readonly Secret[] {
  const index = indexSecrets(expected);
  refuseMissing(index, known);
  const maker = createMaker(index, random, known);
  return expected.map(({ namespace, name, keys }) => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace, labels: { 'app.kubernetes.io/managed-by': 'berth' } },
    type: 'Opaque',
    data: Object.fromEntries(
      Object.keys(keys).map((key) => [key, Buffer.from(maker({ namespace, name, key })).toString('base64')]),
    ),
  }));
}

function refuseMissing({ all, expectedAt }: SecretIndex, known: (at: SecretKey) => string | undefined): void {
  const missing = all.flatMap((at) => {
    const { make } = expectedAt(at);
    return make.kind === 'given' && !isValue(known(at)) ? [{ at, what: make.what }] : [];
  });
  if (missing.length > 0) throw new MissingValuesError(missing);
}

function isValue(text: string | undefined): text is string {
  return text !== undefined && text !== '';
}

type ValueOf = (at: SecretKey) => string;

function createMaker(
  { expectedAt }: SecretIndex,
  random: (bytes: number) => Buffer,
  known: (at: SecretKey) => string | undefined,
): ValueOf {
  const values = new Map<string, string>();
  const underWay = new Set<string>();
  const valueOf: ValueOf = (at) => {
    const path = showSecretKey(at);
    const made = values.get(path);
    if (made !== undefined) return made;
    if (underWay.has(path)) throw new RangeError(`the value of ${path} is derived from itself`);
    underWay.add(path);
    const { make } = expectedAt(at);
    const there = known(at);
    // A derived value is made anew: it follows a password that has changed.
    const value = isValue(there) && !isDerived(make) ? there : makeValue(make, random, valueOf);
    values.set(path, value);
    return value;
  };
  return valueOf;
}

/** Whether a value follows from others, so that nobody can choose it. */
export function isDerived({ kind }: SecretMake): boolean {
  return kind === 'text' || kind === 'ed25519-public-key';
}

function makeValue(make: SecretMake, random: (bytes: number) => Buffer, valueOf: ValueOf): string {
  switch (make.kind) {
    case 'random':
      return random(make.bytes).toString(make.encoding);
    case 'text':
      return make.parts.map((part) => showPart(part, valueOf)).join('');
    case 'ed25519-private-key':
      return privateKeyPem(random(ed25519SeedBytes));
    case 'ed25519-public-key':
      return createPublicKey(valueOf(make.of)).export({ type: 'spki', format: 'pem' }).toString();
    case 'given':
      throw new RangeError(`a value that only its owner knows cannot be made: ${make.what}`);
  }
}

function showPart(part: TextPart, valueOf: ValueOf): string {
  if (typeof part === 'string') return part;
  const value = valueOf(part.from);
  return part.as === 'plain' ? value : encodeURIComponent(value);
}

const ed25519SeedBytes = 32;
/** What stands before the seed in the PKCS #8 document of an Ed25519 key (RFC 8410, section 7). */
const ed25519Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');

function privateKeyPem(seed: Buffer): string {
  const key = createPrivateKey({ key: Buffer.concat([ed25519Prefix, seed]), format: 'der', type: 'pkcs8' });
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

import { showSecretKey, type ExpectedKey, type ExpectedSecret, type SecretKey } from './expected-secret.ts';

/** Finds the keys of expected Secrets by what others call them. */
export interface SecretIndex {
  readonly all: readonly SecretKey[];
  /** @throws {RangeError} where no expected Secret has the key */
  readonly expectedAt: (at: SecretKey) => ExpectedKey;
}

/** @throws {RangeError} where two expected Secrets have the same namespace and name */
export function indexSecrets(expected: readonly ExpectedSecret[]): SecretIndex {
  const byKey = new Map<string, { readonly at: SecretKey; readonly value: ExpectedKey }>();
  const names = new Set<string>();
  for (const { namespace, name, keys } of expected) {
    const fullName = `${namespace}/${name}`;
    if (names.has(fullName)) throw new RangeError(`the Secret ${fullName} is expected twice; merge their keys`);
    names.add(fullName);
    for (const [key, value] of Object.entries(keys)) {
      const at = { namespace, name, key };
      byKey.set(showSecretKey(at), { at, value });
    }
  }
  return {
    all: [...byKey.values()].map(({ at }) => at),
    expectedAt(at) {
      const found = byKey.get(showSecretKey(at));
      if (found === undefined) throw new RangeError(`no expected Secret has the key ${showSecretKey(at)}`);
      return found.value;
    },
  };
}

import type { ExpectedKey, ExpectedSecret, SecretKey } from '../charts/secrets/expected-secret.ts';

/** The secrets of a compose file, by the names of their files; how each is made is said as for a cluster. */
export type SecretFiles = Readonly<Record<string, ExpectedKey>>;

/** All of them are one Secret to whoever makes them, each file a key. */
export function expectedFiles(files: SecretFiles): ExpectedSecret {
  return { namespace: 'compose', name: 'secrets', keys: files };
}

/** What one secret file calls another one by. */
export function secretKey(name: string): SecretKey {
  return { namespace: 'compose', name: 'secrets', key: name };
}

/** Where a secret is, as seen from the compose file. */
export function secretPath({ folder }: { readonly folder: string }, name: string): string {
  return `./${folder}/secrets/${name}`;
}

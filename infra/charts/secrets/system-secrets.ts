import type { Target } from '../../model/target.ts';
import type { ExpectedSecret } from './expected-secret.ts';

/** The keys of the platform itself; the roles mount them (docs/reference/configuration.md). */
export function systemSecrets({ namespaces: { system: namespace } }: Target): readonly ExpectedSecret[] {
  return [
    {
      namespace,
      name: 'berth-identity',
      keys: {
        'private.pem': {
          purpose: 'signs the calls between services',
          make: { kind: 'ed25519-private-key' },
        },
        'public.pem': {
          purpose: 'checks the calls between services',
          make: { kind: 'ed25519-public-key', of: { namespace, name: 'berth-identity', key: 'private.pem' } },
        },
      },
    },
    {
      namespace,
      name: 'auth-signing-key',
      keys: {
        'private.pem': { purpose: 'signs the tokens of users', make: { kind: 'ed25519-private-key' } },
      },
    },
    {
      namespace,
      name: 'first-admin',
      keys: {
        password: {
          purpose: 'the password of the user admin, who makes all others; read where there is no such user yet',
          make: { kind: 'random', bytes: 18, encoding: 'base64url' },
        },
      },
    },
    {
      namespace,
      name: 'relay-secret',
      keys: {
        secret: {
          purpose: 'signs the tickets with which clients reach a relay',
          make: { kind: 'random', bytes: 32, encoding: 'base64url' },
        },
      },
    },
  ];
}

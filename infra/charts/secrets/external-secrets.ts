import { labelsOf } from '../../constructs/labels.ts';
import type { ExternalSecret, ExternalSecretSpecData } from '../../kubernetes/types.ts';
import type { Target } from '../../model/target.ts';
import type { ExpectedSecret, SecretKey, TextPart } from './expected-secret.ts';
import { indexSecrets, type SecretIndex } from './secret-index.ts';

/** How often a value that has changed in the store is looked for. */
const refreshInterval = '1h';

/**
 * The ExternalSecrets that bring what is expected, where the environment names a store (`secrets`); none elsewhere.
 *
 * An entry of the store is called `<path>-<room>-<Secret>` ({@link remoteName}), and its properties are the keys:
 * `berth-production-data-mongodb-users` with `berth`, `backup` and `restore`. The name has no slash of its own, since
 * Azure Key Vault and Google Secret Manager allow none. What is derived from other values (URIs) is not in the store:
 * External Secrets put it together, so a password is changed in one place.
 */
export function externalSecrets(target: Target, expected: readonly ExpectedSecret[]): readonly ExternalSecret[] {
  const settings = target.environment.secrets;
  if (settings === undefined) return [];
  const index = indexSecrets(expected);
  return expected.map((secret) => ({
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: {
      name: secret.name,
      namespace: secret.namespace,
      labels: labelsOf(target, { name: secret.name, component: 'secret' }),
    },
    spec: {
      secretStoreRef: { name: settings.store, kind: settings.kind ?? 'ClusterSecretStore' },
      refreshInterval,
      ...contentOf(target, secret, index),
    },
  }));
}

/** What an entry of the store is called. A path that ends with a letter or a digit is joined by `-`. */
export function remoteName(target: Target, { namespace, name }: Pick<SecretKey, 'namespace' | 'name'>): string {
  const path = target.environment.secrets?.path ?? target.prefix;
  const joint = /[A-Za-z0-9]$/.test(path) ? '-' : '';
  return `${path}${joint}${roomOf(target, namespace)}-${name}`;
}

function roomOf({ namespaces }: Target, namespace: string): string {
  const found = Object.entries(namespaces as unknown as Record<string, string>).find(([, name]) => name === namespace);
  return found?.[0] ?? namespace;
}

function contentOf(target: Target, { name, namespace, keys }: ExpectedSecret, index: SecretIndex) {
  const texts = Object.entries(keys).map(([key, { make }]) => ({
    key,
    parts: make.kind === 'text' ? flatten(make.parts, index) : [fromKey({ namespace, name, key })],
  }));
  const fetched = new Map<string, ExternalSecretSpecData>();
  const template = texts.map(({ key, parts }) => [
    key,
    parts.map((part) => showTemplate(target, part, fetched)).join(''),
  ]);
  return {
    data: [...fetched.values()],
    target: {
      name,
      creationPolicy: 'Owner' as const,
      // What is in use stays, even where the store has lost it.
      deletionPolicy: 'Retain' as const,
      template: { engineVersion: 'v2' as const, data: Object.fromEntries(template) as Record<string, string> },
    },
  };
}

function fromKey(from: SecretKey): TextPart {
  return { from, as: 'plain' };
}

/** Parts that refer to no other text. */
function flatten(parts: readonly TextPart[], index: SecretIndex): readonly TextPart[] {
  return parts.flatMap((part) => {
    if (typeof part === 'string') return [part];
    const { make } = index.expectedAt(part.from);
    if (make.kind !== 'text') return [part];
    if (part.as !== 'plain') throw new RangeError('a text in a URI cannot be put together of other values');
    return flatten(make.parts, index);
  });
}

/** A part in the language of External Secrets' templates; what it needs is added to what is fetched. */
function showTemplate(target: Target, part: TextPart, fetched: Map<string, ExternalSecretSpecData>): string {
  if (typeof part === 'string') return part.replaceAll('{{', '{{ "{{" }}');
  const key = remoteName(target, part.from);
  const id = `${key}.${part.from.key}`.replaceAll(/[^-._A-Za-z0-9]/g, '_');
  fetched.set(id, { secretKey: id, remoteRef: { key, property: part.from.key } });
  return `{{ index . "${id}"${part.as === 'plain' ? '' : ' | urlquery'} }}`;
}

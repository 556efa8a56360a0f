/** A key of a Secret, in whatever namespace. */
export interface SecretKey {
  readonly namespace: string;
  readonly name: string;
  readonly key: string;
}

/** A part of a text: as it stands, or the value of a key, written as the place demands. */
export type TextPart = string | { readonly from: SecretKey; readonly as: 'plain' | 'uri-component' };

/** How a value comes about, and so who can make it. */
export type SecretMake =
  /** Random bytes as text. */
  | { readonly kind: 'random'; readonly bytes: number; readonly encoding: 'base64' | 'base64url' }
  /** Text with the values of other keys in it: a password is the same at both ends. */
  | { readonly kind: 'text'; readonly parts: readonly TextPart[] }
  /** A private key, PKCS #8 in PEM. */
  | { readonly kind: 'ed25519-private-key' }
  /** The public key of a private one, SPKI in PEM. */
  | { readonly kind: 'ed25519-public-key'; readonly of: SecretKey }
  /** Only the owner of what it belongs to knows it. */
  | { readonly kind: 'given'; readonly what: string };

/** One key of an expected Secret. */
export interface ExpectedKey {
  /** What it is for. */
  readonly purpose: string;
  readonly make: SecretMake;
}

/**
 * A Secret that pods name and no manifest contains: `berth secrets init` makes it in the cluster, or External Secrets
 * bring it.
 */
export interface ExpectedSecret {
  readonly namespace: string;
  readonly name: string;
  readonly keys: Readonly<Record<string, ExpectedKey>>;
}

/** A key as messages name it: `namespace/name/key`. */
export function showSecretKey({ namespace, name, key }: SecretKey): string {
  return `${namespace}/${name}/${key}`;
}

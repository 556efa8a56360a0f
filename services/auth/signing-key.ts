import { calculateJwkThumbprint, exportJWK, importPKCS8, type CryptoKey, type JWK } from 'jose';
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { accessTokenProfile } from '../kit/access-token.ts';
import { BerthError } from '../kit/errors/berth-error.ts';

/** The key that signs tokens, and its public half as it is published. */
export interface SigningKey {
  readonly privateKey: CryptoKey;
  /** The thumbprint of the public key (RFC 7638). */
  readonly kid: string;
  readonly publicJwk: PublicJwk;
}

/** A published key: there is no place for a private part in it. */
export interface PublicJwk {
  readonly kty: string;
  readonly crv: string;
  readonly x: string;
  readonly kid: string;
  readonly alg: string;
  readonly use: string;
}

/** A new private key for {@link readSigningKey}, as PKCS #8 PEM. Keep it where only auth can read it. */
export function createSigningKey(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** Reads the key of a file. @throws {BerthError} `CONFIG_INVALID` */
export async function readSigningKey(file: string): Promise<SigningKey> {
  try {
    return await parseSigningKey(await readFile(file, 'utf8'));
  } catch (cause) {
    throw new BerthError('CONFIG_INVALID', {
      detail: `AUTH_SIGNING_KEY_FILE: ${file} holds no Ed25519 private key in PKCS #8 PEM.`,
      remedy: 'Remove the file and run `berth up`, or write one with `openssl genpkey -algorithm ed25519`.',
      cause,
    });
  }
}

/** The key of a PEM. */
export async function parseSigningKey(pem: string): Promise<SigningKey> {
  const privateKey = await importPKCS8(pem, accessTokenProfile.algorithm);
  const { kty, crv, x } = await publicPart(createPrivateKey(pem));
  const kid = await calculateJwkThumbprint({ kty, crv, x });
  return { privateKey, kid, publicJwk: { kty, crv, x, kid, alg: accessTokenProfile.algorithm, use: 'sig' } };
}

async function publicPart(key: KeyObject): Promise<{ kty: string; crv: string; x: string }> {
  const { kty, crv, x }: JWK = await exportJWK(createPublicKey(key));
  if (kty === 'OKP' && crv === 'Ed25519' && x !== undefined) return { kty, crv, x };
  throw new Error(`expected an Ed25519 key, found ${kty ?? 'none'} ${crv ?? ''}`);
}

import { hash, verify } from '@node-rs/argon2';
import { randomBytes } from 'node:crypto';
import { BerthError } from '../kit/errors/berth-error.ts';

/**
 * argon2id with 19 MiB, two passes, one lane: the second of the equal choices that OWASP recommends (Password Storage
 * Cheat Sheet, argon2id). argon2id is the default of the library, whose enum cannot be named under isolatedModules.
 */
const argon2Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Length of a password, in UTF-16 code units. */
const minLength = 8;
const maxLength = 128;

/** Hashes and checks passwords. */
export interface Passwords {
  hash(password: string): Promise<string>;
  /** Takes as long for a user who does not exist (`undefined`) as for one who does. */
  verify(passwordHash: string | undefined, password: string): Promise<boolean>;
}

/** Passwords by argon2id. */
export async function createPasswords(): Promise<Passwords> {
  const nobody = await hash(randomBytes(32), argon2Options);
  return {
    hash: (password) => hash(normalised(password), argon2Options),
    async verify(passwordHash, password) {
      const matches = await verify(passwordHash ?? nobody, normalised(password));
      return matches && passwordHash !== undefined;
    },
  };
}

/** The same letters typed on two systems may be different code points; NFC makes them one. */
function normalised(password: string): string {
  return password.normalize('NFC');
}

/** Holds a new password to the policy. @throws {BerthError} `REQUEST_INVALID`, which does not show the password */
export function checkPasswordPolicy(password: string): void {
  const { length } = password;
  if (length >= minLength && length <= maxLength) return;
  const expected = `a password of ${minLength} to ${maxLength} characters`;
  throw new BerthError('REQUEST_INVALID', {
    detail: `The password has ${length} characters; expected ${expected}.`,
    remedy: 'Choose a longer or a shorter one; a few random words are good.',
    issues: [{ path: '/password', expected }],
  });
}

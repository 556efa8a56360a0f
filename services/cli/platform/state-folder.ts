import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createSigningKey } from '../../auth/signing-key.ts';
import { createIdentityKeys } from '../../kit/identity.ts';
import { isSameProcess, type ProcessIdentity } from '../../kit/process-identity.ts';

/** Where a platform on one machine keeps everything. */
export interface StateFolder {
  readonly path: string;
  readonly log: string;
  readonly catalogue: string;
  readonly identityPrivateKey: string;
  readonly identityPublicKey: string;
  readonly authSigningKey: string;
  readonly relaySecret: string;
  readonly demoPassword: string;
  readonly workers: (node: string) => string;
}

/** The process that serves a platform now. */
export interface PlatformRecord extends ProcessIdentity {
  readonly url: string;
  readonly nodes: readonly string[];
}

const recordName = 'platform.json';

/** Lays the folder out and makes the secrets that are missing; each is readable by its owner alone. */
export async function prepareStateFolder(path: string): Promise<StateFolder> {
  const secrets = join(path, 'secrets');
  // Each is closed to others by itself: the folder around them may be one that the user had before.
  for (const name of ['secrets', 'logs', 'mongodb', 'workers']) {
    await mkdir(join(path, name), { recursive: true, mode: 0o700 });
  }
  const folder: StateFolder = {
    path,
    log: join(path, 'logs', 'berth.log'),
    catalogue: join(path, 'catalogue.json'),
    identityPrivateKey: join(secrets, 'identity-private.pem'),
    identityPublicKey: join(secrets, 'identity-public.pem'),
    authSigningKey: join(secrets, 'auth-signing.pem'),
    relaySecret: join(secrets, 'relay-secret'),
    demoPassword: join(secrets, 'demo-password'),
    workers: (node) => join(path, 'workers', node),
  };
  if (!(await exists(folder.identityPublicKey))) {
    const keys = createIdentityKeys();
    await writeAtomically(folder.identityPrivateKey, keys.privateKey);
    await writeAtomically(folder.identityPublicKey, keys.publicKey);
  }
  await ensureFile(folder.authSigningKey, createSigningKey);
  await ensureFile(folder.relaySecret, () => randomBytes(32).toString('base64url'));
  await ensureFile(folder.demoPassword, () => randomBytes(9).toString('base64url'));
  return folder;
}

/** Writes a file whole, readable by its owner alone. */
export async function writeAtomically(path: string, text: string): Promise<void> {
  await writeFile(`${path}.new`, text, { mode: 0o600 });
  await rename(`${path}.new`, path);
}

/** Records which process serves the platform. */
export async function writePlatformRecord(folder: string, record: PlatformRecord): Promise<void> {
  await writeAtomically(join(folder, recordName), JSON.stringify(record, null, 2));
}

/** The process that serves the platform of a folder, if it runs; and the last one that did. */
export async function readPlatformRecord(
  folder: string,
): Promise<{ readonly last: PlatformRecord | undefined; readonly running: PlatformRecord | undefined }> {
  try {
    const last = JSON.parse(await readFile(join(folder, recordName), 'utf8')) as PlatformRecord;
    return { last, running: (await isSameProcess(last)) ? last : undefined };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { last: undefined, running: undefined };
    throw error;
  }
}

async function ensureFile(path: string, create: () => string): Promise<void> {
  if (!(await exists(path))) await writeAtomically(path, create());
}

async function exists(path: string): Promise<boolean> {
  try {
    await readFile(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

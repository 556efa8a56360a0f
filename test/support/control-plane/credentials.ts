import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The users of a control plane that come with it, and the groups they are in. */
const USERS = {
  admin: { user: 'berth-admin', groups: ['system:masters'] },
  'kube-controller-manager': { user: 'system:kube-controller-manager', groups: [] },
  'kube-scheduler': { user: 'system:kube-scheduler', groups: [] },
} as const;

/** One of {@link USERS}. */
export type BuiltInUser = keyof typeof USERS;

/** Where the credentials of a control plane are. */
export interface Credentials {
  readonly tokens: Readonly<Record<BuiltInUser, string>>;
  /** What the API server reads the tokens from. */
  readonly tokenFile: string;
  /** Signs the tokens of service accounts. */
  readonly serviceAccountKeyFile: string;
}

/**
 * Writes fresh credentials into `folder`. The built-in users are known by tokens instead of certificates: Node can sign
 * none, and a token file needs no tool beside it.
 */
export async function writeCredentials(folder: string): Promise<Credentials> {
  const tokens: Record<BuiltInUser, string> = {
    admin: newToken(),
    'kube-controller-manager': newToken(),
    'kube-scheduler': newToken(),
  };
  const tokenFile = join(folder, 'tokens.csv');
  const lines = Object.entries(USERS).map(([name, { user, groups }]) =>
    [tokens[name as BuiltInUser], user, randomUUID(), `"${groups.join(',')}"`].join(','),
  );
  await writeSecret(tokenFile, `${lines.join('\n')}\n`);

  const serviceAccountKeyFile = join(folder, 'service-accounts.key');
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  await writeSecret(serviceAccountKeyFile, String(privateKey.export({ type: 'pkcs1', format: 'pem' })));
  return { tokens, tokenFile, serviceAccountKeyFile };
}

/** What a kubeconfig file says. */
export interface KubeconfigContent {
  readonly url: string;
  /** A file with the certificates to trust, PEM. */
  readonly caFile: string;
  readonly user: string;
  readonly token: string;
}

/** Writes a kubeconfig that only this user may read. JSON is YAML. */
export async function writeKubeconfig(path: string, { url, caFile, user, token }: KubeconfigContent): Promise<void> {
  const name = 'berth';
  const content = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name, cluster: { server: url, 'certificate-authority': caFile } }],
    users: [{ name: user, user: { token } }],
    contexts: [{ name, context: { cluster: name, user } }],
    'current-context': name,
  };
  await writeSecret(path, `${JSON.stringify(content, undefined, 2)}\n`);
}

function newToken(): string {
  return randomBytes(24).toString('base64url');
}

async function writeSecret(path: string, content: string): Promise<void> {
  await writeFile(path, content, { mode: 0o600 });
}

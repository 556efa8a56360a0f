import { readFile, readdir, stat } from 'node:fs/promises';
import { basename, join, resolve, sep } from 'node:path';
import type { Platform } from '../../../infra/model/platform.ts';
import { authContract } from '../../auth/contract.ts';
import { createClient } from '../../kit/client.ts';
import { BerthError } from '../../kit/errors/berth-error.ts';
import { sendPatiently } from '../retry-after.ts';
import type { RunningPlatform } from './platform.ts';
import type { StateFolder } from './state-folder.ts';

/** The user of a platform on one machine. */
export interface DemoUser {
  readonly name: string;
  readonly password: string;
  readonly refreshToken: string;
  readonly project: string | undefined;
}

/** The user that every platform on one machine has; an admin, for the machine is its user's own. */
const demoUserName = 'demo';
const requestTimeoutMs = 60_000;

/** Makes the demo user, and the project and files that the model declares for it, where they are not there yet. */
export async function ensureDemo(
  platform: RunningPlatform,
  { model, folder, state }: { readonly model: Platform; readonly folder: string; readonly state: StateFolder },
): Promise<DemoUser> {
  const auth = createClient(authContract, await platform.core.clientsOf('operator'));
  const password = await readFile(state.demoPassword, 'utf8');
  await auth.ensureUser({ name: demoUserName, password, roles: ['user', 'admin'] });
  const login = await callGateway<{ accessToken: string; refreshToken: string }>(platform.url, '/login', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user: demoUserName, password }),
  });
  if (model.demo !== undefined) {
    const { created } = await auth.ensureProject({ name: model.demo.project, owner: demoUserName });
    if (created) await uploadFiles(platform.url, { demo: model.demo, folder, accessToken: login.accessToken });
  }
  return { name: demoUserName, password, refreshToken: login.refreshToken, project: model.demo?.project };
}

interface Upload {
  readonly demo: NonNullable<Platform['demo']>;
  readonly folder: string;
  readonly accessToken: string;
}

async function uploadFiles(url: string, { demo, folder, accessToken }: Upload): Promise<void> {
  for (const file of await expand(folder, demo.files)) {
    await callGateway(url, `/projects/${demo.project}/files/${encodeURIComponent(basename(file))}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/octet-stream' },
      body: new Uint8Array(await readFile(file)),
    });
  }
}

/** The files that are named, and those in the folders that are named. */
async function expand(folder: string, names: readonly string[]): Promise<string[]> {
  const lists = await Promise.all(
    names.map(async (name) => {
      const path = resolve(folder, name);
      if (!path.startsWith(resolve(folder) + sep)) {
        throw new BerthError('MODEL_INVALID', {
          detail: `/demo/files: "${name}" is not below the folder of berth.config.ts.`,
        });
      }
      if ((await stat(path)).isFile()) return [path];
      return (await readdir(path)).sort().map((entry) => join(path, entry));
    }),
  );
  return lists.flat();
}

async function callGateway<T>(url: string, path: string, init: RequestInit): Promise<T> {
  const signal = AbortSignal.timeout(requestTimeoutMs);
  const response = await sendPatiently(() => fetch(`${url}/api/v1${path}`, { ...init, signal }), signal);
  if (!response.ok) throw new Error(`the gateway answered ${response.status} to ${path}: ${await response.text()}`);
  return (await response.json()) as T;
}

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { catalogueOf } from '../../infra/model/catalogue.ts';
import { createClient, createDispatcher } from '../../services/kit/client.ts';
import { fixedEndpoints } from '../../services/kit/endpoints.ts';
import { createLocalIdentity } from '../../services/kit/identity.ts';
import { authContract } from '../../services/auth/contract.ts';
import type { SessionView } from '../../services/session/contract.ts';
import { loadModel } from '../../services/cli/platform/model-file.ts';
import { roleNames, type RoleName } from '../../services/cli/platform/role-names.ts';
import { prepareStateFolder, type StateFolder } from '../../services/cli/platform/state-folder.ts';
import { sendPatiently } from '../../services/cli/retry-after.ts';
import { end } from '../support/berth-process.ts';
import { eventually } from '../support/eventually.ts';
import { testMongodb, type TestMongodb } from '../support/mongodb.ts';
import { testAppFolder } from '../support/platform.ts';

const berthEntry = join(import.meta.dirname, '..', '..', 'services', 'cli', 'berth.js');

/** A role in a process of its own, with what it said when it began to serve. */
interface ServedRole {
  readonly process: ChildProcess;
  readonly url: string;
  readonly publicUrl: string | undefined;
  readonly lines: string[];
}

let mongodb: TestMongodb;
let folder: string;
let state: StateFolder;
const served = new Map<RoleName, ServedRole>();

beforeAll(async () => {
  mongodb = await testMongodb();
  folder = await mkdtemp(join(tmpdir(), 'berth-serve-'));
  state = await prepareStateFolder(folder);
  await writeFile(state.catalogue, JSON.stringify(catalogueOf((await loadModel(testAppFolder)).platform)));
  const discovery = await serve('discovery', {});
  const others = roleNames.filter((name) => name !== 'discovery');
  await Promise.all(others.map((name) => serve(name, { DISCOVERY_URL: discovery.url })));
}, 180_000);
afterAll(async () => {
  for (const { process } of served.values()) await end(process);
  await mongodb.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}, 120_000);

async function serve(role: RoleName, env: NodeJS.ProcessEnv): Promise<ServedRole> {
  const child = spawn(process.execPath, [berthEntry, 'serve', role], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      MONGODB_URI: mongodb.uri,
      BERTH_DATABASE: mongodb.database,
      BERTH_CATALOGUE_FILE: state.catalogue,
      BERTH_IDENTITY_PRIVATE_KEY_FILE: state.identityPrivateKey,
      BERTH_IDENTITY_PUBLIC_KEY_FILE: state.identityPublicKey,
      AUTH_SIGNING_KEY_FILE: state.authSigningKey,
      RELAY_SECRET: await readFile(state.relaySecret, 'utf8'),
      GATEWAY_PORT: '0',
      LOCAL_DIRECTORY_NODE: 'node-a',
      LOCAL_DIRECTORY_CPU: '8',
      LOCAL_DIRECTORY_FOLDER: state.workers('node-a'),
      LOCAL_DIRECTORY_WORK_FOLDER: testAppFolder,
      ...env,
    },
  });
  const lines: string[] = [];
  const serving = await new Promise<{ url: string; publicUrl?: string }>((resolve, reject) => {
    child.once('exit', (code) =>
      reject(new Error(`berth serve ${role} ended with ${String(code)}:\n${lines.join('\n')}`)),
    );
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line);
      const entry = JSON.parse(line) as { msg?: string; url: string; publicUrl?: string };
      if (entry.msg === 'serving') resolve(entry);
    });
  });
  child.removeAllListeners('exit');
  const found = { process: child, url: serving.url, publicUrl: serving.publicUrl, lines };
  served.set(role, found);
  return found;
}

function role(name: RoleName): ServedRole {
  const found = served.get(name);
  if (found === undefined) throw new Error(`${name} is not served`);
  return found;
}

async function getJson(url: string, init: RequestInit = {}): Promise<Record<string, unknown>> {
  const signal = AbortSignal.timeout(40_000);
  const response = await sendPatiently(() => fetch(url, { ...init, signal }), signal);
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Record<string, unknown>;
}

describe('every role as a process of its own', () => {
  test('is well, describes itself and counts its calls', async () => {
    for (const { url } of served.values()) {
      await eventually(async () => expect((await fetch(`${url}/health/ready`)).status).toBe(200));
      expect((await fetch(`${url}/health/startup`)).status).toBe(200);
      expect((await fetch(`${url}/health/live`)).status).toBe(200);
      expect(await getJson(`${url}/openapi.json`)).toMatchObject({ openapi: '3.1.0' });
      expect(await (await fetch(`${url}/metrics`)).text()).toContain('process_resident_memory_bytes');
    }
  }, 60_000);

  test('together serve a session', async () => {
    const keys = {
      privateKey: await readFile(state.identityPrivateKey, 'utf8'),
      publicKey: await readFile(state.identityPublicKey, 'utf8'),
    };
    const dispatcher = createDispatcher();
    const auth = createClient(authContract, {
      identity: await createLocalIdentity(keys, { service: 'operator', instance: 'test' }),
      endpoints: fixedEndpoints([{ service: 'auth', instance: 'auth', url: role('auth').url }]),
      dispatcher,
    });
    await auth.ensureUser({ name: 'ada', password: 'a-long-password', roles: ['user'] });
    await auth.ensureProject({ name: 'notes', owner: 'ada' });
    await dispatcher.destroy();

    const api = `${role('gateway').publicUrl ?? ''}/api/v1`;
    const json = { 'content-type': 'application/json' };
    await eventually(async () => {
      await getJson(`${api}/login`, {
        method: 'POST',
        headers: json,
        body: '{"user":"ada","password":"a-long-password"}',
      });
    });
    const { accessToken } = await getJson(`${api}/login`, {
      method: 'POST',
      headers: json,
      body: '{"user":"ada","password":"a-long-password"}',
    });
    const headers = { ...json, authorization: `Bearer ${String(accessToken)}` };
    const opened: { session?: SessionView } = {};
    await eventually(async () => {
      const body = JSON.stringify({ type: 'echo', project: 'notes' });
      opened.session = (await getJson(`${api}/sessions`, {
        method: 'POST',
        headers: { ...headers, 'idempotency-key': 'one' },
        body,
      })) as unknown as SessionView;
    });
    const id = opened.session?.id ?? '';
    await eventually(async () =>
      expect(await getJson(`${api}/sessions/${id}`, { headers })).toMatchObject({ state: 'ready' }),
    );
    await getJson(`${api}/sessions/${id}`, { method: 'DELETE', headers: { authorization: headers.authorization } });
    await eventually(async () =>
      expect(await getJson(`${api}/sessions/${id}`, { headers })).toMatchObject({ state: 'closed' }),
    );
  }, 120_000);

  test('answers nobody without a token of the platform', async () => {
    const response = await fetch(`${role('session').url}/v1/session/list`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect(response.status).toBe(401);
  });

  test('ends by itself when it is asked to', async () => {
    const { process: child } = role('relay');
    child.kill('SIGTERM');
    const [code] = (await once(child, 'exit')) as [number];
    expect(code).toBe(0);
    served.delete('relay');
  }, 60_000);
});

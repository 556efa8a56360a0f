import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuthConfig } from '../../services/auth/config.ts';
import { authContract, type Actor, type AuthMethods } from '../../services/auth/contract.ts';
import { startAuth } from '../../services/auth/service.ts';
import { createSigningKey } from '../../services/auth/signing-key.ts';
import type { Stoppable } from '../../services/kit/background.ts';
import { createClient, createDispatcher, type Client } from '../../services/kit/client.ts';
import type { ServiceName } from '../../services/kit/contract.ts';
import { fixedEndpoints } from '../../services/kit/endpoints.ts';
import { createHost } from '../../services/kit/host.ts';
import { createIdentityKeys, createLocalIdentity } from '../../services/kit/identity.ts';
import { createLog } from '../../services/kit/log.ts';
import { openStore, type Store } from '../../services/kit/store.ts';
import { testMongodb } from './mongodb.ts';

/** The password of every user that {@link AuthPair.newUser} makes, and of the admin. */
export const password = 'correct horse battery';

/** The admin that is there from the beginning. */
export const admin: Actor = { name: 'root', roles: ['admin'], groups: [] };

/** An instance of auth, as its callers see it. */
export interface AuthInstance extends Stoppable {
  readonly gateway: Client<AuthMethods>;
  readonly operator: Client<AuthMethods>;
  readonly session: Client<AuthMethods>;
}

/** Two instances of auth on one store. */
export interface AuthPair extends Stoppable {
  readonly store: Store;
  readonly instances: readonly [AuthInstance, AuthInstance];
  /** The clock of both: real time, and what a test adds to it. */
  readonly clock: { aheadMs: number };
  now(): Date;
  newUser(groups?: string[]): Promise<Actor>;
}

/** Starts a database, and two instances of auth that use it. */
export async function startAuthPair(): Promise<AuthPair> {
  const identityKeys = createIdentityKeys();
  const clock = { aheadMs: 0 };
  const now = () => new Date(Date.now() + clock.aheadMs);
  const mongodb = await testMongodb();
  const store = await openStore(mongodb);
  const dispatcher = createDispatcher();
  const folder = await mkdtemp(join(tmpdir(), 'berth-auth-'));
  const file = join(folder, 'auth.pem');
  await writeFile(file, createSigningKey(), { mode: 0o600 });
  const config: AuthConfig = {
    AUTH_SIGNING_KEY_FILE: file,
    AUTH_ACCESS_TOKEN_SECONDS: 300,
    AUTH_REFRESH_TOKEN_SECONDS: 3600,
    AUTH_SWEEP_SECONDS: 0.2,
  };

  async function startInstance(name: string): Promise<AuthInstance> {
    const identity = await createLocalIdentity(identityKeys, { service: 'auth', instance: name });
    const host = createHost({ identity, log: createLog({ level: 'silent' }) });
    const service = await startAuth(host, { db: store.db, config, now });
    const url = await host.listen({ host: '127.0.0.1', port: 0 });
    const clientOf = async (caller: ServiceName) =>
      createClient(authContract, {
        identity: await createLocalIdentity(identityKeys, { service: caller, instance: 'test' }),
        endpoints: fixedEndpoints([{ service: 'auth', instance: name, url }]),
        dispatcher,
      });
    return {
      gateway: await clientOf('gateway'),
      operator: await clientOf('operator'),
      session: await clientOf('session'),
      async stop() {
        await host.stop();
        await service.stop();
      },
    };
  }

  const instances = [await startInstance('auth-0'), await startInstance('auth-1')] as const;
  await instances[0].operator.ensureUser({ name: admin.name, password, roles: ['admin'] });
  return {
    store,
    instances,
    clock,
    now,
    async newUser(groups = []) {
      const name = newName('user');
      await instances[0].operator.ensureUser({ name, password, groups });
      return { name, roles: ['user'], groups };
    },
    async stop() {
      await Promise.all(instances.map((instance) => instance.stop()));
      await dispatcher.close();
      await store.stop();
      await mongodb.stop();
      await rm(folder, { recursive: true });
    },
  };
}

/** A name that no other test uses. */
export function newName(prefix: string): string {
  return `${prefix}-${Math.random().toString(36).slice(2, 10)}`;
}

/** What became of calls: the answers, and the codes of the errors, in their order. */
export async function outcomes(calls: readonly Promise<unknown>[]) {
  const results = await Promise.allSettled(calls);
  return {
    values: results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])),
    codes: results.flatMap((result) =>
      result.status === 'rejected' ? [(result.reason as { code: string }).code] : [],
    ),
  };
}

import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Db } from 'mongodb';
import Type, { type Static } from 'typebox';
import type { Catalogue } from '../../../infra/model/catalogue.ts';
import type { Gateway } from '../../gateway/service.ts';
import { keepRegistered, watchEndpoints } from '../../discovery/endpoint-watch.ts';
import type { Stoppable } from '../../kit/background.ts';
import { createDispatcher, type ClientContext } from '../../kit/client.ts';
import { readConfig } from '../../kit/config.ts';
import type { ServiceName } from '../../kit/contract.ts';
import { createHost, type Host } from '../../kit/host.ts';
import { createLocalIdentity, type IdentityKeys } from '../../kit/identity.ts';
import type { Log } from '../../kit/log.ts';
import type { Store } from '../../kit/store.ts';
import type { RoleName } from './role-names.ts';
import { roles } from './roles.ts';

/** Configuration that every process of the platform has. */
export const ProcessConfig = Type.Object({
  BERTH_HOST: Type.String({ default: '127.0.0.1', description: 'Address for calls between services.' }),
  BERTH_PORT: Type.Integer({ default: 0, minimum: 0, maximum: 65_535, description: '0: a free one.' }),
  BERTH_INSTANCE: Type.Optional(
    Type.String({ pattern: '^[A-Za-z0-9._-]{1,64}$', description: 'Name of this instance. @default a new one' }),
  ),
  BERTH_DATABASE: Type.String({ default: 'berth', description: 'Name of the database in MongoDB.' }),
  MONGODB_URI: Type.String({ default: '', description: 'Needed by the roles that keep something.' }),
  DISCOVERY_URL: Type.String({
    default: '',
    description: 'Base URL of discovery; not for the process that serves it.',
  }),
  BERTH_IDENTITY_PRIVATE_KEY_FILE: Type.String({ minLength: 1, description: 'PEM of the local issuer.' }),
  BERTH_IDENTITY_PUBLIC_KEY_FILE: Type.String({
    minLength: 1,
    description: 'PEM with which the calls of other services are checked.',
  }),
  BERTH_CATALOGUE_FILE: Type.String({ minLength: 1, description: 'What the services know of the model, as JSON.' }),
});

/** What a role is started with. */
export interface RoleContext {
  readonly host: Host;
  readonly env: NodeJS.ProcessEnv;
  readonly catalogue: Catalogue;
  readonly log: Log;
  /** @throws {BerthError} where the process was not told of a database */
  readonly db: () => Db;
  /** Clients that call in the name of a service of this process. */
  readonly clientsOf: (service: ServiceName) => Promise<ClientContext>;
  /** Base URL of the host; empty until it listens. */
  readonly url: () => string;
}

/** A process that serves roles. */
export interface RoleProcess extends Stoppable {
  /** Where its services are reached by others. */
  readonly url: string;
  readonly instance: string;
  readonly clientsOf: RoleContext['clientsOf'];
  /** What a role says of itself once it serves, e.g. the public URL of the gateway. */
  readonly publicUrl: string | undefined;
}

/** Starts roles in this process, on one host. */
export async function startRoleProcess(
  names: readonly RoleName[],
  { env, log }: { readonly env: NodeJS.ProcessEnv; readonly log: Log },
): Promise<RoleProcess> {
  const config = readConfig(ProcessConfig, env);
  const instance =
    config.BERTH_INSTANCE ?? `${names.length === 1 ? (names[0] ?? '') : 'core'}-${randomUUID().slice(0, 8)}`;
  const keys = await readKeys(config);
  const identityOf = (service: ServiceName) => createLocalIdentity(keys, { service, instance });
  const identity = await identityOf(names[0] ?? 'operator');
  const dispatcher = createDispatcher();
  const host = createHost({ identity, log });
  let url = '';
  const discoveryUrl = () => (names.includes('discovery') ? url : config.DISCOVERY_URL);
  const access = { identity, dispatcher, url: discoveryUrl, log };
  const endpoints = watchEndpoints(access);
  const store = names.some((name) => roles[name].needsStore) ? await connect(config) : undefined;
  const context: RoleContext = {
    host,
    env,
    log,
    catalogue: JSON.parse(await readFile(config.BERTH_CATALOGUE_FILE, 'utf8')) as Catalogue,
    db: () => {
      if (store === undefined) throw new Error('no role of this process declared that it needs the database');
      return store.db;
    },
    clientsOf: async (service) => ({ identity: await identityOf(service), endpoints, dispatcher }),
    url: () => url,
  };

  const started: Stoppable[] = [];
  for (const name of names) started.push(await roles[name].start(context));
  url = await host.listen({ host: config.BERTH_HOST, port: config.BERTH_PORT });
  const registration = keepRegistered(access, { url, services: host.services });
  const outside: Gateway[] = [];
  for (const name of names) {
    const open = roles[name].open;
    if (open !== undefined) outside.push(await open(context));
  }
  const registrations = outside.map((service) => keepRegistered(access, { url: service.url, services: ['gateway'] }));

  return {
    url,
    instance,
    clientsOf: context.clientsOf,
    publicUrl: outside[0]?.url,
    async stop() {
      await Promise.all(outside.map((service) => service.stop()));
      for (const service of started.reverse()) await service.stop();
      await Promise.all([registration, ...registrations].map((one) => one.stop()));
      await endpoints.stop();
      await host.stop();
      await store?.stop();
      await dispatcher.destroy();
    },
  };
}

async function readKeys(config: Static<typeof ProcessConfig>): Promise<IdentityKeys> {
  const [privateKey, publicKey] = await Promise.all([
    readFile(config.BERTH_IDENTITY_PRIVATE_KEY_FILE, 'utf8'),
    readFile(config.BERTH_IDENTITY_PUBLIC_KEY_FILE, 'utf8'),
  ]);
  return { privateKey, publicKey };
}

async function connect(config: Static<typeof ProcessConfig>): Promise<Store> {
  const { openStore } = await import('../../kit/store.ts');
  return openStore({ uri: config.MONGODB_URI, database: config.BERTH_DATABASE });
}

import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Db } from 'mongodb';
import Type, { type Static } from 'typebox';
import type { Catalogue } from '../../../infra/model/catalogue.ts';
import { keepRegistered, watchEndpoints, type DiscoveryAccess } from '../../discovery/endpoint-watch.ts';
import type { Stoppable } from '../../kit/background.ts';
import { createDispatcher, type ClientContext } from '../../kit/client.ts';
import { readConfig } from '../../kit/config.ts';
import type { ServiceName } from '../../kit/contract.ts';
import { createHost, type Host } from '../../kit/host.ts';
import { createLocalIdentity, type IdentityKeys } from '../../kit/identity.ts';
import type { Log } from '../../kit/log.ts';
import { ownAddress } from '../../kit/own-address.ts';
import type { Store } from '../../kit/store.ts';
import type { RoleName } from './role-names.ts';
import { connectStore } from './connect-store.ts';
import { roles } from './roles.ts';

/** Configuration that every process of the platform has. */
export const ProcessConfig = Type.Object({
  BERTH_HOST: Type.String({
    default: '127.0.0.1',
    description: 'Address for calls between services; a range such as 10.213.1.0/24 is its address in it.',
  }),
  BERTH_PORT: Type.Integer({ default: 0, minimum: 0, maximum: 65_535, description: '0: a free one.' }),
  BERTH_INSTANCE: Type.Optional(
    Type.String({ pattern: '^[A-Za-z0-9._-]{1,64}$', description: 'Name of this instance. @default a new one' }),
  ),
  BERTH_DATABASE: Type.String({ default: 'berth', description: 'Name of the database in MongoDB.' }),
  MONGODB_URI: Type.String({ default: '', description: 'Needed by the roles that keep something.' }),
  MONGODB_WAIT_SECONDS: Type.Integer({
    default: 900,
    minimum: 0,
    maximum: 86_400,
    description:
      'How long a start waits for a database that does not answer; start-up probes end it before. 0: not at all.',
  }),
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
  /** Where the host will listen. */
  readonly address: string;
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

/** What {@link startRoleProcess} works with. */
export interface RoleProcessOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly log: Log;
  /** Ends a start that waits for the database. @default it waits as long as it is configured to */
  readonly signal?: AbortSignal;
}

/** Starts roles in this process, on one host. Where one of them fails, those before it are ended again. */
export async function startRoleProcess(
  names: readonly RoleName[],
  { env, log, signal = AbortSignal.any([]) }: RoleProcessOptions,
): Promise<RoleProcess> {
  const parts: Stoppable[] = [];
  try {
    return await assemble(names, { env, log, signal, parts });
  } catch (error) {
    await stopInReverse(parts);
    throw error;
  }
}

interface Assembly extends Required<RoleProcessOptions> {
  /** Everything that was started, in its order. */
  readonly parts: Stoppable[];
}

async function assemble(names: readonly RoleName[], assembly: Assembly): Promise<RoleProcess> {
  const { env, log, parts } = assembly;
  const config = readConfig(ProcessConfig, env);
  const instance = config.BERTH_INSTANCE ?? newInstance(names);
  const keys = await readKeys(config);
  const identityOf = (service: ServiceName) => createLocalIdentity(keys, { service, instance });
  const identity = await identityOf(names[0] ?? 'operator');
  const catalogue = JSON.parse(await readFile(config.BERTH_CATALOGUE_FILE, 'utf8')) as Catalogue;
  const dispatcher = createDispatcher();
  parts.push({ stop: () => dispatcher.destroy() });
  const store = names.some((name) => roles[name].needsStore) ? await connect(config, assembly) : undefined;
  if (store !== undefined) parts.push(store);
  const address = ownAddress(config.BERTH_HOST);
  const host = createHost({ identity, log });
  parts.push(host);
  let url = '';
  const discoveryUrl = () => (names.includes('discovery') ? url : config.DISCOVERY_URL);
  const access = { identity, dispatcher, url: discoveryUrl, log };
  const endpoints = watchEndpoints(access);
  parts.push(endpoints);
  const context: RoleContext = {
    host,
    env,
    log,
    catalogue,
    address,
    db: () => {
      if (store === undefined) throw new Error('no role of this process declared that it needs the database');
      return store.db;
    },
    clientsOf: async (service) => ({ identity: await identityOf(service), endpoints, dispatcher }),
    url: () => url,
  };

  for (const name of names) parts.push(await roles[name].start(context));
  url = await host.listen({ host: address, port: config.BERTH_PORT });
  parts.push(keepRegistered(access, { url, services: host.services }));
  const publicUrl = await openGateways(names, { context, access, parts });
  return { url, instance, clientsOf: context.clientsOf, publicUrl, stop: () => stopInReverse(parts) };
}

function newInstance(names: readonly RoleName[]): string {
  const name = names.length === 1 ? (names[0] ?? '') : 'core';
  return `${name}-${randomUUID().slice(0, 8)}`;
}

/** Opens what is reached from outside; answers with the public URL of the gateway, if it is one of the roles. */
async function openGateways(
  names: readonly RoleName[],
  { context, access, parts }: { context: RoleContext; access: DiscoveryAccess; parts: Stoppable[] },
): Promise<string | undefined> {
  let publicUrl: string | undefined;
  for (const name of names) {
    const gateway = await roles[name].open?.(context);
    if (gateway === undefined) continue;
    publicUrl = gateway.url;
    parts.push(gateway, keepRegistered(access, { url: gateway.url, services: ['gateway'] }));
  }
  return publicUrl;
}

async function stopInReverse(parts: readonly Stoppable[]): Promise<void> {
  for (const part of parts.toReversed()) await part.stop();
}

async function readKeys(config: Static<typeof ProcessConfig>): Promise<IdentityKeys> {
  const [privateKey, publicKey] = await Promise.all([
    readFile(config.BERTH_IDENTITY_PRIVATE_KEY_FILE, 'utf8'),
    readFile(config.BERTH_IDENTITY_PUBLIC_KEY_FILE, 'utf8'),
  ]);
  return { privateKey, publicKey };
}

async function connect(config: Static<typeof ProcessConfig>, { log, signal }: Assembly): Promise<Store> {
  const { openStore } = await import('../../kit/store.ts');
  return connectStore(() => openStore({ uri: config.MONGODB_URI, database: config.BERTH_DATABASE }), {
    waitMs: config.MONGODB_WAIT_SECONDS * 1000,
    log,
    signal,
  });
}

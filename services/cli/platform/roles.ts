import { dirname, join } from 'node:path';
import { existsSync } from 'node:fs';
import { AuthConfig } from '../../auth/config.ts';
import { authContract } from '../../auth/contract.ts';
import { startAuth } from '../../auth/service.ts';
import { DiscoveryConfig, startDiscovery } from '../../discovery/service.ts';
import { GatewayConfig } from '../../gateway/config.ts';
import { startGateway, type Gateway } from '../../gateway/service.ts';
import { GlobalDirectoryConfig, startGlobalDirectory } from '../../global-directory/service.ts';
import { GlobalSessionConfig, startGlobalSession } from '../../global-session/service.ts';
import type { Stoppable } from '../../kit/background.ts';
import { createClient } from '../../kit/client.ts';
import { readConfig } from '../../kit/config.ts';
import { LocalDirectoryConfig } from '../../local-directory/config.ts';
import { startLocalDirectory } from '../../local-directory/service.ts';
import { ProjectDataConfig } from '../../project-data/config.ts';
import { startProjectData } from '../../project-data/service.ts';
import { RelayConfig, startRelay } from '../../relay/service.ts';
import { createProcessRuntime } from '../../runtime/process/process-runtime.ts';
import { SessionConfig, startSession } from '../../session/service.ts';
import type { RoleContext } from './role-process.ts';

/** The roles that a process can serve. */
export const roleNames = [
  'discovery',
  'auth',
  'project-data',
  'global-directory',
  'global-session',
  'session',
  'relay',
  'gateway',
  'local-directory',
] as const;
export type RoleName = (typeof roleNames)[number];

/** How a role is started. */
export interface Role {
  /** One line for `berth serve --help`. */
  readonly summary: string;
  readonly needsStore: boolean;
  /** Mounts the role on the host, before it listens. */
  readonly start: (context: RoleContext) => Promise<Stoppable>;
  /** Opens what is reached from outside, after the host listens. */
  readonly open?: (context: RoleContext) => Promise<Gateway>;
}

const nothingToStop: Stoppable = { stop: () => Promise.resolve() };

/** Every role, with how it is wired from its environment. */
export const roles: Readonly<Record<RoleName, Role>> = {
  discovery: {
    summary: 'who serves what; pushes changes',
    needsStore: false,
    start: async ({ host, env }) => startDiscovery(host, readConfig(DiscoveryConfig, env)),
  },
  auth: {
    summary: 'users, groups, projects, tokens',
    needsStore: true,
    start: async ({ host, env, db }) => startAuth(host, { db: db(), config: readConfig(AuthConfig, env) }),
  },
  'project-data': {
    summary: 'the files of projects',
    needsStore: true,
    async start({ host, env, db, clientsOf }) {
      const clients = await clientsOf('project-data');
      const auth = createClient(authContract, clients);
      return startProjectData(host, { db: db(), config: readConfig(ProjectDataConfig, env), identity: clients.identity, auth });
    },
  },
  'global-directory': {
    summary: 'which node takes a worker',
    needsStore: true,
    start: async ({ host, env, db, clientsOf }) =>
      startGlobalDirectory(host, {
        config: readConfig(GlobalDirectoryConfig, env),
        db: db(),
        clients: await clientsOf('global-directory'),
      }),
  },
  'global-session': {
    summary: 'which session service serves a session; locks projects',
    needsStore: true,
    start: async ({ host, env, db, catalogue, clientsOf }) =>
      startGlobalSession(host, {
        config: readConfig(GlobalSessionConfig, env),
        db: db(),
        catalogue,
        clients: await clientsOf('global-session'),
      }),
  },
  session: {
    summary: 'starts, watches and ends the workers of sessions',
    needsStore: true,
    start: async ({ host, env, db, catalogue, clientsOf, url }) =>
      startSession(host, {
        config: readConfig(SessionConfig, env),
        db: db(),
        catalogue,
        clients: await clientsOf('session'),
        url,
      }),
  },
  relay: {
    summary: 'WebSockets between clients and workers',
    needsStore: false,
    start: async ({ host, env, clientsOf }) =>
      startRelay(host, { config: readConfig(RelayConfig, env), clients: await clientsOf('relay') }),
  },
  gateway: {
    summary: 'the public REST API, the page, the entry of WebSockets',
    needsStore: false,
    start: () => Promise.resolve(nothingToStop),
    open: async ({ env, catalogue, clientsOf, log }) =>
      startGateway({ config: readConfig(GatewayConfig, env), catalogue, clients: await clientsOf('gateway'), log }),
  },
  'local-directory': {
    summary: 'the workers of one node',
    needsStore: false,
    async start({ host, env, clientsOf, log, url }) {
      const config = readConfig(LocalDirectoryConfig, env);
      const runtime = await createProcessRuntime({
        folder: config.LOCAL_DIRECTORY_FOLDER,
        entry: supervisorEntry(),
        orphanMs: config.LOCAL_DIRECTORY_ORPHAN_MS,
        startTimeoutMs: supervisorStartTimeoutMs,
        env: workerBase(env),
        spares: config.LOCAL_DIRECTORY_SPARES,
        log,
      });
      return startLocalDirectory(host, { config, runtime, clients: await clientsOf('local-directory'), url });
    },
  },
};

const supervisorStartTimeoutMs = 20_000;

/** The supervisor's program: source in the checkout, bundled in the package. */
function supervisorEntry(): string {
  const source = join(import.meta.dirname, '..', '..', 'runtime', 'supervisor', 'main.ts');
  return existsSync(source) ? source : join(import.meta.dirname, 'supervisor.js');
}

/** Variables of this machine that workers may see; everything else, secrets above all, stays here. */
const inheritedVariables = new Set([
  'HOME',
  'USER',
  'LOGNAME',
  'SHELL',
  'LANG',
  'LANGUAGE',
  'TZ',
  'TMPDIR',
  'TEMP',
  'TMP',
  'SYSTEMROOT',
  'SYSTEMDRIVE',
  'COMSPEC',
  'PATHEXT',
  'LD_LIBRARY_PATH',
  'PYTHONPATH',
  'CUDA_VISIBLE_DEVICES',
]);

/** The environment of workers. The Node that runs Berth comes first in the PATH: it runs TypeScript directly. */
export function workerBase(env: NodeJS.ProcessEnv): Record<string, string> {
  const inherited = Object.entries(env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && (inheritedVariables.has(entry[0].toUpperCase()) || entry[0].startsWith('LC_')),
  );
  const separator = process.platform === 'win32' ? ';' : ':';
  const path = [dirname(process.execPath), env['PATH'] ?? ''].join(separator);
  return { ...Object.fromEntries(inherited), PATH: path };
}

import { dirname, extname, join } from 'node:path';
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
import type { RoleName } from './role-names.ts';
import type { RoleContext } from './role-process.ts';

/** How a role is started. */
export interface Role {
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
    needsStore: false,
    start: async ({ host, env }) => startDiscovery(host, readConfig(DiscoveryConfig, env)),
  },
  auth: {
    needsStore: true,
    start: async ({ host, env, db }) => startAuth(host, { db: db(), config: readConfig(AuthConfig, env) }),
  },
  'project-data': {
    needsStore: true,
    async start({ host, env, db, clientsOf }) {
      const clients = await clientsOf('project-data');
      const auth = createClient(authContract, clients);
      return startProjectData(host, {
        db: db(),
        config: readConfig(ProjectDataConfig, env),
        identity: clients.identity,
        auth,
      });
    },
  },
  'global-directory': {
    needsStore: true,
    start: async ({ host, env, db, clientsOf }) =>
      startGlobalDirectory(host, {
        config: readConfig(GlobalDirectoryConfig, env),
        db: db(),
        clients: await clientsOf('global-directory'),
      }),
  },
  'global-session': {
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
    needsStore: false,
    start: async ({ host, env, clientsOf }) =>
      startRelay(host, { config: readConfig(RelayConfig, env), clients: await clientsOf('relay') }),
  },
  gateway: {
    needsStore: false,
    start: () => Promise.resolve(nothingToStop),
    open: async ({ env, catalogue, clientsOf, log }) =>
      startGateway({ config: readConfig(GatewayConfig, env), catalogue, clients: await clientsOf('gateway'), log }),
  },
  'local-directory': {
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

/** The supervisor's program: TypeScript in the checkout, JavaScript in the package, as this file is. */
function supervisorEntry(): string {
  return join(import.meta.dirname, '../../runtime/supervisor', `main${extname(import.meta.filename)}`);
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

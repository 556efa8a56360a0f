import { dirname, extname, join } from 'node:path';
import type { Gateway } from '../../gateway/service.ts';
import type { Stoppable } from '../../kit/background.ts';
import { createClient } from '../../kit/client.ts';
import { readConfig } from '../../kit/config.ts';
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

/** Every role, with how it is wired from its environment. A process loads the code of its own roles only. */
export const roles: Readonly<Record<RoleName, Role>> = {
  discovery: {
    needsStore: false,
    async start({ host, env }) {
      const { DiscoveryConfig, startDiscovery } = await import('../../discovery/service.ts');
      return startDiscovery(host, readConfig(DiscoveryConfig, env));
    },
  },
  auth: {
    needsStore: true,
    async start({ host, env, db }) {
      const { AuthConfig } = await import('../../auth/config.ts');
      const { startAuth } = await import('../../auth/service.ts');
      return startAuth(host, { db: db(), config: readConfig(AuthConfig, env) });
    },
  },
  'project-data': {
    needsStore: true,
    async start({ host, env, db, clientsOf }) {
      const { ProjectDataConfig } = await import('../../project-data/config.ts');
      const { startProjectData } = await import('../../project-data/service.ts');
      const { authContract } = await import('../../auth/contract.ts');
      const clients = await clientsOf('project-data');
      const auth = createClient(authContract, clients);
      const config = readConfig(ProjectDataConfig, env);
      return startProjectData(host, { db: db(), config, identity: clients.identity, auth });
    },
  },
  'global-directory': {
    needsStore: true,
    async start({ host, env, db, clientsOf }) {
      const { GlobalDirectoryConfig, startGlobalDirectory } = await import('../../global-directory/service.ts');
      const clients = await clientsOf('global-directory');
      return startGlobalDirectory(host, { config: readConfig(GlobalDirectoryConfig, env), db: db(), clients });
    },
  },
  'global-session': {
    needsStore: true,
    async start({ host, env, db, catalogue, clientsOf }) {
      const { GlobalSessionConfig, startGlobalSession } = await import('../../global-session/service.ts');
      const clients = await clientsOf('global-session');
      return startGlobalSession(host, { config: readConfig(GlobalSessionConfig, env), db: db(), catalogue, clients });
    },
  },
  session: {
    needsStore: true,
    async start({ host, env, db, catalogue, clientsOf, url }) {
      const { SessionConfig, startSession } = await import('../../session/service.ts');
      const clients = await clientsOf('session');
      return startSession(host, { config: readConfig(SessionConfig, env), db: db(), catalogue, clients, url });
    },
  },
  relay: {
    needsStore: false,
    async start({ host, env, clientsOf }) {
      const { RelayConfig, startRelay } = await import('../../relay/service.ts');
      return startRelay(host, { config: readConfig(RelayConfig, env), clients: await clientsOf('relay') });
    },
  },
  gateway: {
    needsStore: false,
    start: () => Promise.resolve(nothingToStop),
    async open({ env, catalogue, clientsOf, log }) {
      const { GatewayConfig } = await import('../../gateway/config.ts');
      const { startGateway } = await import('../../gateway/service.ts');
      const clients = await clientsOf('gateway');
      return startGateway({ config: readConfig(GatewayConfig, env), catalogue, clients, log });
    },
  },
  'local-directory': {
    needsStore: false,
    async start({ host, env, clientsOf, log, url, address }) {
      const { LocalDirectoryConfig } = await import('../../local-directory/config.ts');
      const { startLocalDirectory } = await import('../../local-directory/service.ts');
      const { createProcessRuntime } = await import('../../runtime/process/process-runtime.ts');
      const config = readConfig(LocalDirectoryConfig, env);
      const runtime = await createProcessRuntime({
        folder: config.LOCAL_DIRECTORY_FOLDER,
        entry: supervisorEntry(),
        host: address,
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

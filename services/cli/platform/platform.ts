import { readFile } from 'node:fs/promises';
import { catalogueOf } from '../../../infra/model/catalogue.ts';
import type { Stoppable } from '../../kit/background.ts';
import { createClient, type Client } from '../../kit/client.ts';
import { BerthError } from '../../kit/errors/berth-error.ts';
import { identifyProcess } from '../../kit/process-identity.ts';
import type { Log } from '../../kit/log.ts';
import { provideMongodb, type ProvidedMongodb } from '../../machine/mongodb/provide-mongodb.ts';
import { globalDirectoryContract } from '../../global-directory/contract.ts';
import { globalSessionContract } from '../../global-session/contract.ts';
import { sessionContract } from '../../session/contract.ts';
import type { LoadedModel } from './model-file.ts';
import { nodeEnvironment, type DeclaredNode } from './nodes.ts';
import { startRoleProcess, type RoleProcess } from './role-process.ts';
import { roleNames } from './role-names.ts';
import { writeAtomically, writePlatformRecord, type StateFolder } from './state-folder.ts';

/** What a platform on one machine is started with. */
export interface PlatformOptions {
  readonly model: LoadedModel;
  readonly state: StateFolder;
  readonly cacheFolder: string;
  readonly nodes: readonly DeclaredNode[];
  readonly env: NodeJS.ProcessEnv;
  readonly log: Log;
  readonly onProgress: (line: string) => void;
  readonly signal: AbortSignal;
}

/** A platform that runs on this machine. */
export interface RunningPlatform extends Stoppable {
  /** The gateway. */
  readonly url: string;
  readonly mongodb: ProvidedMongodb;
  readonly core: RoleProcess;
}

const readyTimeoutMs = 30_000;
const pollMs = 20;

/** Starts the database, the core roles in this process, and a local directory for each node. */
export async function startPlatform(options: PlatformOptions): Promise<RunningPlatform> {
  const { model, state, env, log, nodes } = options;
  const started: Stoppable[] = [];
  const stopAll = async () => {
    for (const part of started.reverse()) await part.stop();
  };
  try {
    const mongodb = await provideMongodb({ ...options, stateFolder: state.path });
    started.push(mongodb);
    await writeAtomically(state.catalogue, JSON.stringify(catalogueOf(model.platform), null, 2));
    const shared = {
      ...env,
      ...(await secretsOf(state)),
      MONGODB_URI: mongodb.uri,
      // It has answered already: what is wrong now stays wrong.
      MONGODB_WAIT_SECONDS: '0',
      BERTH_CATALOGUE_FILE: state.catalogue,
      BERTH_DATABASE: env['BERTH_DATABASE'] ?? `berth-${model.platform.name}`,
    };
    const core = await startRoleProcess(
      roleNames.filter((name) => name !== 'local-directory'),
      { env: shared, log },
    );
    started.push(core);
    for (const node of nodes) {
      const nodeEnv = {
        ...shared,
        ...nodeEnvironment(node),
        DISCOVERY_URL: core.url,
        LOCAL_DIRECTORY_FOLDER: state.workers(node.name),
        LOCAL_DIRECTORY_WORK_FOLDER: model.folder,
      };
      started.push(await startRoleProcess(['local-directory'], { env: nodeEnv, log }));
    }
    await untilReady(core, options);
    const url = core.publicUrl ?? '';
    await recordPlatform(state, { url, nodes: nodes.map(({ name }) => name) });
    return {
      url,
      mongodb,
      core,
      async stop() {
        await closeSessions(core, log);
        await stopAll();
      },
    };
  } catch (error) {
    await stopAll();
    throw error;
  }
}

async function secretsOf(state: StateFolder): Promise<NodeJS.ProcessEnv> {
  return {
    BERTH_IDENTITY_PRIVATE_KEY_FILE: state.identityPrivateKey,
    BERTH_IDENTITY_PUBLIC_KEY_FILE: state.identityPublicKey,
    AUTH_SIGNING_KEY_FILE: state.authSigningKey,
    RELAY_SECRET: await readFile(state.relaySecret, 'utf8'),
  };
}

async function recordPlatform(state: StateFolder, facts: { url: string; nodes: readonly string[] }): Promise<void> {
  const identity = await identifyProcess(process.pid);
  if (identity !== undefined) await writePlatformRecord(state.path, { ...identity, ...facts });
}

/** Waits until every node has registered and a session service takes sessions. */
async function untilReady(
  core: RoleProcess,
  { nodes, state, signal }: Pick<PlatformOptions, 'nodes' | 'state' | 'signal'>,
): Promise<void> {
  const clients = await core.clientsOf('operator');
  const directory = createClient(globalDirectoryContract, clients);
  const sessions = createClient(globalSessionContract, clients);
  const endAt = performance.now() + readyTimeoutMs;
  let missing = 'the services';
  while (performance.now() < endAt) {
    signal.throwIfAborted();
    missing = await whatIsMissing({ directory, sessions, nodes, instance: core.instance });
    if (missing === '') return;
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
  throw new BerthError('DEADLINE_EXCEEDED', {
    detail: `The platform was not ready within ${readyTimeoutMs} ms: ${missing} did not register.`,
    remedy: `Read the log, ${state.log}.`,
  });
}

async function whatIsMissing({
  directory,
  sessions,
  nodes,
  instance,
}: {
  directory: Client<typeof globalDirectoryContract.methods>;
  sessions: Client<typeof globalSessionContract.methods>;
  nodes: readonly DeclaredNode[];
  instance: string;
}): Promise<string> {
  const [{ nodes: known }, { services }] = await Promise.all([directory.nodes({}), sessions.services({})]);
  const missing = nodes.find(({ name }) => !known.some((node) => node.name === name && node.state === 'ready'));
  if (missing !== undefined) return `the node ${missing.name}`;
  return services.some((service) => service.instance === instance) ? '' : 'the session service';
}

/** Longer than any session of the model takes to close; what is left then is ended with its node. */
const closeTimeoutMs = 60_000;

/** Ends all sessions in order, so that their workers can write what they have and the projects are free. */
async function closeSessions(core: RoleProcess, log: Log): Promise<void> {
  const session = createClient(sessionContract, await core.clientsOf('operator'));
  try {
    const { sessions } = await session.list({});
    await Promise.all(
      sessions.map(async ({ id }) => {
        let { state, revision } = await session.close({ id, by: 'berth' });
        const endAt = performance.now() + closeTimeoutMs;
        while (state !== 'closed' && state !== 'failed' && performance.now() < endAt) {
          ({ state, revision } = await session.get({ id, afterRevision: revision, waitMs: 5000 }));
        }
      }),
    );
  } catch (error) {
    log.error({ err: error }, 'not all sessions could be closed; their workers are ended with their nodes');
  }
}

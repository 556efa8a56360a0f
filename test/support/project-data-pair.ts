import { createHash, randomBytes } from 'node:crypto';
import { request } from 'undici';
import type { Stoppable } from '../../services/kit/background.ts';
import { createClient, createDispatcher, type Client } from '../../services/kit/client.ts';
import type { ServiceName } from '../../services/kit/contract.ts';
import { fixedEndpoints } from '../../services/kit/endpoints.ts';
import { createHost } from '../../services/kit/host.ts';
import { createIdentityKeys, createLocalIdentity } from '../../services/kit/identity.ts';
import { createLog } from '../../services/kit/log.ts';
import { openStore, type Store } from '../../services/kit/store.ts';
import type { ProjectDataConfig } from '../../services/project-data/config.ts';
import { projectDataContract, type ProjectDataMethods } from '../../services/project-data/contract.ts';
import { startProjectData } from '../../services/project-data/service.ts';
import { testMongodb } from './mongodb.ts';

/** The configuration of both instances. */
export const projectDataConfig: ProjectDataConfig = {
  PROJECT_DATA_MAX_FILE_BYTES: 24 * 2 ** 20,
  PROJECT_DATA_KEEP_REPLACED_SECONDS: 0.2,
  PROJECT_DATA_ORPHAN_SECONDS: 3600,
  PROJECT_DATA_SWEEP_SECONDS: 0.1,
};

/** Ada may write to every project, Bob may read, nobody else may see any. */
const auth = {
  async access({ user, right }: { user: string; right: 'read' | 'write' }) {
    const has = user === 'ada' ? ('write' as const) : user === 'bob' ? ('read' as const) : ('none' as const);
    return { allowed: has === 'write' || (has === 'read' && right === 'read'), right: has };
  },
};

/** An instance of project-data, as its callers see it. */
export interface ProjectDataInstance extends Stoppable {
  readonly url: string;
  readonly session: Client<ProjectDataMethods>;
  readonly gateway: Client<ProjectDataMethods>;
  readonly gatewayToken: string;
}

/** A request to the routes for bytes. */
export interface Sent {
  readonly method?: 'GET' | 'PUT' | 'DELETE';
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | string | AsyncIterable<Buffer>;
}

/** Its answer. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly bytes: Buffer;
}

/** Two instances of project-data on one store. */
export interface ProjectDataPair extends Stoppable {
  readonly store: Store;
  readonly instances: readonly [ProjectDataInstance, ProjectDataInstance];
  /** The clock of both: real time, and what a test adds to it. */
  readonly clock: { aheadMs: number };
  startInstance(name: string, config: ProjectDataConfig): Promise<ProjectDataInstance>;
  /** A project that no other test uses, with a token to write to it. */
  newProject(): Promise<{ project: string; token: string }>;
  send(instance: ProjectDataInstance, path: string, sent?: Sent): Promise<Answer>;
  /** How many blobs and chunks there are that were written for the files of a project. */
  stored(project: string): Promise<{ blobs: number; chunks: number }>;
}

/** Starts a database, and two instances of project-data that use it. */
export async function startProjectDataPair(): Promise<ProjectDataPair> {
  const identityKeys = createIdentityKeys();
  const clock = { aheadMs: 0 };
  const now = () => new Date(Date.now() + clock.aheadMs);
  const mongodb = await testMongodb();
  const store = await openStore(mongodb);
  const dispatcher = createDispatcher();

  async function startInstance(instance: string, config: ProjectDataConfig): Promise<ProjectDataInstance> {
    const identity = await createLocalIdentity(identityKeys, { service: 'project-data', instance });
    const host = createHost({ identity, log: createLog({ level: 'silent' }) });
    const service = await startProjectData(host, { db: store.db, config, identity, auth, now });
    const url = await host.listen({ host: '127.0.0.1', port: 0 });
    const endpoints = fixedEndpoints([{ service: 'project-data', instance, url }]);
    const identityOf = (caller: ServiceName) =>
      createLocalIdentity(identityKeys, { service: caller, instance: 'test' });
    const gateway = await identityOf('gateway');
    return {
      url,
      session: createClient(projectDataContract, { identity: await identityOf('session'), endpoints, dispatcher }),
      gateway: createClient(projectDataContract, { identity: gateway, endpoints, dispatcher }),
      gatewayToken: await gateway.token(),
      async stop() {
        await host.stop();
        await service.stop();
      },
    };
  }

  const instances = [
    await startInstance('project-data-0', projectDataConfig),
    await startInstance('project-data-1', projectDataConfig),
  ] as const;

  return {
    store,
    instances,
    clock,
    startInstance,
    async newProject() {
      const project = `p${randomBytes(6).toString('hex')}`;
      const grant = { sessionId: 's-1', project, right: 'write', expiresInSeconds: 60 } as const;
      return { project, token: (await instances[0].session.issueToken(grant)).token };
    },
    async send(instance, path, { method = 'GET', token, headers, body } = {}) {
      const response = await request(`${instance.url}/v1/project-data/files/${path}`, {
        method,
        dispatcher,
        headers: { ...headers, ...(token !== undefined && { authorization: `Bearer ${token}` }) },
        ...(body !== undefined && { body: body as Buffer }),
      });
      const bytes = Buffer.from(await response.body.arrayBuffer());
      return { status: response.statusCode, headers: response.headers, bytes };
    },
    async stored(project) {
      const blobs = await store.db.collection('projectData.files').find({}).toArray();
      const mine = blobs.filter(({ filename }) => String(filename).startsWith(`${project}/`));
      const ids = new Set(mine.map(({ _id }) => String(_id)));
      const chunks = await store.db
        .collection('projectData.chunks')
        .find({}, { projection: { files_id: 1 } })
        .toArray();
      return { blobs: mine.length, chunks: chunks.filter(({ files_id }) => ids.has(String(files_id))).length };
    },
    async stop() {
      await Promise.all(instances.map((instance) => instance.stop()));
      await dispatcher.close();
      await store.stop();
      await mongodb.stop();
    },
  };
}

/** The JSON of an answer. */
export function json({ bytes }: Answer): unknown {
  return JSON.parse(bytes.toString());
}

/** SHA-256, hexadecimal. */
export function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

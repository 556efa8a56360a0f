import type { Db } from 'mongodb';
import { createBackground, type Stoppable } from '../kit/background.ts';
import type { Client } from '../kit/client.ts';
import type { CallContext, Host } from '../kit/host.ts';
import type { Identity } from '../kit/identity.ts';
import type { AuthMethods, ProjectRight } from '../auth/contract.ts';
import { createAuthorization } from './authorization.ts';
import { createBlobStore } from './blob-store.ts';
import type { ProjectDataConfig } from './config.ts';
import { projectDataContract } from './contract.ts';
import { createDataTokens, sharedSecret } from './data-token.ts';
import { createFileRoutes } from './file-routes.ts';
import { createFileStore, fileView } from './file-store.ts';
import { createProjectFiles } from './project-files.ts';

/** What project-data needs from outside. */
export interface ProjectDataDeps {
  readonly db: Db;
  readonly config: ProjectDataConfig;
  readonly identity: Identity;
  /** A client of auth, which says what a user may do with a project. */
  readonly auth: Pick<Client<AuthMethods>, 'access'>;
  /** @default the system's clock */
  readonly now?: () => Date;
}

/** Serves project-data on a host, also its routes for bytes. */
export async function startProjectData(host: Host, deps: ProjectDataDeps): Promise<Stoppable> {
  const { db, config, identity, auth } = deps;
  const now = deps.now ?? (() => new Date());
  const log = host.log.child({ service: 'project-data' });
  const background = createBackground(log);
  const tokens = createDataTokens(await sharedSecret(db), now);
  const authorization = createAuthorization({ identity, tokens, auth });
  const files = createProjectFiles({
    files: await createFileStore(db, now),
    blobs: createBlobStore(db, now),
    background,
    now,
    maxFileBytes: config.PROJECT_DATA_MAX_FILE_BYTES,
    keepReplacedMs: config.PROJECT_DATA_KEEP_REPLACED_SECONDS * 1000,
    orphanMs: config.PROJECT_DATA_ORPHAN_SECONDS * 1000,
  });

  /** The gateway calls for a user; the session service for a session that was let in when it was opened. */
  async function require(call: CallContext, request: { project: string; user?: string }, right: ProjectRight) {
    if (call.caller.service !== 'gateway' && request.user === undefined) return;
    await authorization.requireUser(request.user, { project: request.project, right });
  }

  host.serve(projectDataContract, {
    async list(request, call) {
      await require(call, request, 'read');
      return { files: await files.list(request.project, request.prefix) };
    },
    async stat(request, call) {
      await require(call, request, 'read');
      return fileView(await files.stat(request.project, request.path));
    },
    async remove(request, call) {
      await require(call, request, 'write');
      return { removed: await files.remove(request.project, request.path) };
    },
    async issueToken({ expiresInSeconds, ...grant }) {
      const expiresAt = new Date(now().getTime() + expiresInSeconds * 1000);
      return { token: await tokens.sign(grant, expiresAt), expiresAt: expiresAt.toISOString() };
    },
  });
  void host.app.register(createFileRoutes({ files, authorization, log }));
  background.repeat('sweep content', config.PROJECT_DATA_SWEEP_SECONDS * 1000, () => files.sweep());
  return background;
}

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { catalogueOf } from '../../infra/model/catalogue.ts';
import { loadModel } from '../../services/cli/platform/model-file.ts';
import { machineNode, nodeEnvironment } from '../../services/cli/platform/nodes.ts';
import { prepareStateFolder } from '../../services/cli/platform/state-folder.ts';
import { userCacheFolder } from '../../services/machine/folders.ts';
import { provideMongodb, type ProvidedMongodb } from '../../services/machine/mongodb/provide-mongodb.ts';
import { modelFolder } from './platform.ts';
import { readFile } from 'node:fs/promises';

/** What roles of one installation share: a database, secrets, the catalogue. */
export interface Installation {
  readonly mongodb: ProvidedMongodb;
  /** The environment of every role. */
  readonly env: NodeJS.ProcessEnv;
}

/** Prepares an installation in a folder; its database runs until it is stopped. */
export async function prepareInstallation(folder: string, onProgress: (line: string) => void): Promise<Installation> {
  const state = await prepareStateFolder(join(folder, 'state'));
  const { platform } = await loadModel(modelFolder);
  await writeFile(state.catalogue, JSON.stringify(catalogueOf(platform)));
  const node = machineNode();
  const mongodb = await provideMongodb({
    stateFolder: state.path,
    cacheFolder: userCacheFolder(process.env),
    env: process.env,
    onProgress,
  });
  const env = {
    MONGODB_URI: mongodb.uri,
    BERTH_DATABASE: 'berth-bench',
    BERTH_CATALOGUE_FILE: state.catalogue,
    BERTH_IDENTITY_PRIVATE_KEY_FILE: state.identityPrivateKey,
    BERTH_IDENTITY_PUBLIC_KEY_FILE: state.identityPublicKey,
    AUTH_SIGNING_KEY_FILE: state.authSigningKey,
    RELAY_SECRET: await readFile(state.relaySecret, 'utf8'),
    GATEWAY_PORT: '0',
    ...nodeEnvironment(node),
    LOCAL_DIRECTORY_FOLDER: state.workers(node.name),
    LOCAL_DIRECTORY_WORK_FOLDER: modelFolder,
    LOCAL_DIRECTORY_SPARES: '0',
  };
  return { mongodb, env };
}

/** A platform in a process of its own, as `berth up` runs it, for the benches of `bench/`. */
import pino from 'pino';
import { onTold, say } from './speak.ts';
import { ensureDemo } from '../../services/cli/platform/demo.ts';
import { loadModel } from '../../services/cli/platform/model-file.ts';
import { machineNode } from '../../services/cli/platform/nodes.ts';
import { startPlatform } from '../../services/cli/platform/platform.ts';
import { prepareStateFolder } from '../../services/cli/platform/state-folder.ts';
import { createLog } from '../../services/kit/log.ts';
import { userCacheFolder } from '../../services/machine/folders.ts';

/** What the process says when the platform is there. */
export interface PlatformFacts {
  readonly url: string;
  readonly user: string;
  readonly password: string;
  readonly database: { readonly kind: string; readonly version: string };
}

const stopping = new AbortController();
const state = await prepareStateFolder(process.env['BENCH_STATE_FOLDER'] ?? '');
const model = await loadModel(process.env['BENCH_MODEL_FOLDER'] ?? '');
const log = createLog({ destination: pino.destination({ dest: state.log, sync: true }), level: 'info' });
const platform = await startPlatform({
  model,
  state,
  log,
  cacheFolder: userCacheFolder(process.env),
  nodes: [machineNode()],
  env: { ...process.env, GATEWAY_PORT: '0' },
  onProgress: (line) => process.stderr.write(`${line}\n`),
  signal: stopping.signal,
});
const demo = await ensureDemo(platform, { model: model.platform, folder: model.folder, state });
const { kind, version } = platform.mongodb;

let stopped: Promise<void> | undefined;
const stop = () => {
  stopped ??= platform.stop().then(() => process.exit(0));
};
process.on('SIGTERM', stop);
onTold(() => undefined, stop);
const facts: PlatformFacts = {
  url: platform.url,
  user: demo.name,
  password: demo.password,
  database: { kind, version },
};
say(facts);

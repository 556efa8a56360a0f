import { resolve } from 'node:path';
import pino from 'pino';
import type { Platform } from '../../../infra/model/platform.ts';
import { createClient } from '../../kit/client.ts';
import { createLog } from '../../kit/log.ts';
import { catalogueOf } from '../../../infra/model/catalogue.ts';
import { globalDirectoryContract } from '../../global-directory/contract.ts';
import { userCacheFolder, userStateFolder } from '../../machine/folders.ts';
import { saveContext } from '../context.ts';
import { CommandError } from '../errors/command-error.ts';
import { exitCodes } from '../errors/exit-codes.ts';
import { commandName, type CommandIo } from '../io.ts';
import { ensureDemo, type DemoUser } from './demo.ts';
import { loadModel } from './model-file.ts';
import { machineNode, parseNode } from './nodes.ts';
import { provideWorkerPrograms } from './programs.ts';
import { startPlatform, type RunningPlatform } from './platform.ts';
import { aborted } from './serve.ts';
import { prepareStateFolder, readPlatformRecord, type StateFolder } from './state-folder.ts';

/** Options of `berth up`. */
export interface UpOptions {
  readonly folder: string;
  readonly state?: string | undefined;
  readonly port?: number | undefined;
  /** Declared nodes as JSON. @default the machine */
  readonly node?: readonly string[] | undefined;
}

/** The context that `berth up` writes, so that the next command needs no login. */
const localContext = 'local';

/** Runs an application on this machine until Ctrl-C or SIGTERM. */
export async function up(io: CommandIo, options: UpOptions): Promise<void> {
  const startedAtMs = performance.now();
  const say = (line: string) => io.stderr.write(`${line}\n`);
  const nodes = options.node?.map(parseNode) ?? [machineNode()];
  const model = await loadModel(resolve(io.cwd, options.folder));
  const { platform: application } = model;
  say(`Berth starts "${application.name}" (${model.file})`);
  const path = options.state === undefined ? userStateFolder(io.env, application.name) : resolve(io.cwd, options.state);
  const state = await prepareStateFolder(path);
  await refuseSecond(state, io);
  const onProgress = (line: string) => say(`  ${line}`);
  await provideWorkerPrograms({ catalogue: catalogueOf(application), env: io.env, onProgress, signal: io.signal });
  const platform = await startPlatform({
    model,
    state,
    cacheFolder: userCacheFolder(io.env),
    nodes,
    env: { ...io.env, ...(options.port !== undefined && { GATEWAY_PORT: String(options.port) }) },
    log: createLog({
      level: io.env['BERTH_LOG_LEVEL'] ?? 'info',
      destination: pino.destination({ dest: state.log, mkdir: true, sync: false }),
    }),
    onProgress,
    signal: io.signal,
  });
  try {
    const demo = await ensureDemo(platform, { model: application, folder: model.folder, state });
    await saveContext(io.env, localContext, {
      context: { url: platform.url, user: demo.name, refreshToken: demo.refreshToken, stateFolder: path },
      makeCurrent: true,
    });
    for (const line of await notHere(platform, application)) say(`  ${line}`);
    for (const line of summary({ io, platform, application, demo, state, startedAtMs })) say(line);
    await aborted(io.signal);
    say('Ending: sessions are closed, workers stopped …');
  } finally {
    await platform.stop();
  }
  say(`Ended; nothing is left running. State is kept in ${path}`);
}

async function refuseSecond(state: StateFolder, { env }: CommandIo): Promise<void> {
  const { running } = await readPlatformRecord(state.path);
  if (running === undefined) return;
  throw new CommandError({
    exitCode: exitCodes.conflict,
    detail: `This application already runs here as process ${running.pid}, at ${running.url}.`,
    remedy: `End it with \`${commandName(env)} down\`, or give another state folder with --state.`,
  });
}

interface Summary {
  readonly io: CommandIo;
  readonly platform: RunningPlatform;
  readonly application: Platform;
  readonly demo: DemoUser;
  readonly state: StateFolder;
  readonly startedAtMs: number;
}

function summary({ io, platform, application, demo, state, startedAtMs }: Summary): string[] {
  const berth = commandName(io.env);
  const [firstType] = Object.keys(application.sessionTypes ?? {});
  const next =
    firstType === undefined
      ? `${berth} status`
      : `${berth} session open ${firstType} --project ${demo.project ?? '<project>'}`;
  return [
    '',
    `Ready after ${((performance.now() - startedAtMs) / 1000).toFixed(1)} s:  ${platform.url}   (API: ${platform.url}/api/docs)`,
    `  user      ${demo.name} / ${demo.password}${demo.project === undefined ? '' : `, project ${demo.project}`}`,
    `  state     ${state.path}`,
    `  log       ${state.log}`,
    `  next      ${next}`,
    '  Ctrl-C ends everything.',
  ];
}

/** What of the application this machine cannot run, and where it will be placed instead. */
async function notHere(platform: RunningPlatform, application: Platform): Promise<string[]> {
  const directory = createClient(globalDirectoryContract, await platform.core.clientsOf('operator'));
  const workers = catalogueOf(application).sessionTypes.flatMap((type) =>
    type.workers.map(({ name, requirements }) => ({ name: `${type.name}/${name}`, requirements })),
  );
  const { impossible } = workers.length === 0 ? { impossible: [] } : await directory.feasible({ workers });
  const lines = impossible.map(({ name, refusals }) => {
    const os = workers.find((worker) => worker.name === name)?.requirements.os;
    const pools = Object.entries(application.nodePools ?? {}).filter(([, pool]) => (pool.os ?? 'linux') === os);
    const elsewhere = pools.length === 0 ? '' : `; in a cluster: pool ${pools.map(([pool]) => pool).join(', ')}`;
    return `${name} cannot run here: ${refusals.map(({ node, reason }) => `${node} ${reason}`).join('; ')}${elsewhere}`;
  });
  return [...lines, ...notYet(application)];
}

/** What the model declares and this version does not do on one machine (docs/reference/model.md has the whole list). */
function notYet(application: Platform): string[] {
  const programs = [...Object.keys(application.services ?? {}), ...Object.keys(application.jobs ?? {})];
  const warm = Object.entries(application.sessionTypes ?? {}).flatMap(([type, { workers }]) =>
    Object.entries(workers).flatMap(([name, worker]) => ((worker.warm ?? 0) > 0 ? [`${type}/${name}`] : [])),
  );
  return [
    ...(programs.length > 0
      ? [`not started on one machine by this version: ${programs.join(', ')} (only session types are)`]
      : []),
    ...(warm.length > 0 ? [`started when a session asks, not ahead (\`warm\`): ${warm.join(', ')}`] : []),
  ];
}

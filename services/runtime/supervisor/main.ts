import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { identifyProcess } from '../../kit/process-identity.ts';
import { recordFileName, type SupervisorEnvironment, type SupervisorRecord } from './contract.ts';
import { Supervisor } from './supervisor.ts';

/** Starts the supervisor that the environment describes and says `listening` on stdout. */
async function main(): Promise<void> {
  const { own, workerBase } = splitEnvironment(process.env);
  const folder = own.BERTH_SUPERVISOR_FOLDER;
  const token = own.BERTH_SUPERVISOR_TOKEN;
  const supervisor = new Supervisor({
    folder,
    token,
    host: own.BERTH_SUPERVISOR_HOST,
    orphanMs: Number(own.BERTH_SUPERVISOR_ORPHAN_MS),
    workerBase,
    onReleased: (reason) => {
      process.stderr.write(`${new Date().toISOString()} ended: ${reason}\n`);
      process.exit(0);
    },
  });
  const url = await supervisor.listen();
  const identity = await identifyProcess(process.pid);
  if (identity === undefined) throw new Error('this process cannot find itself in /proc');
  const record: SupervisorRecord = { ...identity, url, token };
  const path = join(folder, recordFileName);
  await writeFile(`${path}.new`, JSON.stringify(record), { mode: 0o600 });
  await rename(`${path}.new`, path);
  process.stdout.write('listening\n');
  process.on('SIGTERM', () => supervisor.release('SIGTERM'));
  // Ctrl-C at the terminal is for the command that started all this; it ends its workers in order.
  process.on('SIGINT', () => undefined);
}

function splitEnvironment(env: NodeJS.ProcessEnv): { own: SupervisorEnvironment; workerBase: Record<string, string> } {
  const {
    BERTH_SUPERVISOR_FOLDER,
    BERTH_SUPERVISOR_TOKEN,
    BERTH_SUPERVISOR_HOST,
    BERTH_SUPERVISOR_ORPHAN_MS,
    NODE_COMPILE_CACHE,
    ...rest
  } = env as unknown as SupervisorEnvironment & Record<string, string>;
  return {
    own: {
      BERTH_SUPERVISOR_FOLDER,
      BERTH_SUPERVISOR_TOKEN,
      BERTH_SUPERVISOR_HOST,
      BERTH_SUPERVISOR_ORPHAN_MS,
      NODE_COMPILE_CACHE,
    },
    workerBase: rest,
  };
}

await main();

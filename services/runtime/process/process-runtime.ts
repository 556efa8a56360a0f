import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Agent } from 'undici';
import type { Log } from '../../kit/log.ts';
import type { LogLine, RunningWorker, Runtime } from '../runtime.ts';
import type { SupervisorRecord, WorkerStart } from '../supervisor/contract.ts';
import { endOrphan, readLog, SupervisedProcess } from './supervised-worker.ts';
import { launchSupervisor, readRecord, type SupervisorLaunch } from './supervisor-process.ts';

/** Options of {@link createProcessRuntime}. */
export interface ProcessRuntimeOptions extends SupervisorLaunch {
  /** Where supervisors have their folders; found again by a later local directory of the same node. */
  readonly folder: string;
  /** Supervisors that are started ahead, so that a session does not wait for one. */
  readonly spares: number;
  readonly log: Log;
}

interface Spare {
  readonly folder: string;
  readonly record: SupervisorRecord;
}

const placementFileName = 'placement.json';

/** Runs workers as processes of this machine, each under a supervisor. */
export async function createProcessRuntime(options: ProcessRuntimeOptions): Promise<Runtime> {
  const runtime = new ProcessRuntime(options);
  await mkdir(options.folder, { recursive: true, mode: 0o700 });
  runtime.refill();
  return runtime;
}

class ProcessRuntime implements Runtime {
  readonly name = 'process';
  readonly #options: ProcessRuntimeOptions;
  /** Every long poll of a worker's status holds a connection to its supervisor. */
  readonly #dispatcher = new Agent({ connections: 8, keepAliveTimeout: 60_000 });
  readonly #workers = new Map<string, Promise<SupervisedProcess>>();
  readonly #greetings: NodeJS.Timeout;
  readonly #tidying: NodeJS.Timeout;
  #spares: Promise<Spare>[] = [];
  #stopped = false;

  constructor(options: ProcessRuntimeOptions) {
    this.#options = options;
    // A supervisor that hears of nobody ends itself.
    this.#greetings = setInterval(() => void this.#greetSpares(), options.orphanMs / 3).unref();
    this.#tidying = setInterval(() => void this.#attempt('tidy', this.#tidyAll()), tidyEveryMs).unref();
  }

  async start(placementId: string, start: WorkerStart): Promise<RunningWorker> {
    const running = this.#workers.get(placementId) ?? this.#startNew(placementId, start);
    this.#workers.set(placementId, running);
    try {
      return this.#forgetWhenReleased(await running);
    } catch (error) {
      if (this.#workers.get(placementId) === running) this.#workers.delete(placementId);
      throw error;
    }
  }

  async find(): Promise<readonly RunningWorker[]> {
    const folders = await readdir(this.#options.folder);
    const found = await Promise.all(folders.map((name) => this.#findIn(join(this.#options.folder, name))));
    return found.filter((worker) => worker !== undefined);
  }

  async log(placementId: string, maxLines: number): Promise<readonly LogLine[]> {
    for (const name of await readdir(this.#options.folder)) {
      const folder = join(this.#options.folder, name);
      if ((await readPlacement(folder)) === placementId) return readLog(folder, maxLines);
    }
    return [];
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#greetings);
    clearInterval(this.#tidying);
    const spares = await Promise.allSettled(this.#spares);
    for (const spare of spares) {
      if (spare.status === 'fulfilled') await this.#attempt('end a spare', this.#discard(spare.value));
    }
    const workers = await Promise.allSettled(this.#workers.values());
    const started = workers.flatMap((worker) => (worker.status === 'fulfilled' ? [worker.value] : []));
    await Promise.all(started.map((worker) => this.#attempt('end a worker', worker.release())));
    await this.#dispatcher.close();
  }

  /** Starts supervisors until the declared number waits. */
  refill(): void {
    while (!this.#stopped && this.#spares.length < this.#options.spares) {
      const spare = this.#launch().then(async (launched) => {
        // Its first answer takes longer than those after it: nobody waits for it now.
        await this.#greet(launched);
        return launched;
      });
      spare.catch((error: unknown) => this.#options.log.error({ err: error }, 'a supervisor could not be started'));
      this.#spares.push(spare);
    }
  }

  /** Lets the spares know that they are still wanted; replaces those that do not answer. */
  async #greetSpares(): Promise<void> {
    for (const spare of [...this.#spares]) {
      const answers = await spare.then((launched) => this.#greet(launched)).catch(() => false);
      if (!answers) this.#spares = this.#spares.filter((other) => other !== spare);
    }
    this.refill();
  }

  async #greet({ folder, record }: Spare): Promise<boolean> {
    const spare = new SupervisedProcess('', { record, folder, dispatcher: this.#dispatcher });
    return (await spare.status(0, 0, AbortSignal.timeout(greetTimeoutMs))) !== undefined;
  }

  async #startNew(placementId: string, start: WorkerStart): Promise<SupervisedProcess> {
    const { folder, record } = await this.#takeSpare();
    // The placement is written before the order: a directory that is killed in between finds both or neither.
    const path = join(folder, placementFileName);
    await writeFile(`${path}.new`, JSON.stringify({ placementId }));
    await rename(`${path}.new`, path);
    const worker = new SupervisedProcess(placementId, { record, folder, dispatcher: this.#dispatcher });
    try {
      await worker.start({ start });
    } catch (error) {
      // It may have started all the same: the order comes again and gets another supervisor, so this one ends first.
      await this.#discard({ folder, record });
      throw error;
    }
    return worker;
  }

  async #takeSpare(): Promise<Spare> {
    const spare = this.#spares.shift() ?? this.#launch();
    // The next one is started a little later: it shall not compete with the worker that starts now.
    setTimeout(() => this.refill(), refillPauseMs).unref();
    const taken = await spare.catch(() => this.#launch());
    // A spare may have been killed while it waited.
    return (await readRecord(taken.folder)) === undefined ? this.#launch() : taken;
  }

  async #launch(): Promise<Spare> {
    const folder = join(this.#options.folder, randomUUID());
    const record = await launchSupervisor(this.#options, folder);
    return { folder, record };
  }

  async #findIn(folder: string): Promise<RunningWorker | undefined> {
    const record = await readRecord(folder);
    const placementId = await readPlacement(folder);
    if (record !== undefined && placementId !== undefined) {
      const worker = new SupervisedProcess(placementId, { record, folder, dispatcher: this.#dispatcher });
      if (await this.#isIdle(worker)) {
        // The directory before was killed between the placement and the order, which will come again.
        await this.#discard({ folder, record });
        return undefined;
      }
      this.#workers.set(placementId, Promise.resolve(worker));
      return this.#forgetWhenReleased(worker);
    }
    // A spare of the directory before, which nobody knows any more; or what a killed supervisor left behind.
    if (record !== undefined) await this.#discard({ folder, record });
    else await this.#tidy(folder);
    return undefined;
  }

  async #isIdle(worker: SupervisedProcess): Promise<boolean> {
    try {
      return (await worker.status(0, 0, AbortSignal.timeout(greetTimeoutMs)))?.phase === 'idle';
    } catch {
      return false; // It is there, but stopped or busy.
    }
  }

  async #attempt(what: string, task: Promise<void>): Promise<void> {
    await task.catch((error: unknown) => this.#options.log.error({ err: error }, `could not ${what}`));
  }

  /** Removes what ended workers left, their logs after some days. */
  async #tidyAll(): Promise<void> {
    for (const name of await readdir(this.#options.folder)) {
      const folder = join(this.#options.folder, name);
      if ((await readRecord(folder)) === undefined) await this.#tidy(folder);
    }
  }

  /** Ends a worker without a supervisor; its log is kept for some days. */
  async #tidy(folder: string): Promise<void> {
    await endOrphan(folder);
    const { mtimeMs } = await stat(folder);
    if (Date.now() - mtimeMs > keepLogsMs) await rm(folder, { recursive: true, force: true });
  }

  async #discard({ folder, record }: Spare): Promise<void> {
    const spare = new SupervisedProcess('', { record, folder, dispatcher: this.#dispatcher });
    await spare.release();
    await rm(folder, { recursive: true, force: true });
  }

  #forgetWhenReleased(worker: SupervisedProcess): RunningWorker {
    const forget = () => this.#workers.delete(worker.placementId);
    return {
      placementId: worker.placementId,
      url: worker.url,
      status: (after, waitMs, signal) => worker.status(after, waitMs, signal),
      run: (peers) => worker.run(peers),
      updatePeers: (peers) => worker.updatePeers(peers),
      setProjectDataUrl: (url) => worker.setProjectDataUrl(url),
      stop: (reason, graceMs) => worker.stop(reason, graceMs),
      async release() {
        await worker.release();
        forget();
      },
    };
  }
}

const refillPauseMs = 250;
const greetTimeoutMs = 5000;
const tidyEveryMs = 3_600_000;
const keepLogsMs = 7 * 24 * 3_600_000;

async function readPlacement(folder: string): Promise<string | undefined> {
  try {
    const text = await readFile(join(folder, placementFileName), 'utf8');
    return (JSON.parse(text) as { placementId: string }).placementId;
  } catch {
    return undefined;
  }
}

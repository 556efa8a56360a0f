import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { request, type Agent } from 'undici';
import { fromProblem } from '../../kit/errors/problem.ts';
import { isSameProcess, type ProcessIdentity } from '../../kit/process-identity.ts';
import type { LogLine, RunningWorker } from '../runtime.ts';
import {
  logFileName,
  recordFileName,
  workerFileName,
  type SupervisorRecord,
  type SupervisorRoutes,
  type WorkerStatus,
} from '../supervisor/contract.ts';

const callTimeoutMs = 5000;
/** A supervisor that is released ends within milliseconds. */
const endTimeoutMs = 5000;
const endPollMs = 5;

/** Speaks to the supervisor of one worker. */
export class SupervisedProcess implements RunningWorker {
  readonly placementId: string;
  readonly #record: SupervisorRecord;
  readonly #folder: string;
  readonly #dispatcher: Agent;

  constructor(
    placementId: string,
    { record, folder, dispatcher }: { record: SupervisorRecord; folder: string; dispatcher: Agent },
  ) {
    this.placementId = placementId;
    this.#record = record;
    this.#folder = folder;
    this.#dispatcher = dispatcher;
  }

  get url(): string {
    return this.#record.url;
  }

  async status(afterVersion: number, waitMs: number, signal: AbortSignal): Promise<WorkerStatus | undefined> {
    const path = `/v1/supervisor/status?after=${afterVersion}&waitMs=${waitMs}`;
    try {
      return (await this.#call('GET', path, { signal, timeoutMs: waitMs + callTimeoutMs })) as WorkerStatus;
    } catch (error) {
      if (signal.aborted || (await isSameProcess(this.#record))) throw error;
      await endOrphan(this.#folder);
      return undefined;
    }
  }

  async start(start: SupervisorRoutes['POST /v1/supervisor/start']): Promise<void> {
    await this.#post('start', start);
  }

  async run(peers: SupervisorRoutes['POST /v1/supervisor/run']['peers']): Promise<void> {
    await this.#post('run', { peers });
  }

  async updatePeers(peers: SupervisorRoutes['POST /v1/supervisor/peers']['peers']): Promise<void> {
    await this.#post('peers', { peers });
  }

  async setProjectDataUrl(url: string): Promise<void> {
    await this.#post('project-data', { url });
  }

  async stop(reason: string, graceMs: number): Promise<void> {
    await this.#post('stop', { reason, graceMs });
  }

  async release(): Promise<void> {
    const hasAnswered = await this.#post('release', {}).then(
      () => true,
      () => false,
    );
    // One that hangs does not end its worker any more: it is killed, and what it leaves is ended from here.
    await this.#untilGone(hasAnswered ? endTimeoutMs : 0);
    await endOrphan(this.#folder);
    await rm(join(this.#folder, 'scratch'), { recursive: true, force: true });
    await rm(join(this.#folder, recordFileName), { force: true });
  }

  /** The supervisor answers, ends its worker and then itself; whoever releases it can rely on both being gone. */
  async #untilGone(timeoutMs: number): Promise<void> {
    const endAt = performance.now() + timeoutMs;
    while (await isSameProcess(this.#record)) {
      if (performance.now() >= endAt) {
        kill(this.#record.pid);
        return;
      }
      await delay(endPollMs);
    }
  }

  async #post(name: string, body: object): Promise<void> {
    await this.#call('POST', `/v1/supervisor/${name}`, { body, timeoutMs: callTimeoutMs });
  }

  async #call(
    method: 'GET' | 'POST',
    path: string,
    { body, signal, timeoutMs }: { body?: object; signal?: AbortSignal; timeoutMs: number },
  ): Promise<unknown> {
    const timeout = AbortSignal.timeout(timeoutMs);
    const response = await request(this.#record.url + path, {
      method,
      dispatcher: this.#dispatcher,
      headersTimeout: 0,
      bodyTimeout: 0,
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
      headers: { authorization: `Bearer ${this.#record.token}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const answer: unknown = await response.body.json();
    if (response.statusCode < 300) return answer;
    throw fromProblem(answer) ?? new Error(`the supervisor answered ${response.statusCode} to ${path}`);
  }
}

/** Ends the process group of a worker whose supervisor is gone. */
export async function endOrphan(folder: string): Promise<void> {
  const text = await readText(join(folder, workerFileName));
  if (text === '') return;
  const worker = JSON.parse(text) as ProcessIdentity;
  if (!(await isSameProcess(worker))) return;
  kill(process.platform === 'win32' ? worker.pid : -worker.pid);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    // ESRCH: it ended by itself meanwhile.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** The newest lines of a worker's log, from the present file and the one before it. */
export async function readLog(folder: string, maxLines: number): Promise<readonly LogLine[]> {
  const path = join(folder, logFileName);
  const texts = await Promise.all([readText(`${path}.1`), readText(path)]);
  const lines = texts
    .join('')
    .split('\n')
    .filter((line) => line !== '');
  return lines.slice(-maxLines).flatMap((line) => {
    try {
      return [JSON.parse(line) as LogLine];
    } catch {
      return []; // The last line before a crash may be cut off.
    }
  });
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

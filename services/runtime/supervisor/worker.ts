import { join } from 'node:path';
import { encodeFrame, frameBytes } from '../../wire/frame.ts';
import { Announcer } from './announcer.ts';
import { pause } from '../../kit/background.ts';
import { Change } from '../../kit/change.ts';
import { Clients } from './clients.ts';
import {
  logFileName,
  type PeerAddress,
  type WorkerExit,
  type WorkerPhase,
  type WorkerProgress,
  type WorkerStart,
  type WorkerStatus,
} from './contract.ts';
import { LogFile } from './log-file.ts';
import { Mailbox } from './mailbox.ts';
import { residentBytes } from './memory.ts';
import { Peers, TakenIds, type PeerMessage } from './peers.ts';
import { startProcess, type WorkerProcess } from './process.ts';
import { untilReady } from './readiness.ts';
import { MessageWindow } from './window.ts';

const nothing = new Uint8Array(0);
const memoryCheckMs = 1000;
const roomCheckMs = 1000;

/** A message that the worker sends. */
export interface OutgoingMessage {
  /** `clients`, or the id of a worker of the session. */
  readonly to: string;
  readonly type: string;
  readonly data?: unknown;
  readonly payload: Uint8Array;
}

/** The variables that the platform gives to a worker. */
export interface WorkerVariables {
  readonly url: string;
  readonly token: string;
  /** The folder of the supervisor. */
  readonly folder: string;
  readonly base: Readonly<Record<string, string>>;
}

/** One worker under its supervisor: the process, what it receives, what it sends, and what is known of it. */
export class SupervisedWorker {
  readonly start: WorkerStart;
  readonly mailbox = new Mailbox();
  readonly window: MessageWindow;
  readonly peers: Peers;
  readonly fromPeers = new TakenIds();
  readonly fromClients = new TakenIds();
  readonly fromSelf = new TakenIds();
  readonly clients = new Clients((client) => {
    this.window.forget(client);
    this.windowRoom.notify();
  });
  /** There are new messages for clients. */
  readonly newMessages = new Announcer();
  /** A confirmation, or a client that left, may have made room in the window. */
  readonly windowRoom = new Change();
  readonly #statusChange = new Change();
  readonly #log: LogFile;
  readonly #process: WorkerProcess;
  readonly #ending = new AbortController();
  #status: WorkerStatus = { version: 1, phase: 'starting' };
  #failure: WorkerExit['error'];
  #projectData: WorkerStart['projectData'];

  constructor(start: WorkerStart, variables: WorkerVariables) {
    this.start = start;
    this.#projectData = start.projectData;
    this.window = new MessageWindow(start.window);
    const { worker, incarnation, channelToken, init } = start;
    this.peers = new Peers(
      { id: worker.id, incarnation, channelToken },
      init.workers.map(({ id }) => id).filter((id) => id !== worker.id),
    );
    this.#log = new LogFile(join(variables.folder, logFileName));
    this.#process = startProcess({
      command: start.command,
      folder: start.folder,
      env: workerEnvironment(start, variables),
      log: this.#log,
    });
    this.#status = { ...this.#status, ...(this.#process.pid !== undefined && { pid: this.#process.pid }) };
    void this.#process.ended.then((exit) => this.#ended(exit));
    if (start.protocol === 'http') this.mailbox.push({ kind: 'init', fields: { ...init }, payload: nothing });
    else void this.#watchPlainProcess();
    void this.#watchMemory();
  }

  /** Where the files of the session's project are, and what opens them. */
  get projectData(): WorkerStart['projectData'] {
    return this.#projectData;
  }

  setProjectDataUrl(url: string): void {
    this.#projectData = { ...this.#projectData, url };
  }

  get status(): WorkerStatus {
    return this.#status;
  }

  /** Aborted when the process has ended. */
  get endSignal(): AbortSignal {
    return this.#ending.signal;
  }

  /** Resolves when the version of the status is above the given one, or after the time. */
  async statusAfter(version: number, waitMs: number, signal: AbortSignal): Promise<WorkerStatus> {
    if (this.#status.version <= version) await this.#statusChange.wait(waitMs, signal);
    return this.#status;
  }

  ready(): void {
    this.#advance('starting', 'ready');
  }

  initialised(): void {
    this.#advance('ready', 'initialised');
  }

  /** The session runs: messages may flow. */
  run(peers: readonly PeerAddress[]): void {
    this.peers.update(peers);
    if (this.#status.phase !== 'initialised') return;
    if (this.start.protocol === 'http') this.mailbox.push({ kind: 'run', fields: {}, payload: nothing });
    this.#advance('initialised', 'running');
  }

  /** Sends a message of the worker; resolves when it is kept here for those who shall get it. */
  async send(message: OutgoingMessage, signal: AbortSignal): Promise<void> {
    if (message.to !== 'clients') return this.peers.send(message.to, bodyOf(message), signal);
    while (!this.sendNow(message)) {
      signal.throwIfAborted();
      await this.windowRoom.wait(roomCheckMs, signal);
    }
  }

  /** Sends a message of the worker; `false` where it must wait for room. */
  sendNow(message: OutgoingMessage): boolean {
    if (message.to !== 'clients') return this.peers.sendNow(message.to, bodyOf(message));
    const { header, payload } = bodyOf(message);
    const { worker, incarnation, window } = this.start;
    const seq = this.window.last + 1;
    const frame = encodeFrame({ kind: 'message', worker: worker.id, incarnation, seq, ...header }, payload);
    if (window.whenFull === 'wait' && this.window.mustWait(frameBytes(frame))) return false;
    this.window.push(() => frame);
    this.newMessages.announce();
    return true;
  }

  progress(progress: WorkerProgress): void {
    this.#change({ progress, activeAt: new Date().toISOString() });
  }

  active(): void {
    this.#change({ activeAt: new Date().toISOString() });
  }

  /** The worker says why it cannot go on; it is asked to stop. */
  fail(error: { readonly code: string; readonly message: string }): void {
    this.#failure ??= error;
    this.stop(`the worker failed: ${error.message}`, this.start.stopGraceMs);
  }

  /** Asks the worker to end; after the grace its process group is killed. */
  stop(reason: string, graceMs: number): void {
    const { phase } = this.#status;
    if (phase === 'ended' || phase === 'stopping') return;
    this.#log.write('supervisor', `stopping: ${reason}`);
    this.#change({ phase: 'stopping' });
    // A worker that has not said "ready" does not listen for inputs yet.
    if (this.start.protocol === 'none' || phase === 'starting') this.#process.signal('SIGTERM');
    else this.mailbox.push({ kind: 'stop', fields: { reason, graceMs }, payload: nothing });
    setTimeout(() => {
      if (this.#status.phase !== 'ended') this.#process.signal('SIGKILL');
    }, graceMs).unref();
  }

  /** Ends the worker at once; resolves when its process is gone. */
  async kill(): Promise<void> {
    this.#process.signal('SIGKILL');
    await this.#process.ended;
    this.peers.close();
    await this.#log.close();
  }

  #ended(exit: WorkerExit): void {
    // What the worker had started ends with it.
    this.#process.signal('SIGKILL');
    const error = this.#failure ?? exit.error;
    this.#log.write('supervisor', `ended: ${JSON.stringify(exit)}`);
    this.#change({ phase: 'ended', exit: { ...exit, ...(error !== undefined && { error }) } });
    this.#ending.abort(new Error('the worker has ended'));
  }

  #advance(from: WorkerPhase, to: WorkerPhase): void {
    if (this.#status.phase === from) this.#change({ phase: to });
  }

  #change(changes: Partial<WorkerStatus>): void {
    this.#status = { ...this.#status, ...changes, version: this.#status.version + 1 };
    this.#statusChange.notify();
  }

  /** Ends a worker that takes more memory than it may, before the machine runs short of it. */
  async #watchMemory(): Promise<void> {
    const limitBytes = this.start.memoryBytes;
    const pid = this.#process.pid;
    while (pid !== undefined && !this.endSignal.aborted) {
      await pause(memoryCheckMs, this.endSignal);
      const bytes = await residentBytes(pid);
      if (bytes !== undefined && bytes > limitBytes) {
        const message = `${this.start.worker.id} takes ${mebibytes(bytes)} MiB of memory; its limit is ${mebibytes(limitBytes)} MiB.`;
        this.#failure ??= { code: 'WORKER_MEMORY_EXCEEDED', message };
        this.#process.signal('SIGKILL');
        return;
      }
    }
  }

  async #watchPlainProcess(): Promise<void> {
    const { readiness } = this.start;
    try {
      if (readiness !== undefined) await untilReady(readiness, this.#ending.signal);
    } catch {
      return; // It ended first; its exit says the rest.
    }
    this.ready();
    this.initialised();
  }
}

function bodyOf({ type, data, payload }: OutgoingMessage): PeerMessage {
  return { header: { type, ...(data !== undefined && { data }) }, payload };
}

function workerEnvironment(start: WorkerStart, { url, token, folder, base }: WorkerVariables): Record<string, string> {
  const { worker, incarnation, init, env } = start;
  return {
    ...base,
    ...env,
    BERTH_WORKER_URL: url,
    BERTH_WORKER_TOKEN: token,
    BERTH_WORKER_ID: worker.id,
    BERTH_WORKER_TYPE: worker.type,
    BERTH_WORKER_INDEX: String(worker.index),
    BERTH_INCARNATION: String(incarnation),
    BERTH_SESSION_ID: init.session.id,
    BERTH_SCRATCH_FOLDER: join(folder, 'scratch'),
  };
}

function mebibytes(bytes: number): number {
  return Math.round(bytes / 2 ** 20);
}

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { randomBytes } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { BerthError } from '../../kit/errors/berth-error.ts';
import { refuseUpgrade } from '../../kit/upgrade.ts';
import { serveChannel, servePeer } from './channel.ts';
import { identifyProcess } from '../../kit/process-identity.ts';
import { workerFileName, type WorkerStart } from './contract.ts';
import { answerControl, type Controlled } from './control-routes.ts';
import { requireToken, sendError } from './http.ts';
import { checkCount } from './worker-input.ts';
import { answerWorker } from './worker-routes.ts';
import { serveWorkerStream, WorkerIntake } from './worker-stream.ts';
import { SupervisedWorker } from './worker.ts';

/** What a supervisor is given at its start. */
export interface SupervisorOptions {
  /** A folder of its own: record, log, scratch folder. */
  readonly folder: string;
  /** The local directory's token. */
  readonly token: string;
  /** The address on which it listens. */
  readonly host: string;
  /** Without a word of a local directory for so long, the worker is ended. */
  readonly orphanMs: number;
  /** Environment of the workers, without what is meant for the supervisor alone. */
  readonly workerBase: Readonly<Record<string, string>>;
  /** Called when it has nothing left to do. */
  readonly onReleased: (reason: string) => void;
}

const maxFrameBytes = 16 * 2 ** 20;

/** The process beside one worker: starts it, watches it, carries its messages, and outlives a killed directory. */
export class Supervisor implements Controlled {
  readonly #options: SupervisorOptions;
  readonly #server: Server;
  readonly #sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: maxFrameBytes });
  readonly #workerToken = randomBytes(24).toString('base64url');
  #worker: SupervisedWorker | undefined;
  /** One for the worker, whatever becomes of its streams. */
  #intake: WorkerIntake | undefined;
  #url = '';
  #orphanTimer: NodeJS.Timeout | undefined;
  #released = false;

  constructor(options: SupervisorOptions) {
    this.#options = options;
    this.#server = createServer((request, response) => void this.#answer(request, response));
    this.#server.on('upgrade', (request, socket, head) => this.#upgrade(request, { socket, head }));
    this.#server.keepAliveTimeout = 60_000;
  }

  get worker(): SupervisedWorker | undefined {
    return this.#worker;
  }

  /** Listens; resolves with the base URL. */
  async listen(): Promise<string> {
    // For the worker; made ahead, as long as nobody waits.
    await mkdir(join(this.#options.folder, 'scratch'), { recursive: true });
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen({ host: this.#options.host, port: 0 }, resolve);
    });
    this.#url = `http://${this.#options.host}:${(this.#server.address() as AddressInfo).port}`;
    this.heard();
    return this.#url;
  }

  /** Starts the worker; the same order again changes nothing. */
  async start(start: WorkerStart): Promise<void> {
    if (this.#worker !== undefined) return;
    if (this.#released) throw new BerthError('WORKER_STALE', { detail: 'This supervisor was released; it ends.' });
    this.#worker = new SupervisedWorker(start, {
      url: `${this.#url}/v1/worker`,
      token: this.#workerToken,
      folder: this.#options.folder,
      base: this.#options.workerBase,
    });
    await this.#recordProcess(this.#worker.status.pid);
  }

  async #recordProcess(pid: number | undefined): Promise<void> {
    const identity = pid === undefined ? undefined : await identifyProcess(pid);
    if (identity === undefined) return;
    const path = join(this.#options.folder, workerFileName);
    await writeFile(`${path}.new`, JSON.stringify(identity));
    await rename(`${path}.new`, path);
  }

  heard(): void {
    clearTimeout(this.#orphanTimer);
    if (this.#released) return;
    this.#orphanTimer = setTimeout(() => {
      this.release(`no local directory asked for ${this.#options.orphanMs} ms`);
    }, this.#options.orphanMs);
  }

  release(reason = 'released'): void {
    if (this.#released) return;
    this.#released = true;
    clearTimeout(this.#orphanTimer);
    void this.#end(reason);
  }

  async #end(reason: string): Promise<void> {
    await this.#worker?.kill();
    for (const socket of this.#sockets.clients) socket.close(1001, 'the worker was released');
    this.#server.close();
    this.#options.onReleased(reason);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const url = new URL(request.url ?? '/', this.#url);
      if (url.pathname.startsWith('/v1/supervisor/')) {
        requireToken(request, this.#options.token);
        await answerControl(this, request, response, url);
      } else if (url.pathname.startsWith('/v1/worker/')) {
        requireToken(request, this.#workerToken);
        await answerWorker(this.#startedWorker(), request, response, url);
      } else throw new BerthError('ROUTE_UNKNOWN', { detail: `${url.pathname} is no route of a supervisor.` });
    } catch (error) {
      sendError(response, error);
    }
  }

  #upgrade(request: IncomingMessage, { socket, head }: { socket: Duplex; head: Buffer }): void {
    try {
      const url = new URL(request.url ?? '/', this.#url);
      const serve = this.#socketService(request, url);
      this.#sockets.handleUpgrade(request, socket, head, (webSocket) => serve(webSocket, socket));
    } catch (error) {
      const status = error instanceof BerthError ? error.status : 400;
      refuseUpgrade(socket, `${status} Refused`);
    }
  }

  #socketService(request: IncomingMessage, url: URL): (socket: WebSocket, stream: Duplex) => void {
    const worker = this.#startedWorker();
    const query = url.searchParams;
    switch (url.pathname) {
      case '/v1/worker/stream': {
        requireToken(request, this.#workerToken);
        const after = checkCount(query.get('after'), '?after', 0);
        const intake = (this.#intake ??= new WorkerIntake(worker));
        return (socket) => serveWorkerStream(worker, socket, { intake, after });
      }
      case '/v1/channel': {
        requireToken(request, worker.start.channelToken);
        const start = {
          client: query.get('client') ?? '',
          user: query.get('user') ?? '',
          incarnation: checkCount(query.get('incarnation'), '?incarnation', 0),
          after: checkCount(query.get('after'), '?after', 0),
        };
        return (socket, stream) => serveChannel(worker, { socket, stream }, start);
      }
      case '/v1/peer': {
        requireToken(request, worker.start.channelToken);
        const sender = `${query.get('from') ?? ''}/${query.get('incarnation') ?? ''}`;
        const next = checkCount(query.get('next'), '?next', 1);
        return (socket) => servePeer(worker, socket, { sender, next });
      }
      default:
        throw new BerthError('ROUTE_UNKNOWN', { detail: `${url.pathname} is no WebSocket of a supervisor.` });
    }
  }

  #startedWorker(): SupervisedWorker {
    if (this.#worker !== undefined) return this.#worker;
    throw new BerthError('WORKER_UNKNOWN', { detail: 'This supervisor has no worker yet.' });
  }
}

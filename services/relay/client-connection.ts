import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { pause } from '../kit/background.ts';
import type { Client } from '../kit/client.ts';
import { BerthError, isBerthError } from '../kit/errors/berth-error.ts';
import { toProblem } from '../kit/errors/problem.ts';
import type { Log } from '../kit/log.ts';
import type { sessionContract } from '../session/contract.ts';
import { encodeFrame } from '../wire/frame.ts';
import { readClientFrame, type Position } from './client-frames.ts';
import { closeCodeOf } from './close-codes.ts';
import { Outflow, type OutflowLimits } from './outflow.ts';
import type { TicketClaims, Tickets } from './ticket.ts';
import { ticketSeconds } from './ticket.ts';
import { Upstream } from './upstream.ts';

/** What a connection works with. */
export interface ConnectionDeps {
  readonly session: Client<typeof sessionContract.methods>;
  readonly tickets: Tickets;
  readonly limits: OutflowLimits;
  readonly pingMs: number;
  readonly log: Log;
}

/** The WebSocket of a client, and the connection below it. */
export interface ClientSocket {
  readonly socket: WebSocket;
  readonly stream: Duplex;
}

const watchMs = 20_000;
const retryMs = 250;
const reconnectMs = 100;
/** How long clients may read what is left after the session has ended. */
const farewellMs = 1000;
const attachTimeoutMs = 10_000;

type Channels = Awaited<ReturnType<Client<typeof sessionContract.methods>['channels']>>;

/** One client: its WebSocket, and a way to each worker of its session. Nothing is kept but what is under way. */
export class ClientConnection {
  readonly #socket: WebSocket;
  readonly #claims: TicketClaims;
  readonly #deps: ConnectionDeps;
  readonly #closed = new AbortController();
  readonly #outflow: Outflow;
  readonly #upstreams = new Map<string, Upstream>();
  #channels: Channels | undefined;
  /** Where the client stands, by its own word; `undefined` until it has attached. */
  #positions: Map<string, Position> | undefined;
  #isPaused = false;
  #hasAnswered = true;

  constructor({ socket, stream }: ClientSocket, claims: TicketClaims, deps: ConnectionDeps) {
    this.#socket = socket;
    this.#claims = claims;
    this.#deps = deps;
    this.#outflow = new Outflow(socket, stream, {
      limits: deps.limits,
      events: {
        pause: () => this.#setPaused(true),
        resume: () => this.#setPaused(false),
        stalled: () =>
          this.#drop(new BerthError('CLIENT_TOO_SLOW', { detail: `Nothing was read for ${deps.limits.stallMs} ms.` })),
      },
    });
    socket.on('message', (data: Buffer, isBinary) => this.#received(data, isBinary));
    socket.on('pong', () => {
      this.#hasAnswered = true;
    });
    socket.on('error', () => socket.terminate());
    socket.on('close', () => this.#end());
  }

  /** Serves the client until it goes or the session ends. */
  async run(): Promise<void> {
    const { signal } = this.#closed;
    const timers = this.#startTimers();
    try {
      await this.#follow(signal);
    } catch (error) {
      if (!signal.aborted) this.#drop(error);
    } finally {
      for (const timer of timers) clearInterval(timer);
    }
  }

  /** The relay stops: the client is sent to another one. */
  goAway(): void {
    this.#socket.close(1001, 'the relay stops; connect again');
  }

  async #follow(signal: AbortSignal): Promise<void> {
    const { session, log } = this.#deps;
    const id = this.#claims.sessionId;
    this.#channels = await session.channels({ id });
    this.#sendHeader({ kind: 'hello', client: this.#claims.client, session: this.#channels.session });
    this.#socket.resume();
    while (!signal.aborted) {
      const { state, revision } = this.#channels.session;
      if (state === 'closed' || state === 'failed') {
        await pause(farewellMs, signal);
        this.#socket.close(4410, 'the session has ended');
        return;
      }
      try {
        const next = await session.channels({ id, afterRevision: revision, waitMs: watchMs }, { signal });
        if (next.session.revision === revision) continue;
        this.#channels = next;
        this.#sendHeader({ kind: 'session', session: next.session });
        this.#connectWorkers();
      } catch (error) {
        if (isBerthError(error, 'SESSION_UNKNOWN')) throw error;
        log.debug({ err: error, sessionId: id }, 'the session service does not answer; trying again');
        await pause(retryMs, signal);
      }
    }
  }

  /** Opens the ways that are missing and closes those to earlier incarnations. */
  #connectWorkers(): void {
    if (this.#positions === undefined || this.#channels === undefined) return;
    const { token, channels } = this.#channels;
    for (const { worker, incarnation, url } of channels) {
      const known = this.#upstreams.get(worker);
      if (known?.incarnation === incarnation && known.url === url) continue;
      known?.close();
      const after = this.#positions.get(worker) ?? { incarnation: 0, seq: 0 };
      const upstream = new Upstream({
        worker,
        incarnation,
        url,
        token,
        client: `${this.#claims.user}:${this.#claims.client}`,
        user: this.#claims.user,
        after,
        onFrame: (data, isBinary) => this.#outflow.send(data, isBinary),
        onClosed: () => this.#upstreamClosed(upstream),
      });
      if (this.#isPaused) upstream.pause();
      this.#upstreams.set(worker, upstream);
    }
  }

  /** The client alone knows what it has: it is asked where to go on. */
  #upstreamClosed(upstream: Upstream): void {
    if (this.#upstreams.get(upstream.worker) !== upstream) return;
    this.#upstreams.delete(upstream.worker);
    setTimeout(() => {
      const isCurrent = this.#channels?.channels.some(
        ({ worker, url }) => worker === upstream.worker && url === upstream.url,
      );
      if (isCurrent === true && !this.#closed.signal.aborted)
        this.#sendHeader({ kind: 'where', worker: upstream.worker });
    }, reconnectMs);
  }

  #received(data: Buffer, isBinary: boolean): void {
    try {
      const frame = readClientFrame(data, isBinary);
      if (frame.kind === 'attach') {
        this.#positions ??= new Map();
        for (const [worker, position] of Object.entries(frame.after)) this.#positions.set(worker, position);
        this.#connectWorkers();
        return;
      }
      const worker = frame.kind === 'ack' ? frame.worker : frame.to;
      const upstream = this.#upstreams.get(worker);
      const isSent = upstream?.send(data, isBinary) ?? false;
      if (!isSent && frame.kind === 'message') this.#refuse(worker, frame.id);
    } catch (error) {
      this.#drop(error);
    }
  }

  #refuse(worker: string, id: number): void {
    const isKnown = this.#channels?.session.workers.some((candidate) => candidate.id === worker) ?? false;
    this.#sendHeader({ kind: 'refused', worker, id, code: isKnown ? 'WORKER_MAILBOX_FULL' : 'WORKER_UNKNOWN' });
  }

  #setPaused(isPaused: boolean): void {
    this.#isPaused = isPaused;
    for (const upstream of this.#upstreams.values()) {
      if (isPaused) upstream.pause();
      else upstream.resume();
    }
  }

  #startTimers(): NodeJS.Timeout[] {
    const ping = setInterval(() => {
      if (!this.#hasAnswered) this.#socket.terminate();
      this.#hasAnswered = false;
      this.#socket.ping();
    }, this.#deps.pingMs);
    const renew = setInterval(() => void this.#sendTicket(), (ticketSeconds * 1000) / 2);
    const attach = setTimeout(() => {
      if (this.#positions === undefined) {
        this.#drop(new BerthError('FRAME_INVALID', { detail: `No "attach" came within ${attachTimeoutMs} ms.` }));
      }
    }, attachTimeoutMs);
    this.#closed.signal.addEventListener('abort', () => clearTimeout(attach));
    return [ping, renew];
  }

  async #sendTicket(): Promise<void> {
    this.#sendHeader({ kind: 'ticket', ticket: await this.#deps.tickets.issue(this.#claims) });
  }

  #sendHeader(header: object): void {
    this.#outflow.send(encodeFrame(header), false);
  }

  /** Says why, and closes. */
  #drop(error: unknown): void {
    const problem = toProblem(error);
    this.#deps.log.info({ sessionId: this.#claims.sessionId, code: problem.code }, 'a client was dropped');
    this.#sendHeader({ kind: 'error', problem });
    this.#socket.resume(); // The answer to the close frame must be read.
    this.#socket.close(closeCodeOf(problem.code), problem.code);
    // A client that does not even read the close frame is cut off.
    setTimeout(() => this.#socket.terminate(), farewellMs).unref();
  }

  #end(): void {
    this.#closed.abort(new Error('the client is gone'));
    this.#outflow.close();
    for (const upstream of this.#upstreams.values()) upstream.close();
  }
}

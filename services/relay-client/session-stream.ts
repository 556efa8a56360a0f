/**
 * A client's stream of messages from and to the workers of a session (docs/reference/relay-protocol.md), for browsers
 * and Node 24. This folder imports nothing from outside, so that the gateway can serve it to browsers as it is.
 */
import { Acks } from './acks.ts';
import { finalReason, refusedAdmission } from './close-reasons.ts';
import { encodeFrame, type Frame } from './codec.ts';
import { Connection, type ConnectionEnd } from './connection.ts';
import { Lane } from './lane.ts';
import { pauseMs } from './pauses.ts';
import { Positions } from './positions.ts';
import { readRelayFrame, type LaneFrame } from './relay-frames.ts';
import { Tickets, type Connect } from './tickets.ts';
import {
  StreamError,
  type Admission,
  type CloseReason,
  type MessageGap,
  type SessionSnapshot,
  type StreamProblem,
  type WebSocketClass,
  type WorkerMessage,
} from './types.ts';

export type { Connect, LastAdmission } from './tickets.ts';
export type { Admission, CloseReason, MessageGap, SessionSnapshot, StreamProblem, WorkerMessage } from './types.ts';

/** What a {@link SessionStream} is made of. */
export interface SessionStreamOptions {
  /**
   * Asks for a ticket: `POST /api/v1/sessions/<id>/attach`, with the client's id after the first time. Called at the
   * start, and for a new connection when the last ticket may be too old or its relay was not reached. An error whose
   * `status` is 4xx (other than 408 and 429) ends the stream; any other is tried again.
   */
  readonly connect: Connect;
  /** Each message comes once, in the order of its worker. */
  readonly onMessage: (message: WorkerMessage) => void;
  /** The session or one of its workers changed. */
  readonly onSession?: (session: SessionSnapshot) => void;
  /** Messages are gone for good. */
  readonly onGap?: (gap: MessageGap) => void;
  /** Something went wrong. The stream goes on by itself unless `onClosed` follows. */
  readonly onProblem?: (problem: StreamProblem) => void;
  /** The stream has ended for good; called once. */
  readonly onClosed?: (reason: CloseReason) => void;
  /**
   * The number of the first message to each worker. A program that comes back as the same client after it has lost its
   * memory (a page that was loaded anew) must begin above all earlier numbers, e.g. at `Date.now()`.
   * @default 1
   */
  readonly firstMessageId?: number;
  /** @default the WebSocket of the platform */
  readonly WebSocket?: WebSocketClass;
  /** @default Math.random */
  readonly random?: () => number;
}

const reconnectPause = { firstMs: 250, maxMs: 5_000 };
/** A connection that stood for less counts as a failed attempt. */
const soundMs = 5_000;
/** So often something is sent: only then does a connection that died without a word say so. */
const keepAliveMs = 20_000;
const goingAway = 1001;

/** A stream that connects by itself, goes on where it was after a broken connection, and ends with its session. */
export class SessionStream {
  readonly #options: SessionStreamOptions;
  readonly #tickets: Tickets;
  readonly #positions = new Positions();
  readonly #lanes = new Map<string, Lane>();
  readonly #acks = new Acks((worker) => this.#sendHeader({ kind: 'ack', worker, ...this.#positions.of(worker) }));
  #connection: Connection | undefined;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed: CloseReason | undefined;

  /** Connects at once. */
  constructor(options: SessionStreamOptions) {
    this.#options = options;
    this.#tickets = new Tickets(options.connect);
    void this.#connect();
  }

  /**
   * Sends a message to a worker; resolves when the worker's supervisor has it. Messages to one worker arrive in the
   * order of the calls, each once.
   * @throws {StreamError} `FRAME_INVALID`, `FRAME_TOO_LARGE`, `WORKER_UNKNOWN`, `STREAM_CLOSED`
   */
  async send(to: string, type: string, data?: unknown, bytes?: Uint8Array): Promise<void> {
    if (this.#closed !== undefined) throw new StreamError('STREAM_CLOSED', this.#closed.detail);
    await this.#lane(to).send({ type, data, bytes });
  }

  /** Ends the stream; what was not handed over yet is rejected. */
  close(): void {
    this.#end({ kind: 'closed', code: 1000, detail: 'The client closed the stream.' });
  }

  async #connect(): Promise<void> {
    try {
      const { admission, isFresh } = await this.#tickets.admission();
      if (this.#closed === undefined) this.#open(admission, isFresh);
    } catch (error) {
      if (this.#closed !== undefined) return;
      const refused = refusedAdmission(error);
      if (refused !== undefined) this.#end(refused);
      else this.#retry(error instanceof Error ? error.message : String(error));
    }
  }

  #open({ url, ticket }: Admission, isFresh: boolean): void {
    // The compiler knows the global class in another shape in browsers than in Node.
    const platform = globalThis.WebSocket as unknown as WebSocketClass;
    this.#connection = new Connection({
      WebSocket: this.#options.WebSocket ?? platform,
      url: `${url}?ticket=${encodeURIComponent(ticket)}`,
      onFrame: (frame) => this.#received(frame),
      onEnd: (end) => this.#connectionEnded(end, isFresh),
    });
  }

  #connectionEnded(end: ConnectionEnd, hasFreshTicket: boolean): void {
    this.#rest();
    const final = finalReason(end.code, { hasFreshTicket });
    if (final !== undefined) {
      this.#end(final);
      return;
    }
    if ((end.stoodMs ?? 0) >= soundMs) this.#failures = 0;
    // Another relay may answer where this one does not.
    if (end.stoodMs === undefined || end.code === goingAway) this.#tickets.expire();
    this.#retry(`The connection ended (${end.code}${end.detail === '' ? '' : `: ${end.detail}`}).`);
  }

  #retry(detail: string): void {
    this.#options.onProblem?.({ code: 'UNAVAILABLE', detail, remedy: 'Nothing to do: the stream connects again.' });
    const pause = pauseMs(this.#failures++, reconnectPause, this.#options.random ?? Math.random);
    this.#timer = setTimeout(() => void this.#connect(), pause);
  }

  #received(raw: Frame): void {
    const frame = readRelayFrame(raw);
    switch (frame?.kind) {
      case 'hello':
        this.#attached(frame.session);
        return;
      case 'session':
        this.#options.onSession?.(frame.session);
        return;
      case 'message':
        this.#messageCame(frame.message);
        return;
      case 'gap':
        this.#gapCame(this.#positions.missed(frame.gap));
        return;
      case 'ticket':
        this.#tickets.renew(frame.ticket);
        return;
      case 'error':
        this.#options.onProblem?.(frame.problem);
        return;
      default:
        if (frame !== undefined) this.#laneChanged(frame);
    }
  }

  /** The relay answers a message to a worker, or lost the way to the worker. */
  #laneChanged(frame: LaneFrame): void {
    const lane = this.#lanes.get(frame.worker);
    switch (frame.kind) {
      case 'taken':
        lane?.taken(frame.id);
        return;
      case 'refused':
        lane?.refused(frame.id, frame.code);
        return;
      case 'where':
        this.#sendAttach();
        lane?.restart();
    }
  }

  #attached(session: SessionSnapshot): void {
    this.#keepAlive();
    for (const lane of this.#lanes.values()) lane.restart();
    this.#options.onSession?.(session);
  }

  /** `attach` may be said at any time and changes nothing that it repeats. */
  #keepAlive(): void {
    this.#sendAttach();
    this.#timer = setTimeout(() => this.#keepAlive(), keepAliveMs);
  }

  #messageCame(message: WorkerMessage): void {
    const arrival = this.#positions.arrived(message);
    if (arrival.kind === 'duplicate') return;
    this.#gapCame(arrival.gap);
    this.#options.onMessage(message);
    this.#acks.note(message.worker);
  }

  #gapCame(gap: MessageGap | undefined): void {
    if (gap !== undefined) this.#options.onGap?.(gap);
  }

  #lane(worker: string): Lane {
    const known = this.#lanes.get(worker);
    if (known !== undefined) return known;
    const lane = new Lane({
      worker,
      transmit: (frame) => this.#connection?.send(frame) ?? false,
      random: this.#options.random ?? Math.random,
      firstId: this.#options.firstMessageId ?? 1,
    });
    this.#lanes.set(worker, lane);
    return lane;
  }

  #sendAttach(): void {
    this.#sendHeader({ kind: 'attach', after: this.#positions.all() });
  }

  #sendHeader(header: object): void {
    this.#connection?.send(encodeFrame(header));
  }

  /** There is no connection: nothing is due. */
  #rest(): void {
    clearTimeout(this.#timer);
    this.#connection = undefined;
    this.#acks.stop();
    for (const lane of this.#lanes.values()) lane.pause();
  }

  #end(reason: CloseReason): void {
    if (this.#closed !== undefined) return;
    this.#closed = reason;
    this.#connection?.close();
    this.#rest();
    for (const lane of this.#lanes.values()) lane.end(new StreamError('STREAM_CLOSED', reason.detail));
    this.#options.onClosed?.(reason);
  }
}

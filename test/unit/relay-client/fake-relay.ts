import { decodeFrames, encodeFrame, type Frame } from '../../../services/relay-client/codec.ts';
import {
  SessionStream,
  type CloseReason,
  type LastAdmission,
  type MessageGap,
  type SessionStreamOptions,
  type StreamProblem,
  type WorkerMessage,
} from '../../../services/relay-client/session-stream.ts';
import type { SocketEvent } from '../../../services/relay-client/types.ts';

/** A WebSocket whose other end is the test. */
export class FakeSocket {
  readonly url: string;
  binaryType = 'blob';
  readyState = 1;
  readonly sent: Frame[] = [];
  readonly #listeners = new Map<string, ((event: SocketEvent) => void)[]>();

  constructor(url: string) {
    this.url = url;
  }

  send(data: string | Uint8Array<ArrayBuffer>): void {
    const [frame] = decodeFrames(typeof data === 'string' ? data : data.buffer);
    if (frame === undefined) throw new Error('the client sent what is no frame');
    this.sent.push(frame);
  }

  close(): void {
    this.readyState = 3;
  }

  addEventListener(type: string, listener: (event: SocketEvent) => void): void {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener]);
  }

  /** The relay says something. */
  say(header: object, bytes?: Uint8Array): void {
    const frame = encodeFrame(header, bytes);
    this.#emit({ type: 'message', data: typeof frame === 'string' ? frame : frame.buffer });
  }

  /** The relay, or the network, ends the connection. */
  end(code = 1006, reason = ''): void {
    this.readyState = 3;
    this.#emit({ type: 'close', code, reason });
  }

  /** The headers of the frames of a kind that the client sent. */
  headers(kind: string): readonly Readonly<Record<string, unknown>>[] {
    return this.sent.map(({ header }) => header).filter((header) => header['kind'] === kind);
  }

  #emit(event: SocketEvent): void {
    for (const listener of this.#listeners.get(event.type) ?? []) listener(event);
  }
}

/** A stream, the connections that it made, and what it told. */
export interface FakeRelay {
  readonly stream: SessionStream;
  readonly sockets: readonly FakeSocket[];
  readonly admissions: readonly (LastAdmission | undefined)[];
  readonly messages: readonly WorkerMessage[];
  readonly states: readonly string[];
  readonly gaps: readonly MessageGap[];
  readonly problems: readonly StreamProblem[];
  readonly closed: readonly CloseReason[];
  /** The newest connection. */
  socket(): FakeSocket;
}

/** Makes a stream whose relay is the test. Its pauses are the longest that jitter allows. */
export function createFakeRelay(options: Partial<SessionStreamOptions> = {}): FakeRelay {
  const sockets: FakeSocket[] = [];
  const admissions: (LastAdmission | undefined)[] = [];
  const told = {
    messages: [] as WorkerMessage[],
    states: [] as string[],
    gaps: [] as MessageGap[],
    problems: [] as StreamProblem[],
    closed: [] as CloseReason[],
  };
  const stream = new SessionStream({
    connect: async (last) => {
      admissions.push(last && { client: last.client, ticket: last.ticket });
      return { url: 'ws://relay/stream', ticket: `ticket-${admissions.length}`, client: 'client-1' };
    },
    onMessage: (message) => void told.messages.push(message),
    onSession: (session) => void told.states.push(session.state),
    onGap: (gap) => void told.gaps.push(gap),
    onProblem: (problem) => void told.problems.push(problem),
    onClosed: (reason) => void told.closed.push(reason),
    WebSocket: class extends FakeSocket {
      constructor(url: string) {
        super(url);
        sockets.push(this);
      }
    },
    random: () => 1,
    ...options,
  });
  const socket = () => {
    const newest = sockets.at(-1);
    if (newest === undefined) throw new Error('the client has not connected yet');
    return newest;
  };
  return { stream, sockets, admissions, ...told, socket };
}

/** A session as the relay tells of it. */
export function snapshot(state: string, revision = 1) {
  return { id: 's', type: 't', project: 'p', user: 'u', state, revision, workers: [] };
}

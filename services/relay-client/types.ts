/** A message of a worker to its clients. */
export interface WorkerMessage {
  readonly worker: string;
  readonly incarnation: number;
  readonly seq: number;
  readonly type: string;
  readonly data: unknown;
  /** The binary payload; empty where there is none. */
  readonly bytes: Uint8Array;
}

/** Messages that are gone: the client was away or slow for longer than the worker's window reaches back. */
export interface MessageGap {
  readonly worker: string;
  readonly incarnation: number;
  readonly from: number;
  readonly to: number;
}

/** A session as the relay tells of it: the `SessionView` of the REST API. */
export interface SessionSnapshot {
  readonly id: string;
  readonly type: string;
  readonly project: string;
  readonly user: string;
  readonly state: string;
  readonly revision: number;
  readonly reason?: { readonly code: string; readonly message: string; readonly worker?: string };
  readonly workers: readonly WorkerSnapshot[];
}

/** A worker of a {@link SessionSnapshot}. */
export interface WorkerSnapshot {
  readonly id: string;
  readonly type: string;
  readonly state: string;
  readonly incarnation: number;
  readonly restarts: number;
  readonly node?: string;
  readonly progress?: { readonly fraction: number; readonly text: string };
  readonly reason?: { readonly code: string; readonly message: string; readonly worker?: string };
}

/** What `POST /api/v1/sessions/<id>/attach` answers. */
export interface Admission {
  readonly url: string;
  readonly ticket: string;
  readonly client: string;
  /** @default 600 */
  readonly expiresInSeconds?: number;
}

/** Something went wrong; the stream goes on by itself unless `onClosed` follows. */
export interface StreamProblem {
  readonly code: string;
  readonly detail: string;
  readonly remedy?: string;
}

/** Why a stream ended for good. */
export interface CloseReason {
  readonly kind: 'closed' | 'session-ended' | 'session-unknown' | 'not-allowed' | 'frame-invalid' | 'frame-too-large';
  /** The close code of the relay; 1000 where the client itself ended it, 0 where no relay was reached. */
  readonly code: number;
  readonly detail: string;
}

/** A message could not be handed to its worker. */
export class StreamError extends Error {
  override readonly name = 'StreamError';
  /** `FRAME_INVALID`, `FRAME_TOO_LARGE`, `WORKER_UNKNOWN` or `STREAM_CLOSED`. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** What the stream needs of a WebSocket; browsers and Node 24 have it. */
export interface WebSocketLike {
  binaryType: string;
  readonly readyState: number;
  send(data: string | Uint8Array<ArrayBuffer>): void;
  close(code?: number, reason?: string): void;
  addEventListener(type: string, listener: (event: SocketEvent) => void): void;
}

/** What the stream reads of the events of a WebSocket. */
export interface SocketEvent {
  readonly type: string;
  readonly data?: unknown;
  readonly code?: number;
  readonly reason?: string;
}

/** A class of WebSockets. */
export type WebSocketClass = new (url: string) => WebSocketLike;

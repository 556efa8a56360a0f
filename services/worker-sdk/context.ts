/** Any value that JSON can carry. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** A worker of the same session. */
export interface Peer {
  /** Its name in the session: `<type>-<index>`, e.g. `solver-1`. */
  readonly id: string;
  readonly type: string;
  /** Which of the type's `count` instances it is, from 0. */
  readonly index: number;
}

/** A message that arrived at this worker. */
export interface Message {
  /** A worker's id, or `client:<id>`. */
  readonly from: string;
  readonly type: string;
  readonly data: JsonValue;
  /** The binary payload; empty where the sender gave none. */
  readonly bytes: Uint8Array;
}

/** A file of the session's project. */
export interface ProjectFile {
  /** Path inside the project, with `/` on every OS. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  /** ISO 8601, UTC. */
  readonly modifiedAt: string;
}

/** The files of the session's project. */
export interface ProjectFiles {
  list(): Promise<readonly ProjectFile[]>;
  /** The content of a file. Rejects with a {@link WorkerError} of code `PROJECT_FILE_NOT_FOUND` where there is none. */
  read(path: string): Promise<Uint8Array>;
  /** Writes a file whole: afterwards the old or the new content is there, never a part. */
  write(path: string, content: Uint8Array | string): Promise<void>;
}

/** Which message {@link WorkerContext.receive} waits for. */
export interface ReceiveOptions {
  /** Only from this worker or client. @default from anyone */
  readonly from?: string;
  /** Only messages for which it answers true. @default any */
  readonly where?: (message: Message) => boolean;
  /** How long to wait, in milliseconds, before rejecting with `WORKER_RECEIVE_TIMEOUT`. @default 60000 */
  readonly timeoutMs?: number;
}

/** What a worker can do; given to every handler. */
export interface WorkerContext {
  readonly session: {
    readonly id: string;
    readonly type: string;
    readonly project: string;
    readonly user: string;
  };
  /** This worker. */
  readonly self: Peer & { /** 1 at the first start, one more at each restart. */ readonly incarnation: number };
  /** All workers of the session, this one too. */
  readonly workers: readonly Peer[];
  /** What the user gave when opening the session. */
  readonly input: Readonly<Record<string, JsonValue>>;
  readonly project: ProjectFiles;
  /** A folder of its own for temporary files, removed when the session ends. */
  readonly scratchFolder: string;
  /** Aborted when the worker is asked to stop. */
  readonly signal: AbortSignal;
  /** Sends a message to another worker of the session; resolves when the supervisor has taken it over. */
  send(to: string, type: string, data?: JsonValue, bytes?: Uint8Array): Promise<void>;
  /** Sends a message to every attached client; resolves when the supervisor has taken it over. */
  publish(type: string, data?: JsonValue, bytes?: Uint8Array): Promise<void>;
  /**
   * The next message of a type that has no handler. Messages that came before the call are kept (up to 10,000), in
   * the order of their arrival.
   */
  receive(type: string, options?: ReceiveOptions): Promise<Message>;
  /** Shows how far the work is. `fraction` runs from 0 to 1. */
  progress(fraction: number, text?: string): Promise<void>;
  /** Says that the worker is busy for its user, though no client moves. */
  active(): Promise<void>;
}

/** What a worker does; every function may be left out. */
export interface WorkerDefinition {
  /** Prepares before the session runs. What it throws fails the worker. */
  readonly init?: (context: WorkerContext) => Promise<void> | void;
  /** Called once when all workers of the session are initialised. Messages are handled meanwhile only after it returned. */
  readonly run?: (context: WorkerContext) => Promise<void> | void;
  /** A function per type of message; one runs at a time, in the order of arrival. What it throws fails the worker. */
  readonly messages?: Readonly<Record<string, (message: Message, context: WorkerContext) => Promise<void> | void>>;
  /** Called when the worker is asked to stop; afterwards the process exits with 0. */
  readonly stop?: (context: WorkerContext, reason: string) => Promise<void> | void;
}

/** A failure that the user of the session shall read: thrown from a handler, its code and message end the worker. */
export class WorkerError extends Error {
  override readonly name = 'WorkerError';
  /** A stable name in capitals, e.g. `GEOMETRY_BROKEN`. */
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

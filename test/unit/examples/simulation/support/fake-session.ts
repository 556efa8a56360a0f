import { WorkerError } from '@berth-platform/berth/worker';
import type { JsonValue, Message, Peer, ReceiveOptions, WorkerContext } from '@berth-platform/berth/worker';

/** A message that a worker published to the clients. */
export type Published = Omit<Message, 'from'>;

type Consumer = (message: Message) => void;

/** The workers of a session inside one process: messages go from hand to hand as the platform would bring them. */
export class FakeSession {
  readonly published: Published[] = [];
  /** The project's files. */
  readonly files = new Map<string, Uint8Array>();
  readonly workers: readonly Peer[];
  readonly input: Readonly<Record<string, JsonValue>>;
  /** Consumers of messages to workers that the test plays itself, by the worker's id. */
  readonly outside = new Map<string, Consumer>();
  readonly #inboxes = new Map<string, Message[]>();
  readonly #waiting = new Set<() => void>();

  constructor(workers: readonly Peer[], input: Readonly<Record<string, JsonValue>> = {}) {
    this.workers = workers;
    this.input = input;
  }

  /** Brings a message to a worker. */
  deliver(to: string, message: Message): void {
    const outside = this.outside.get(to);
    if (outside !== undefined) {
      outside(message);
      return;
    }
    this.#inboxes.set(to, [...(this.#inboxes.get(to) ?? []), message]);
    for (const wake of [...this.#waiting]) {
      wake();
    }
  }

  /** How many messages lie unread. */
  get unread(): number {
    return [...this.#inboxes.values()].reduce((sum, inbox) => sum + inbox.length, 0);
  }

  /** What a worker gets to see of the session. */
  contextOf(id: string): WorkerContext {
    const self = this.workers.find((worker) => worker.id === id);
    if (self === undefined) {
      throw new RangeError(`no worker ${id}`);
    }
    return {
      session: { id: 'session', type: 'cavity', project: 'demo', user: 'user' },
      self: { ...self, incarnation: 1 },
      workers: this.workers,
      input: this.input,
      scratchFolder: '',
      signal: new AbortController().signal,
      project: {
        list: () => Promise.resolve([]),
        read: async (path) => this.#read(path),
        write: async (path, content) => void this.files.set(path, Buffer.from(content)),
      },
      // A copy of the bytes: a worker that reuses its buffer must not change what it sent.
      send: async (to, type, data = null, bytes = new Uint8Array()) =>
        this.deliver(to, { from: id, type, data, bytes: bytes.slice() }),
      publish: async (type, data = null, bytes = new Uint8Array()) =>
        void this.published.push({ type, data, bytes: bytes.slice() }),
      receive: (type, options) => this.#receive(id, type, options),
      progress: () => Promise.resolve(),
      active: () => Promise.resolve(),
    };
  }

  #read(path: string): Uint8Array {
    const content = this.files.get(path);
    if (content === undefined) {
      throw new WorkerError('PROJECT_FILE_NOT_FOUND', `${path}: the project has no such file`);
    }
    return content;
  }

  async #receive(id: string, type: string, { from, where }: ReceiveOptions = {}): Promise<Message> {
    for (;;) {
      const inbox = this.#inboxes.get(id) ?? [];
      const index = inbox.findIndex(
        (message) =>
          message.type === type && (from === undefined || message.from === from) && (where?.(message) ?? true),
      );
      const [found] = index < 0 ? [] : inbox.splice(index, 1);
      if (found !== undefined) {
        return found;
      }
      await new Promise<void>((wake) => {
        const once = (): void => {
          this.#waiting.delete(once);
          wake();
        };
        this.#waiting.add(once);
      });
    }
  }
}

/** The workers of the example's session type. */
export function cavityWorkers(solvers: number): Peer[] {
  const peers = (type: string, count: number): Peer[] =>
    Array.from({ length: count }, (_, index) => ({ id: `${type}-${index}`, type, index }));
  return [...peers('geometry', 1), ...peers('mesher', 1), ...peers('solver', solvers), ...peers('viewer', 1)];
}

import {
  WorkerError,
  type JsonValue,
  type Message,
  type Peer,
  type WorkerContext,
  type WorkerDefinition,
} from './context.ts';
import { ReceiveMailbox } from './mailbox.ts';
import { createProjectFiles } from './project-files.ts';
import { SupervisorStream } from './stream.ts';
import type { Frame } from '../wire/frame.ts';

interface WorkerEnvironment {
  readonly url: string;
  readonly token: string;
  readonly self: WorkerContext['self'];
  readonly scratchFolder: string;
}

interface InitFields {
  readonly session: WorkerContext['session'];
  readonly input: Readonly<Record<string, JsonValue>>;
  readonly workers: readonly Peer[];
}

/**
 * Runs this process as a worker of a session: says ready, is initialised, runs, takes messages, and ends the process
 * with 0 when it was asked to stop.
 * @throws {Error} where the process was not started by Berth
 */
export async function runWorker(definition: WorkerDefinition): Promise<void> {
  const worker = new RunningWorker(definition, readEnvironment(process.env));
  await worker.stopped;
  process.exit(0);
}

class RunningWorker {
  readonly stopped: Promise<void>;
  readonly #definition: WorkerDefinition;
  readonly #environment: WorkerEnvironment;
  readonly #stream: SupervisorStream;
  readonly #received = new ReceiveMailbox();
  readonly #stop = new AbortController();
  #context: WorkerContext | undefined;
  /** Handlers run one after the other. */
  #turn: Promise<void> = Promise.resolve();
  #resolveStopped: () => void = () => undefined;

  constructor(definition: WorkerDefinition, environment: WorkerEnvironment) {
    this.#definition = definition;
    this.#environment = environment;
    this.stopped = new Promise((resolve) => {
      this.#resolveStopped = resolve;
    });
    this.#stream = new SupervisorStream({
      ...environment,
      onInput: (frame) => this.#take(frame),
      onLost: (reason) => {
        process.stderr.write(`${reason.message}\n`);
        process.exit(1);
      },
    });
    void this.#stream.send({ kind: 'ready' });
  }

  #take({ header, payload }: Frame): void {
    const n = Number(header['n']);
    switch (header['kind']) {
      case 'init':
        this.#context = this.#createContext(header as unknown as InitFields);
        this.#inTurn(n, async (context) => {
          await this.#definition.init?.(context);
          await this.#stream.send({ kind: 'initialised' });
        });
        return;
      case 'run':
        this.#inTurn(n, (context) => this.#definition.run?.(context));
        return;
      case 'message':
        this.#takeMessage(n, toMessage(header, payload));
        return;
      case 'stop':
        this.#stream.acknowledge(n);
        void this.#end(String(header['reason']));
        return;
      default:
        this.#stream.acknowledge(n); // A kind of a later version: nothing that this one could do.
    }
  }

  #takeMessage(n: number, message: Message): void {
    const handler = this.#definition.messages?.[message.type];
    if (handler !== undefined) {
      this.#inTurn(n, (context) => handler(message, context));
      return;
    }
    try {
      this.#received.deliver(message);
      this.#stream.acknowledge(n);
    } catch (error) {
      void this.#fail(error);
    }
  }

  #inTurn(n: number, task: (context: WorkerContext) => Promise<void> | void): void {
    this.#turn = this.#turn.then(async () => {
      const context = this.#context;
      if (context === undefined || this.#stop.signal.aborted) return;
      try {
        await task(context);
        this.#stream.acknowledge(n);
      } catch (error) {
        await this.#fail(error);
      }
    });
  }

  async #fail(error: unknown): Promise<void> {
    // What a handler throws because it was asked to stop is no failure.
    if (this.#stop.signal.aborted) return;
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    process.stderr.write(`${stack ?? message}\n`);
    const code = error instanceof WorkerError ? error.code : 'WORKER_FAILED';
    await this.#stream.send({ kind: 'fail', code, message: message === '' ? code : message });
  }

  async #end(reason: string): Promise<void> {
    this.#stop.abort(new Error(reason));
    try {
      if (this.#context !== undefined) await this.#definition.stop?.(this.#context, reason);
    } catch (error) {
      // It ends all the same; its log tells that it did not end well.
      process.stderr.write(
        `the stop handler failed: ${error instanceof Error ? String(error.stack) : String(error)}\n`,
      );
    }
    this.#stream.close();
    this.#resolveStopped();
  }

  #createContext({ session, input, workers }: InitFields): WorkerContext {
    const stream = this.#stream;
    const send = (to: string, type: string, message: { data: JsonValue | undefined; bytes: Uint8Array | undefined }) =>
      stream.send({ kind: 'message', to, type, data: message.data }, message.bytes);
    return {
      session,
      self: this.#environment.self,
      workers,
      input,
      project: createProjectFiles(this.#environment),
      scratchFolder: this.#environment.scratchFolder,
      signal: this.#stop.signal,
      send: (to, type, data, bytes) => send(to, type, { data, bytes }),
      publish: (type, data, bytes) => send('clients', type, { data, bytes }),
      receive: (type, options = {}) => this.#received.receive(type, options, this.#stop.signal),
      progress: (fraction, text = '') => stream.send({ kind: 'progress', fraction, text }),
      active: () => stream.send({ kind: 'activity' }),
    };
  }
}

function toMessage(header: Frame['header'], payload: Uint8Array): Message {
  return {
    from: String(header['from']),
    type: String(header['type']),
    data: (header['data'] ?? null) as JsonValue,
    bytes: payload,
  };
}

function readEnvironment(env: NodeJS.ProcessEnv): WorkerEnvironment {
  const read = (name: string) => {
    const value = env[name];
    if (value !== undefined) return value;
    throw new Error(
      `${name} is not set: a worker is started by Berth. Declare it in berth.config.ts and open a session of its type.`,
    );
  };
  return {
    url: read('BERTH_WORKER_URL'),
    token: read('BERTH_WORKER_TOKEN'),
    scratchFolder: read('BERTH_SCRATCH_FOLDER'),
    self: {
      id: read('BERTH_WORKER_ID'),
      type: read('BERTH_WORKER_TYPE'),
      index: Number(read('BERTH_WORKER_INDEX')),
      incarnation: Number(read('BERTH_INCARNATION')),
    },
  };
}

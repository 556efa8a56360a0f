import { WorkerError, type Message, type ReceiveOptions } from './context.ts';

const defaultTimeoutMs = 60_000;
const maxKept = 10_000;

interface Receiver {
  readonly type: string;
  readonly options: ReceiveOptions;
  readonly resolve: (message: Message) => void;
}

/** Messages that no handler takes, for those who wait for them with `receive`. */
export class ReceiveMailbox {
  readonly #kept: Message[] = [];
  readonly #receivers = new Set<Receiver>();

  /** Gives a message to the first who waits for it, else keeps it. @throws {WorkerError} when too many are kept */
  deliver(message: Message): void {
    for (const receiver of this.#receivers) {
      if (matches(message, receiver.type, receiver.options)) {
        receiver.resolve(message);
        return;
      }
    }
    if (this.#kept.length >= maxKept) {
      throw new WorkerError(
        'WORKER_MESSAGES_UNREAD',
        `${maxKept} messages wait for receive(), the last of type "${message.type}" from ${message.from}. ` +
          'Add a handler for the type, or receive them.',
      );
    }
    this.#kept.push(message);
  }

  async receive(type: string, options: ReceiveOptions, signal: AbortSignal): Promise<Message> {
    signal.throwIfAborted();
    const index = this.#kept.findIndex((message) => matches(message, type, options));
    if (index >= 0) return this.#kept.splice(index, 1)[0] as Message;
    return this.#wait(type, options, signal);
  }

  async #wait(type: string, options: ReceiveOptions, signal: AbortSignal): Promise<Message> {
    const timeoutMs = options.timeoutMs ?? defaultTimeoutMs;
    return new Promise((resolve, reject) => {
      const finish = (settle: () => void) => {
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
        this.#receivers.delete(receiver);
        settle();
      };
      const receiver: Receiver = { type, options, resolve: (message) => finish(() => resolve(message)) };
      const onAbort = () => finish(() => reject(signal.reason as Error));
      const timer = setTimeout(() => finish(() => reject(timedOut(type, options, timeoutMs))), timeoutMs);
      signal.addEventListener('abort', onAbort, { once: true });
      this.#receivers.add(receiver);
    });
  }
}

function matches(message: Message, type: string, { from, where }: ReceiveOptions): boolean {
  return message.type === type && (from === undefined || message.from === from) && (where?.(message) ?? true);
}

function timedOut(type: string, { from }: ReceiveOptions, timeoutMs: number): WorkerError {
  const sender = from === undefined ? '' : ` from ${from}`;
  return new WorkerError('WORKER_RECEIVE_TIMEOUT', `No message "${type}"${sender} came within ${timeoutMs} ms.`);
}

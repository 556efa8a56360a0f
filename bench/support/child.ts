import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A process of a bench that is told what to do by lines of JSON, and answers so. */
export interface Child {
  readonly pid: number;
  /** The next line, as JSON. @throws {Error} where the process ended, or said nothing for too long */
  next<T>(timeoutMs?: number): Promise<T>;
  tell(message: object): void;
  /** Ends it and resolves when it is gone. */
  stop(): Promise<void>;
}

/** Beside the program; the environment comes on top of that of the bench. */
export interface ChildOptions {
  readonly args?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly nodeOptions?: readonly string[];
}

const defaultTimeoutMs = 60_000;
const stopGraceMs = 30_000;

/** Starts a program of this folder with this Node. What it writes to stderr is shown. */
export function startChild(program: string, { args = [], env = {}, nodeOptions = [] }: ChildOptions = {}): Child {
  const child = spawn(process.execPath, [...nodeOptions, program, ...args], {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
    // A Ctrl-C is for the bench: it ends its processes in their order.
    detached: true,
  });
  const lines = new Lines(child, program);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  if (child.pid === undefined) throw new Error(`${program} could not be started`);
  return {
    pid: child.pid,
    next: async <T>(timeoutMs = defaultTimeoutMs) => JSON.parse(await lines.next(timeoutMs)) as T,
    tell: (message) => void child.stdin.write(`${JSON.stringify(message)}\n`),
    async stop() {
      child.stdin.destroy();
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), stopGraceMs);
      await ended;
      clearTimeout(timer);
    },
  };
}

class Lines {
  readonly #kept: string[] = [];
  readonly #waiting: { readonly take: (line: string) => void; readonly fail: (error: Error) => void }[] = [];
  readonly #name: string;
  #ended = false;

  constructor(child: ChildProcess, name: string) {
    this.#name = name;
    if (child.stdout !== null) createInterface({ input: child.stdout }).on('line', (line) => this.#take(line));
    child.once('exit', () => {
      this.#ended = true;
      for (const { fail } of this.#waiting.splice(0)) fail(new Error(`${name} ended`));
    });
  }

  async next(timeoutMs: number): Promise<string> {
    const kept = this.#kept.shift();
    if (kept !== undefined) return kept;
    if (this.#ended) throw new Error(`${this.#name} ended`);
    return new Promise((take, fail) => {
      const timer = setTimeout(() => fail(new Error(`${this.#name} said nothing for ${timeoutMs} ms`)), timeoutMs);
      this.#waiting.push({
        take: (line) => {
          clearTimeout(timer);
          take(line);
        },
        fail: (error) => {
          clearTimeout(timer);
          fail(error);
        },
      });
    });
  }

  #take(line: string): void {
    const first = this.#waiting.shift();
    if (first === undefined) this.#kept.push(line);
    else first.take(line);
  }
}

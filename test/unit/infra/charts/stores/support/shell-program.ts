import { runInNewContext } from 'node:vm';

/** An error as the shell throws it for an answer that is not ok. */
export class ServerError extends Error {
  readonly code: number;
  readonly codeName: string;

  constructor(codeName: string, code = 1) {
    super(codeName);
    this.code = code;
    this.codeName = codeName;
  }
}

/** Answers a command that came over a connection with this URI; throws what the shell would throw. */
export type Server = (uri: string, command: Readonly<Record<string, unknown>>) => unknown;

/** What a program for mongosh finds around it. */
export interface ShellWorld {
  readonly env: Readonly<Record<string, string>>;
  /** Files by their paths; what the program writes is added. */
  readonly files: Record<string, string>;
  readonly server: Server;
}

/** What became of it. */
export interface ShellResult {
  readonly printed: readonly string[];
  readonly error?: Error;
}

/**
 * Runs a program for mongosh with a database that only exists here. mongosh lets asynchronous calls look as if they were
 * not; here they really are not. Its clock goes on only while it sleeps.
 */
export function runShellProgram(text: string, { env, files, server }: ShellWorld): ShellResult {
  const printed: string[] = [];
  let now = Date.parse('2026-01-01T00:00:00Z');
  const clock = class extends Date {
    static override now = () => now;
  };
  const connection = class {
    readonly #uri: string;
    constructor(uri: string) {
      this.#uri = uri;
    }
    getDB() {
      return { runCommand: (command: Readonly<Record<string, unknown>>) => server(this.#uri, command) };
    }
    close() {
      return undefined;
    }
  };
  const fs = {
    readFileSync(path: string) {
      const found = files[path];
      if (found === undefined) throw new Error(`ENOENT: ${path}`);
      return found;
    },
    writeFileSync(path: string, content: string, options: { readonly mode: number }) {
      files[path] = content;
      files[`${path} mode`] = options.mode.toString(8);
    },
  };
  try {
    runInNewContext(text, {
      require: () => fs,
      process: { env },
      Mongo: connection,
      Date: clock,
      URLSearchParams,
      sleep: (ms: number) => (now += ms),
      print: (line: string) => printed.push(line),
    });
    return { printed };
  } catch (error) {
    return { printed, error: error as Error };
  }
}

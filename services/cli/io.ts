import type { Readable } from 'node:stream';

/** A stream that a command writes to. */
export interface OutputStream {
  readonly isTTY: boolean;
  /** The width of the terminal; `undefined` where there is none. */
  readonly columns: number | undefined;
  write(text: string): void;
}

/** The stream that a command reads from. */
export interface InputStream extends Readable {
  readonly isTTY?: boolean;
  setRawMode?(isRaw: boolean): unknown;
}

/** Everything through which a command reaches the world; a test gives its own. */
export interface CommandIo {
  /** Data only. */
  readonly stdout: OutputStream;
  /** Progress, hints and errors. */
  readonly stderr: OutputStream;
  readonly stdin: InputStream;
  readonly env: NodeJS.ProcessEnv;
  /** The working folder, absolute. */
  readonly cwd: string;
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => Date;
  /** Aborted with an {@link Interrupted} at the first Ctrl-C, SIGTERM or SIGHUP. */
  readonly signal: AbortSignal;
}

/** The user, or the system, asked the command to end. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';

  constructor() {
    super('interrupted');
  }
}

/** What to type to run this command again: npm sets the variable for what it runs. */
export function commandName(env: NodeJS.ProcessEnv): string {
  return env['npm_command'] === undefined ? 'berth' : 'npx berth';
}

/** The process of the command `berth`. */
import { exitCodes } from './errors/exit-codes.ts';
import { Interrupted, type CommandIo, type OutputStream } from './io.ts';
import { runBerth } from './run.ts';

/** The same Ctrl-C can come twice, from the terminal and from npm: only a later one is another one. */
const sameSignalMs = 1_000;
/** What a command left open may not keep the process. */
const lingerMs = 2_000;

const interruption = new AbortController();
let interruptedAtMs: number | undefined;

function interrupt(): void {
  const nowMs = performance.now();
  if (interruptedAtMs !== undefined && nowMs - interruptedAtMs > sameSignalMs) process.exit(exitCodes.interrupted);
  interruptedAtMs ??= nowMs;
  interruption.abort(new Interrupted());
}

function outputTo(stream: NodeJS.WriteStream): OutputStream {
  // Who reads no further (`berth … | head`) wants nothing more.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(exitCodes.ok);
    throw error;
  });
  return {
    isTTY: stream.isTTY,
    get columns() {
      return stream.isTTY ? stream.columns : undefined;
    },
    write: (text) => void stream.write(text),
  };
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt);

const io: CommandIo = {
  stdout: outputTo(process.stdout),
  stderr: outputTo(process.stderr),
  stdin: process.stdin,
  env: process.env,
  cwd: process.cwd(),
  fetch: globalThis.fetch,
  now: () => new Date(),
  signal: interruption.signal,
};

process.exitCode = await runBerth(process.argv.slice(2), io);
setTimeout(() => process.exit(), lingerMs).unref();

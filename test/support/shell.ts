import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** Where commands run. */
export interface ShellPlace {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Commands that were started in a shell. */
export interface ShellCommand {
  /** What they have written to stdout and stderr. */
  output(): string;
  /** Resolves with the output as soon as it contains a text. */
  until(text: string): Promise<string>;
  /** Resolves with the output at their end. @throws {Error} where they failed */
  done(): Promise<string>;
  /** Ctrl-C: to the shell and to everything that it runs. */
  interrupt(): Promise<void>;
}

const patienceMs = 120_000;
const pollMs = 50;

/** Starts commands as a user does: in a shell and a process group of their own. */
export function startShell(commands: string, { folder, env }: ShellPlace): ShellCommand {
  const child = spawn('bash', ['-e', '-c', commands], {
    cwd: folder,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const collect = (chunk: Buffer) => (output += chunk.toString('utf8'));
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const closed = once(child, 'close');
  const failure = (why: string) => new Error(`${why}:\n$ ${commands}${output}`);
  return {
    output: () => output,
    async until(text) {
      const endAt = performance.now() + patienceMs;
      while (!output.includes(text)) {
        if (hasEnded(child)) throw failure(`ended before it said "${text}"`);
        if (performance.now() > endAt) throw failure(`did not say "${text}" in time`);
        await new Promise((resolve) => setTimeout(resolve, pollMs));
      }
      return output;
    },
    async done() {
      const timer = setTimeout(() => signal(child, 'SIGKILL'), patienceMs);
      await closed;
      clearTimeout(timer);
      if (child.exitCode !== 0) throw failure(`ended with ${child.exitCode ?? child.signalCode ?? 'nothing'}`);
      return output;
    },
    async interrupt() {
      signal(child, 'SIGINT');
      await closed;
    },
  };
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

/** To the process group that the shell leads. */
function signal(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid !== undefined && !hasEnded(child)) process.kill(-child.pid, name);
}

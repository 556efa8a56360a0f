import { usageError } from './errors/command-error.ts';
import { Interrupted, type CommandIo } from './io.ts';

const maxSecretBytes = 4096;

/** How the password of a command is given. */
export interface PasswordOptions {
  readonly passwordStdin?: true;
}

/** A password: from stdin with `--password-stdin`, else asked for on the terminal. @throws {CommandError} */
export async function readPassword(io: CommandIo, label: string, { passwordStdin }: PasswordOptions): Promise<string> {
  const secret = passwordStdin === true ? await readAll(io) : await ask(io, `${label}: `, { isSecret: true });
  if (secret === '') throw usageError('The password is empty.');
  return secret;
}

/** A line that the user types. @throws {CommandError} where there is no terminal */
export async function ask(io: CommandIo, label: string, { isSecret = false } = {}): Promise<string> {
  const { stdin, stderr } = io;
  if (stdin.isTTY !== true || stdin.setRawMode === undefined) {
    throw usageError(
      `There is no terminal to ask for the ${label.replace(/:\s*$/, '').toLowerCase()}.`,
      isSecret ? 'Give it on stdin, with --password-stdin.' : 'Give it as an option.',
    );
  }
  stderr.write(label);
  stdin.setRawMode(true);
  try {
    return await readLine(io, (text) => stderr.write(isSecret ? '' : text));
  } finally {
    stdin.setRawMode(false);
    stderr.write('\n');
  }
}

const ctrlC = '\u0003';
const ctrlD = '\u0004';
const erase: ReadonlySet<string> = new Set(['\u007f', '\b']);

/** Reads keys up to Enter; what was typed ahead stays for the next question. */
async function readLine({ stdin, signal }: CommandIo, echo: (text: string) => void): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const line = new TypedLine(echo);
  const onData = (chunk: Buffer | string): void => {
    const keys = Array.from(chunk.toString());
    const end = keys.findIndex((key) => line.take(key) !== 'goes on');
    if (end < 0) return;
    stdin.pause();
    const rest = keys.slice(end + 1).join('');
    if (rest !== '') stdin.unshift(rest);
    if (line.isInterrupted) reject(new Interrupted());
    else resolve(line.text);
  };
  const onEnd = (): void => resolve(line.text);
  const onAbort = (): void => reject(new Interrupted());
  stdin.on('data', onData).on('end', onEnd).resume();
  signal.addEventListener('abort', onAbort);
  try {
    return await promise;
  } finally {
    stdin.off('data', onData).off('end', onEnd).pause();
    signal.removeEventListener('abort', onAbort);
  }
}

/** A line as it is typed: in raw mode the terminal itself neither shows nor erases anything. */
class TypedLine {
  readonly #echo: (text: string) => void;
  readonly #typed: string[] = [];
  isInterrupted = false;

  constructor(echo: (text: string) => void) {
    this.#echo = echo;
  }

  get text(): string {
    return this.#typed.join('');
  }

  take(key: string): 'goes on' | 'ends' {
    this.isInterrupted = key === ctrlC;
    if (this.isInterrupted || key === '\r' || key === '\n' || key === ctrlD) return 'ends';
    if (erase.has(key)) {
      if (this.#typed.pop() !== undefined) this.#echo('\b \b');
    } else if (key >= ' ') {
      this.#typed.push(key);
      this.#echo(key);
    }
    return 'goes on';
  }
}

async function readAll({ stdin, signal }: CommandIo): Promise<string> {
  const stop = (): void => void stdin.destroy(new Interrupted());
  signal.addEventListener('abort', stop);
  let text = '';
  for await (const chunk of stdin as AsyncIterable<Buffer | string>) {
    text += chunk.toString();
    if (text.length > maxSecretBytes) throw usageError(`The password on stdin is longer than ${maxSecretBytes} bytes.`);
  }
  signal.removeEventListener('abort', stop);
  return text.replace(/\r?\n$/, '');
}

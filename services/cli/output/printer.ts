import { Option } from 'commander';
import type { CommandIo } from '../io.ts';

/** How data is printed. */
export type OutputFormat = 'table' | 'json';

/** The option of every command that prints data. */
export function outputOption(): Option {
  return new Option('-o, --output <format>', 'how data is printed').choices(['table', 'json']).default('table');
}

/** Prints the data of a command to stdout, and what is said along the way to stderr. */
export class Printer {
  readonly isJson: boolean;
  readonly #io: CommandIo;

  constructor(io: CommandIo, output: OutputFormat) {
    this.#io = io;
    this.isJson = output === 'json';
  }

  /** The answer of the command: one JSON document, or text. */
  data(value: unknown, asText: () => string): void {
    this.#io.stdout.write(this.isJson ? `${JSON.stringify(value, undefined, 2)}\n` : asText());
  }

  /** One of many that come as they happen: a line of JSON, or of text. */
  event(value: unknown, asLine: () => string): void {
    this.#io.stdout.write(`${this.isJson ? JSON.stringify(value) : asLine()}\n`);
  }

  /** A line of text that is data, but not where JSON was asked for. */
  text(line: string): void {
    if (!this.isJson) this.#io.stdout.write(`${line}\n`);
  }

  /** Progress or a hint. */
  note(line: string): void {
    this.#io.stderr.write(`${line}\n`);
  }
}

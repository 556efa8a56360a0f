import type { Command } from 'commander';
import type { LogLine } from '../api/routes.ts';
import { hasEnded, resolveSessionId } from '../api/sessions.ts';
import { usageError } from '../errors/command-error.ts';
import type { CommandIo } from '../io.ts';
import { outputOption, type Printer } from '../output/printer.ts';
import { printable } from '../output/printable.ts';
import { pause } from '../pause.ts';
import { newLogLines } from './log-lines.ts';
import { examples, toolsFor, type Tools } from './tools.ts';

interface LogsOptions {
  readonly worker?: string;
  readonly lines: string;
  readonly follow?: true;
}

const defaultLines = '200';
const maxLines = 10_000;
const followMs = 1_000;

/** `berth session logs` */
export function registerSessionLogs(session: Command, io: CommandIo): void {
  session
    .command('logs <id>')
    .description('print what the workers of a session wrote')
    .option('-w, --worker <id>', 'only this worker')
    .option('-n, --lines <count>', 'the newest lines', defaultLines)
    .option('-f, --follow', 'go on until the session ends')
    .addOption(outputOption())
    .addHelpText(
      'after',
      examples('berth session logs 1f9c2ab4', 'berth session logs 1f9c2ab4 --worker solver-0 --lines 50 -f'),
    )
    .action(async (prefix: string, options: LogsOptions, command: Command) => {
      const count = parseCount(options.lines);
      const tools = await toolsFor(io, command);
      const id = await resolveSessionId(tools.api, prefix);
      const read = readLines(tools, id, { worker: options.worker, maxLines: count });
      if (options.follow === true) await follow(tools, id, read);
      else printOnce(tools.printer, await read());
    });
}

function parseCount(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= maxLines) return count;
  throw usageError(`--lines ${text} is no number of lines.`, `Give 1 to ${maxLines}.`);
}

type Read = () => Promise<readonly LogLine[]>;

function readLines(
  { api }: Tools,
  id: string,
  query: { readonly worker: string | undefined; readonly maxLines: number },
): Read {
  return async () => (await api.call('GET /sessions/:id/logs', { params: { id }, query })).lines;
}

function printOnce(printer: Printer, lines: readonly LogLine[]): void {
  printer.data({ lines }, () => lines.map((line) => `${showLine(line)}\n`).join(''));
}

async function follow({ io, api, printer }: Tools, id: string, read: Read): Promise<void> {
  let previous: readonly LogLine[] = [];
  for (;;) {
    // Asked before the lines, so that the last ones are not missed.
    const isOver = hasEnded(await api.call('GET /sessions/:id', { params: { id } }));
    const current = await read();
    for (const line of newLogLines(previous, current)) printer.event(line, () => showLine(line));
    // Logs go with their node: what has been seen is not forgotten.
    if (current.length > 0) previous = current;
    if (isOver) return;
    await pause(followMs, io.signal);
  }
}

function showLine({ worker, time, stream, line }: LogLine): string {
  const mark = stream === 'stderr' ? '!' : ' ';
  return printable(`${time} ${worker} ${mark} ${line}`);
}

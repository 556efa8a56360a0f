import type { Command } from 'commander';
import { openApi, type Api } from '../api/client.ts';
import type { CommandIo } from '../io.ts';
import { Printer, type OutputFormat } from '../output/printer.ts';

/** What the action of a command that talks to a gateway works with. */
export interface Tools {
  readonly io: CommandIo;
  readonly api: Api;
  readonly printer: Printer;
}

/** The options that many commands have. */
interface CommonOptions {
  readonly context?: string;
  readonly output?: OutputFormat;
}

/** The tools for a command, by its options. @throws {CommandError} where nobody is logged in */
export async function toolsFor(io: CommandIo, command: Command): Promise<Tools> {
  const { context, output = 'table' } = command.optsWithGlobals<CommonOptions>();
  return { io, api: await openApi(io, { context }), printer: new Printer(io, output) };
}

/** Examples at the end of a command's help. */
export function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}`;
}

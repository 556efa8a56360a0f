import type { Command } from 'commander';
import { readContexts, useContext } from '../context.ts';
import type { CommandIo } from '../io.ts';
import { outputOption, Printer, type OutputFormat } from '../output/printer.ts';
import { formatTable, type Column } from '../output/table.ts';
import { examples } from './tools.ts';

/** A context without its tokens. */
interface ContextRow {
  readonly name: string;
  readonly url: string;
  readonly user: string;
  readonly isCurrent: boolean;
}

/** `berth context …` */
export function registerContextCommands(program: Command, io: CommandIo): void {
  const context = program.command('context').description('the Berths that you have logged in to');
  context
    .command('list')
    .description('list the contexts')
    .addOption(outputOption())
    .addHelpText('after', examples('berth context list'))
    .action(async ({ output }: { output: OutputFormat }) => {
      const { current, contexts } = await readContexts(io.env);
      const rows = Object.entries(contexts).map(([name, { url, user }]): ContextRow => ({
        name,
        url,
        user,
        isCurrent: name === current,
      }));
      const columns: readonly Column<ContextRow>[] = [
        { title: '', cell: ({ isCurrent }) => (isCurrent ? '*' : '') },
        { title: 'name', cell: ({ name }) => name },
        { title: 'url', cell: ({ url }) => url },
        { title: 'user', cell: ({ user }) => user },
      ];
      new Printer(io, output).data({ contexts: rows }, () => formatTable(rows, columns, 'No contexts.'));
    });
  context
    .command('use <name>')
    .description('make a context the current one')
    .addHelpText('after', examples('berth context use staging'))
    .action(async (name: string) => {
      await useContext(io.env, name);
      new Printer(io, 'table').note(`commands use the context ${name} now`);
    });
}

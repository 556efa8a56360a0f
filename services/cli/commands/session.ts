import type { Command } from 'commander';
import { resolveSessionId } from '../api/sessions.ts';
import { commandName, type CommandIo } from '../io.ts';
import { outputOption } from '../output/printer.ts';
import { sessionDetails, sessionTable } from '../output/session-text.ts';
import { registerSessionAttach } from './session-attach.ts';
import { registerSessionLogs } from './session-logs.ts';
import { registerSessionOpen } from './session-open.ts';
import { examples, toolsFor } from './tools.ts';

/** `berth session …` */
export function registerSessionCommands(program: Command, io: CommandIo): void {
  const session = program.command('session').description('open, watch and close sessions');
  registerSessionOpen(session, io);
  registerList(session, io);
  registerShow(session, io);
  registerSessionAttach(session, io);
  registerClose(session, io);
  registerSessionLogs(session, io);
}

function registerList(session: Command, io: CommandIo): void {
  session
    .command('list')
    .description('list your sessions, newest first')
    .option('--all', 'those of all users (admin)')
    .option('--ended', 'also those that have ended')
    .addOption(outputOption())
    .addHelpText('after', examples('berth session list', 'berth session list --all --ended -o json'))
    .action(async ({ all, ended }: { all?: true; ended?: true }, command: Command) => {
      const { api, printer } = await toolsFor(io, command);
      const answer = await api.call('GET /sessions', { query: { all, ended } });
      printer.data(answer, () => sessionTable(answer.sessions, io.now()));
    });
}

function registerShow(session: Command, io: CommandIo): void {
  session
    .command('show <id>')
    .description('show a session and its workers')
    .addOption(outputOption())
    .addHelpText('after', examples('berth session show 1f9c2ab4', 'berth session show 1f9c2ab4 -o json'))
    .action(async (prefix: string, _options: object, command: Command) => {
      const { api, printer } = await toolsFor(io, command);
      const id = await resolveSessionId(api, prefix);
      const view = await api.call('GET /sessions/:id', { params: { id } });
      printer.data(view, () => sessionDetails(view, io.now()));
    });
}

function registerClose(session: Command, io: CommandIo): void {
  session
    .command('close <id>')
    .description('close a session; its results stay in the project')
    .addOption(outputOption())
    .addHelpText('after', examples('berth session close 1f9c2ab4'))
    .action(async (prefix: string, _options: object, command: Command) => {
      const { api, printer } = await toolsFor(io, command);
      const id = await resolveSessionId(api, prefix);
      const view = await api.call('DELETE /sessions/:id', { params: { id } });
      printer.data(view, () => `${view.id} ${view.state}\n`);
      printer.note(`see its results: ${commandName(io.env)} project files ${view.project}`);
    });
}

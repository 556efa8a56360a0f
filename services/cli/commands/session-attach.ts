import { resolve } from 'node:path';
import type { Command } from 'commander';
import { SessionStream, type CloseReason } from '../../relay-client/session-stream.ts';
import type { SessionView } from '../../session/contract.ts';
import { resolveSessionId, sessionFailure } from '../api/sessions.ts';
import { CommandError } from '../errors/command-error.ts';
import { exitCodes } from '../errors/exit-codes.ts';
import { commandName, type CommandIo } from '../io.ts';
import { outputOption } from '../output/printer.ts';
import { AttachReport } from './attach-report.ts';
import { PayloadFolder } from './saved-payloads.ts';
import { examples, toolsFor, type Tools } from './tools.ts';

/** `berth session attach` */
export function registerSessionAttach(session: Command, io: CommandIo): void {
  session
    .command('attach <id>')
    .description('watch the messages and the progress of a session, until it ends or Ctrl-C')
    .option('--save <folder>', 'write the binary payloads of messages (e.g. frames as PNG) into this folder')
    .addOption(outputOption())
    .addHelpText(
      'after',
      examples(
        'berth session attach 1f9c2ab4',
        'berth session attach 1f9c2ab4 --save frames',
        'berth session attach 1f9c2ab4 -o json',
      ),
    )
    .action(async (prefix: string, { save }: { save?: string }, command: Command) => {
      const tools = await toolsFor(io, command);
      const id = await resolveSessionId(tools.api, prefix);
      const folder = save === undefined ? undefined : new PayloadFolder(resolve(io.cwd, save));
      try {
        await watch(tools, id, folder);
      } finally {
        await folder?.finish();
      }
    });
}

async function watch(tools: Tools, id: string, folder: PayloadFolder | undefined): Promise<void> {
  const { io, api } = tools;
  const report = new AttachReport(tools, folder);
  const { promise: closed, resolve: onClosed } = Promise.withResolvers<CloseReason>();
  const stream = new SessionStream({
    connect: (last) =>
      api.call('POST /sessions/:id/attach', {
        params: { id },
        body: last === undefined ? {} : { client: last.client },
      }),
    onMessage: (message) => report.message(message),
    onSession: (session) => report.session(session as SessionView),
    onGap: (gap) => report.gap(gap),
    onProblem: (problem) => report.problem(problem),
    onClosed,
  });
  const stop = () => stream.close();
  io.signal.addEventListener('abort', stop);
  const reason = await closed;
  io.signal.removeEventListener('abort', stop);
  io.signal.throwIfAborted();
  await conclude(tools, id, { reason, last: report.last });
}

/** The end of the stream, as the end of the command. */
async function conclude(
  { io, api }: Tools,
  id: string,
  { reason, last }: { readonly reason: CloseReason; readonly last: SessionView | undefined },
): Promise<void> {
  if (reason.kind === 'session-ended') {
    const hasFailed = last?.state === 'failed' ? last : await api.call('GET /sessions/:id', { params: { id } });
    if (hasFailed.state === 'failed') throw sessionFailure(hasFailed, commandName(io.env));
    return;
  }
  const byKind = {
    'session-unknown': exitCodes.notFound,
    'not-allowed': exitCodes.notAllowed,
    'frame-invalid': exitCodes.unexpected,
    'frame-too-large': exitCodes.unexpected,
    closed: exitCodes.unexpected,
  } as const;
  throw new CommandError({ exitCode: byKind[reason.kind], detail: reason.detail });
}

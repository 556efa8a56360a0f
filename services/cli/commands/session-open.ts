import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import type { SessionView } from '../../session/contract.ts';
import { followSession, hasEnded, isInterrupted, sessionFailure } from '../api/sessions.ts';
import type { Api } from '../api/client.ts';
import { CommandError, usageError } from '../errors/command-error.ts';
import { exitCodes } from '../errors/exit-codes.ts';
import { commandName, type CommandIo } from '../io.ts';
import { outputOption, type Printer } from '../output/printer.ts';
import { printable } from '../output/printable.ts';
import { sessionChanges } from '../output/session-text.ts';
import { parseInput } from './session-input.ts';
import { examples, toolsFor, type Tools } from './tools.ts';

interface OpenOptions {
  readonly project: string;
  readonly input?: readonly string[];
  readonly timeout: string;
}

const defaultTimeoutSeconds = '600';
/** Placing many workers may take a while before the gateway answers. */
const openDeadlineMs = 60_000;

/** `berth session open` */
export function registerSessionOpen(session: Command, io: CommandIo): void {
  session
    .command('open <type>')
    .description('open a session and wait until it is ready')
    .requiredOption('-p, --project <name>', 'the project that its workers read and write')
    .option('-i, --input <key=value...>', 'input of the session; JSON values are taken as such')
    .option('--timeout <seconds>', 'how long to wait until it is ready', defaultTimeoutSeconds)
    .addOption(outputOption())
    .addHelpText(
      'after',
      examples(
        'berth session open cavity --project demo',
        'berth session open cavity --project demo --input geometry=wide-cavity.stl --input cells=80',
        'berth session open cavity --project demo -o json',
      ),
    )
    .action(async (type: string, options: OpenOptions, command: Command) => {
      const timeoutMs = parseTimeout(options.timeout);
      const input = parseInput(options.input ?? []);
      const tools = await toolsFor(io, command);
      const opened = await requestSession(tools.api, { type, project: options.project, input });
      tools.printer.text(`session ${opened.id}`);
      const ready = await waitUntilReady(tools, opened, timeoutMs);
      await printReady(tools, ready);
    });
}

function parseTimeout(text: string): number {
  const seconds = Number(text);
  if (seconds > 0 && seconds <= 86_400) return seconds * 1000;
  throw usageError(`--timeout ${text} is no number of seconds.`, 'Give more than 0 and at most 86400.');
}

/** Asked again under the same key, the gateway answers with the session that is there. */
async function requestSession(api: Api, body: object): Promise<SessionView> {
  const key = randomUUID();
  const post = () =>
    api.call('POST /sessions', { body, headers: { 'idempotency-key': key }, deadlineMs: openDeadlineMs });
  try {
    return await post();
  } catch (error) {
    if (!(error instanceof CommandError) || error.code !== 'DEADLINE_EXCEEDED') throw error;
    return post();
  }
}

async function waitUntilReady(
  { io, api, printer }: Tools,
  opened: SessionView,
  timeoutMs: number,
): Promise<SessionView> {
  const timeout = AbortSignal.timeout(timeoutMs);
  const bounded = { ...io, signal: AbortSignal.any([io.signal, timeout]) };
  let before: SessionView | undefined;
  try {
    for await (const view of followSession(bounded, api, opened)) {
      for (const line of sessionChanges(before, view)) printer.note(printable(line));
      before = view;
      if (view.state === 'ready' || view.state === 'degraded' || hasEnded(view)) break;
      if (timeout.aborted) throw timeout.reason;
    }
  } catch (error) {
    const hint = `${commandName(io.env)} session close ${opened.id.slice(0, 8)}`;
    if (isInterrupted(error)) printer.note(`the session goes on; close it with: ${hint}`);
    if (!timeout.aborted) throw error;
    throw notReadyInTime(opened, timeoutMs, hint);
  }
  return before ?? opened;
}

function notReadyInTime({ id }: SessionView, timeoutMs: number, hint: string): CommandError {
  return new CommandError({
    exitCode: exitCodes.unavailable,
    code: 'DEADLINE_EXCEEDED',
    detail: `The session ${id} was not ready within ${timeoutMs / 1000} s; it goes on.`,
    remedy: `Wait for it with \`berth session attach\`, or close it: \`${hint}\`.`,
  });
}

async function printReady({ io, api, printer }: Tools, session: SessionView): Promise<void> {
  if (session.state === 'failed') {
    printJsonOnly(printer, { session });
    throw sessionFailure(session, commandName(io.env));
  }
  if (hasEnded(session)) {
    printJsonOnly(printer, { session });
    return;
  }
  const { ticket, client } = await api.call('POST /sessions/:id/attach', { params: { id: session.id }, body: {} });
  // In the fragment, so that no server log ever holds the ticket.
  const link = `${api.url}/#/sessions/${session.id}?${new URLSearchParams({ ticket, client }).toString()}`;
  printer.data({ session, link }, () => `open    ${link}\n`);
  printer.note(`next: ${commandName(io.env)} session attach ${session.id.slice(0, 8)}`);
}

function printJsonOnly(printer: Printer, value: unknown): void {
  printer.data(value, () => '');
}

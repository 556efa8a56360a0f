import type { SessionView } from '../../session/contract.ts';
import { CommandError, usageError } from '../errors/command-error.ts';
import { exitCodes } from '../errors/exit-codes.ts';
import { Interrupted, type CommandIo } from '../io.ts';
import { pause } from '../pause.ts';
import type { Api } from './client.ts';

const idLength = 36;
const minPrefix = 6;
const waitMs = 20_000;
/** What an answer may take beyond the time that the gateway waits. */
const answerMs = 15_000;
/** A gateway that is started anew is waited for. */
const patienceMs = 30_000;
const retryMs = 500;

/** The id that a prefix of at least six characters stands for. @throws {CommandError} */
export async function resolveSessionId(api: Api, prefix: string): Promise<string> {
  const wanted = prefix.toLowerCase();
  if (!/^[0-9a-f-]+$/.test(wanted) || wanted.length < minPrefix || wanted.length > idLength) {
    throw usageError(
      `"${prefix}" is no id of a session.`,
      `Give the id, or its first ${minPrefix} characters or more; \`berth session list\` shows them.`,
    );
  }
  if (wanted.length === idLength) return wanted;
  const own = await matching(api, wanted, false);
  const [found, ...others] = own.length > 0 ? own : await matching(api, wanted, true).catch(noneIfForbidden);
  if (found === undefined) {
    throw new CommandError({
      exitCode: exitCodes.notFound,
      code: 'SESSION_UNKNOWN',
      detail: `No session has an id that begins with "${wanted}".`,
      remedy: 'List your sessions with `berth session list --ended`.',
    });
  }
  if (others.length === 0) return found.id;
  const candidates = [found, ...others].map(({ id }) => id).join(', ');
  throw usageError(`"${wanted}" begins more than one id: ${candidates}.`, 'Give more of it.');
}

async function matching(api: Api, prefix: string, all: boolean): Promise<readonly SessionView[]> {
  const query = { ended: true, ...(all && { all }) };
  const { sessions } = await api.call('GET /sessions', { query });
  return sessions.filter(({ id }) => id.startsWith(prefix));
}

function noneIfForbidden(error: unknown): readonly SessionView[] {
  if (error instanceof CommandError && error.exitCode === exitCodes.notAllowed) return [];
  throw error;
}

/** Whether nothing more will change. */
export function hasEnded({ state }: SessionView): boolean {
  return state === 'closed' || state === 'failed';
}

/** The session as it is, and again at each change, until it has ended. A gateway that is away is waited for a while. */
export async function* followSession(io: CommandIo, api: Api, start: SessionView): AsyncGenerator<SessionView> {
  let view = start;
  yield view;
  while (!hasEnded(view)) {
    const next = await nextView(io, api, view);
    if (next.revision === view.revision) await pause(retryMs / 5, io.signal);
    else {
      view = next;
      yield view;
    }
  }
}

async function nextView(io: CommandIo, api: Api, { id, revision }: SessionView): Promise<SessionView> {
  const endAt = performance.now() + patienceMs;
  for (;;) {
    try {
      return await api.call('GET /sessions/:id', {
        params: { id },
        query: { afterRevision: revision, waitMs },
        deadlineMs: waitMs + answerMs,
        signal: io.signal,
      });
    } catch (error) {
      const mayPass = error instanceof CommandError && error.exitCode === exitCodes.unavailable;
      if (!mayPass || performance.now() > endAt) throw error;
      await pause(retryMs, io.signal);
    }
  }
}

/** The error with which a command ends whose session failed. */
export function sessionFailure({ id, reason }: SessionView, command: string): CommandError {
  const who = reason?.worker === undefined ? '' : ` (worker ${reason.worker})`;
  return new CommandError({
    exitCode: exitCodes.sessionFailed,
    detail: `The session failed: ${reason?.message ?? 'it does not say why'}${who}`,
    remedy: `Read the logs of its workers with \`${command} session logs ${id.slice(0, 8)}\`.`,
    ...(reason !== undefined && { code: reason.code }),
  });
}

/** Whether an error is the user's Ctrl-C. */
export function isInterrupted(error: unknown): boolean {
  return error instanceof Interrupted;
}

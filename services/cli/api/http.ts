import { commandName, type CommandIo } from '../io.ts';
import { CommandError, errorOfAnswer } from '../errors/command-error.ts';
import { exitCodes } from '../errors/exit-codes.ts';
import { sendPatiently } from '../retry-after.ts';

/** A request to the gateway. */
export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it comes; made anew for each attempt. */
  readonly body?: () => AsyncIterable<Uint8Array>;
  /** Ends the request. It has a deadline in any case. */
  readonly signal: AbortSignal;
}

/** The path under which a gateway serves the REST API. */
export const apiPath = '/api/v1';

/**
 * Sends a request, again where the gateway says when to come back, and answers with what came, if it is a success.
 * @throws {CommandError}
 */
export async function sendRequest(io: CommandIo, request: HttpRequest): Promise<Response> {
  const response = await exchange(io, request);
  if (response.ok) return response;
  const text = await readText(io, response, request);
  throw errorOfAnswer(response.status, parseJson(text), request.url);
}

/** Sends a request and reads its answer as JSON. @throws {CommandError} */
export async function requestJson(io: CommandIo, request: HttpRequest): Promise<unknown> {
  const response = await sendRequest(io, request);
  const text = await readText(io, response, request);
  const value = parseJson(text);
  if (value !== undefined) return value;
  throw new CommandError({
    exitCode: exitCodes.unexpected,
    detail: `${request.url} answered with something that is not JSON.`,
    remedy: 'Check that the URL is that of a Berth gateway.',
  });
}

async function exchange(io: CommandIo, request: HttpRequest): Promise<Response> {
  try {
    return await sendPatiently(() => exchangeOnce(io, request), request.signal);
  } catch (error) {
    throw connectionError(io, request, error);
  }
}

function exchangeOnce(io: CommandIo, { method, url, headers, json, body, signal }: HttpRequest): Promise<Response> {
  return io.fetch(url, {
    method,
    signal,
    redirect: 'error',
    headers: {
      accept: 'application/json',
      ...(json !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(json !== undefined && { body: JSON.stringify(json) }),
    ...(body !== undefined && { body: body(), duplex: 'half' }),
  });
}

async function readText(io: CommandIo, response: Response, request: HttpRequest): Promise<string> {
  try {
    return await response.text();
  } catch (error) {
    throw connectionError(io, request, error);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** What a failed exchange means to the user. */
export function connectionError(io: CommandIo, { url, signal }: HttpRequest, error: unknown): unknown {
  if (error instanceof CommandError) return error;
  if (signal.aborted) {
    const reason: unknown = signal.reason;
    const isLate = reason instanceof Error && reason.name === 'TimeoutError';
    return isLate ? lateError(url, error) : reason;
  }
  const { origin } = new URL(url);
  return new CommandError({
    exitCode: exitCodes.unavailable,
    code: 'UNAVAILABLE',
    detail: `Berth at ${origin} does not answer (${causeOf(error)}).`,
    remedy: `Start it with \`${commandName(io.env)} up\`, or name another one with --context.`,
    cause: error,
  });
}

function lateError(url: string, cause: unknown): CommandError {
  return new CommandError({
    exitCode: exitCodes.unavailable,
    code: 'DEADLINE_EXCEEDED',
    detail: `${url} did not answer in time.`,
    remedy: 'Try again.',
    cause,
  });
}

/** fetch hides what happened in the cause, e.g. ECONNREFUSED. */
function causeOf(error: unknown): string {
  const { cause } = error as { cause?: unknown };
  const { code, message } = (cause ?? error) as { code?: unknown; message?: unknown };
  if (typeof code === 'string' && code !== '') return code;
  return typeof message === 'string' ? message : String(error);
}

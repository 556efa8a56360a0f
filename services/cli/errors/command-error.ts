import type { FieldIssue } from '../../kit/errors/berth-error.ts';
import type { Problem } from '../../kit/errors/problem.ts';
import { exitCodeOfStatus, exitCodes, type ExitCode } from './exit-codes.ts';

/** What a {@link CommandError} is made of. */
export interface CommandErrorDetails {
  readonly exitCode: ExitCode;
  /** What was wrong and what was expected, in one or two sentences. */
  readonly detail: string;
  /** What the user can do about it, as a sentence. */
  readonly remedy?: string;
  readonly issues?: readonly FieldIssue[];
  /** What no issue can say, in lines of its own. */
  readonly lines?: readonly string[];
  /** A code of the registry of errors, or of an application's worker. */
  readonly code?: string;
  readonly traceId?: string;
  /** HTTP status, where the error came over HTTP. */
  readonly status?: number;
  readonly cause?: unknown;
}

/** A command could not do what was asked; the user is told, and the exit code says which kind it was. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly exitCode: ExitCode;
  readonly remedy: string | undefined;
  readonly issues: readonly FieldIssue[];
  readonly lines: readonly string[];
  readonly code: string | undefined;
  readonly traceId: string | undefined;
  readonly status: number | undefined;

  constructor(details: CommandErrorDetails) {
    const { exitCode, detail, remedy, issues = [], lines = [], code, traceId, status, cause } = details;
    super(detail, cause === undefined ? undefined : { cause });
    this.exitCode = exitCode;
    this.remedy = remedy;
    this.issues = issues;
    this.lines = lines;
    this.code = code;
    this.traceId = traceId;
    this.status = status;
  }
}

/** Several things are wrong, each with a place and a remedy of its own. */
export class CommandErrors extends Error {
  override readonly name = 'CommandErrors';
  readonly errors: readonly CommandError[];
  /** That of the first. */
  readonly exitCode: ExitCode;

  constructor(errors: readonly [CommandError, ...CommandError[]]) {
    super(errors.map(({ message }) => message).join(' '));
    this.errors = errors;
    this.exitCode = errors[0].exitCode;
  }
}

/** The command line, or something that it names, is not right. */
export function usageError(detail: string, remedy?: string): CommandError {
  return new CommandError({ exitCode: exitCodes.usage, detail, ...(remedy !== undefined && { remedy }) });
}

/** The command has said everything itself and ends with this code. */
export class QuietExit extends Error {
  override readonly name = 'QuietExit';
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode) {
    super(`exit code ${exitCode}`);
    this.exitCode = exitCode;
  }
}

/** The error that an answer of the API carries. Codes that this version does not know are taken as they are. */
export function errorOfAnswer(status: number, body: unknown, url: string): CommandError {
  const problem = (typeof body === 'object' && body !== null ? body : {}) as Partial<Problem>;
  if (typeof problem.code !== 'string' || typeof problem.detail !== 'string') {
    return new CommandError({
      exitCode: exitCodeOfStatus(status),
      status,
      detail: `${url} answered ${status} without saying why.`,
      remedy: 'Check that the URL is that of a Berth gateway.',
    });
  }
  const { code, detail, remedy, issues, traceId } = problem;
  return new CommandError({
    exitCode: exitCodeOfStatus(status, code),
    status,
    code,
    detail,
    ...(typeof remedy === 'string' && { remedy }),
    ...(Array.isArray(issues) && { issues }),
    ...(typeof traceId === 'string' && { traceId }),
  });
}

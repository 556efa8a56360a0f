import { inspect } from 'node:util';
import { errorLines, type ErrorFacts } from '../../../infra/model/error-text.ts';
import { BerthError } from '../../kit/errors/berth-error.ts';
import { MachineError } from '../../machine/machine-error.ts';
import { Interrupted } from '../io.ts';
import { printable } from '../output/printable.ts';
import { CommandError, CommandErrors, QuietExit } from './command-error.ts';
import { exitCodeOfStatus, exitCodes, type ExitCode } from './exit-codes.ts';

/** The exit code of whatever ended a command. */
export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof CommandError || error instanceof CommandErrors || error instanceof QuietExit) {
    return error.exitCode;
  }
  if (error instanceof Interrupted) return exitCodes.interrupted;
  if (error instanceof BerthError) return exitCodeOfStatus(error.status, error.code);
  return error instanceof MachineError ? exitCodes.unavailable : exitCodes.unexpected;
}

/** What the user reads of an error: what was wrong, what was expected, what to do; never a stack. */
export function showError(error: unknown, { isDebug }: { isDebug: boolean }): string {
  const all = error instanceof CommandErrors ? error.errors : [error];
  const lines = all.flatMap((each) => errorLines(factsOf(each)));
  return `${lines.map(printable).join('\n')}\n${isDebug ? `${inspect(error)}\n` : ''}`;
}

function factsOf(error: unknown): ErrorFacts {
  if (error instanceof CommandError) {
    const { message: detail, issues, lines, remedy, code, traceId } = error;
    return { detail, issues, lines, remedy, origin: originOf(code, traceId) };
  }
  if (error instanceof BerthError) {
    return { detail: error.message, issues: error.issues, remedy: error.remedy, origin: originOf(error.code) };
  }
  if (error instanceof MachineError) {
    return { detail: `${error.problem}.`, remedy: `${error.remedy}.`, origin: originOf(error.code) };
  }
  return {
    detail: `Something went wrong inside the command: ${error instanceof Error ? error.message : String(error)}`,
    remedy: 'Please report it, with what BERTH_DEBUG=1 adds to this message.',
  };
}

function originOf(code: string | undefined, traceId?: string): string {
  const parts = [code === undefined ? '' : `code ${code}`, traceId === undefined ? '' : `trace ${traceId}`];
  return parts.filter(Boolean).join(', ');
}

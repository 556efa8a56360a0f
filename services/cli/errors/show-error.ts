import { inspect } from 'node:util';
import { BerthError, type FieldIssue } from '../../kit/errors/berth-error.ts';
import { MachineError } from '../../machine/machine-error.ts';
import { Interrupted } from '../io.ts';
import { printable } from '../output/printable.ts';
import { CommandError, QuietExit } from './command-error.ts';
import { exitCodeOfStatus, exitCodes, type ExitCode } from './exit-codes.ts';

/** The exit code of whatever ended a command. */
export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof CommandError || error instanceof QuietExit) return error.exitCode;
  if (error instanceof Interrupted) return exitCodes.interrupted;
  if (error instanceof BerthError) return exitCodeOfStatus(error.status, error.code);
  return error instanceof MachineError ? exitCodes.unavailable : exitCodes.unexpected;
}

/** What the user reads of an error: what was wrong, what was expected, what to do; never a stack. */
export function showError(error: unknown, { isDebug }: { isDebug: boolean }): string {
  const { detail, issues, remedy, origin } = factsOf(error);
  const lines = [
    `error: ${detail}`,
    ...issues.map(showIssue),
    ...(remedy === undefined ? [] : [`  what to do: ${remedy}`]),
    ...(origin === '' ? [] : [`  ${origin}`]),
  ];
  return `${lines.map(printable).join('\n')}\n${isDebug ? `${inspect(error)}\n` : ''}`;
}

interface Facts {
  readonly detail: string;
  readonly issues: readonly FieldIssue[];
  readonly remedy: string | undefined;
  readonly origin: string;
}

function factsOf(error: unknown): Facts {
  if (error instanceof CommandError) {
    const { message: detail, issues, remedy, code, traceId } = error;
    return { detail, issues, remedy, origin: originOf(code, traceId) };
  }
  if (error instanceof BerthError) {
    return { detail: error.message, issues: error.issues, remedy: error.remedy, origin: originOf(error.code) };
  }
  if (error instanceof MachineError) {
    return { detail: `${error.problem}.`, issues: [], remedy: `${error.remedy}.`, origin: originOf(error.code) };
  }
  return {
    detail: `Something went wrong inside the command: ${error instanceof Error ? error.message : String(error)}`,
    issues: [],
    remedy: 'Please report it, with what BERTH_DEBUG=1 adds to this message.',
    origin: '',
  };
}

function showIssue({ path, value, expected, remedy }: FieldIssue): string {
  const found = value === undefined ? '' : `, found ${value}`;
  const advice = remedy === undefined ? '' : ` (${remedy})`;
  return `  ${path === '' ? 'the whole' : path}: expected ${expected}${found}${advice}`;
}

function originOf(code: string | undefined, traceId?: string): string {
  const parts = [code === undefined ? '' : `code ${code}`, traceId === undefined ? '' : `trace ${traceId}`];
  return parts.filter(Boolean).join(', ');
}

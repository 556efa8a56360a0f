import { CommanderError } from 'commander';
import { exitCodes, type ExitCode } from './errors/exit-codes.ts';
import { QuietExit } from './errors/command-error.ts';
import { exitCodeOf, showError } from './errors/show-error.ts';
import { Interrupted, type CommandIo } from './io.ts';
import { createProgram } from './program.ts';

/** Runs one command and answers with its exit code. What goes wrong is said on stderr. */
export async function runBerth(args: readonly string[], io: CommandIo): Promise<ExitCode> {
  try {
    await createProgram(io).parseAsync(args, { from: 'user' });
    return exitCodes.ok;
  } catch (error) {
    // Commander has said it already: help, the version, or what is wrong with the command line.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
    const isSaid = error instanceof QuietExit || error instanceof Interrupted;
    if (!isSaid) io.stderr.write(showError(error, { isDebug: io.env['BERTH_DEBUG'] === '1' }));
    return exitCodeOf(error);
  }
}

import { RefusedError, type Refusal } from '../../../stacks/refusal.ts';
import { CommandError, CommandErrors } from '../errors/command-error.ts';
import { exitCodes } from '../errors/exit-codes.ts';

/** Does what may refuse an environment, and tells each reason as an error of the command. */
export async function withRefusals<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    const [first, ...others] = error.refusals.map((refusal) => commandErrorOf(refusal, error));
    if (first === undefined) throw error;
    throw others.length === 0 ? first : new CommandErrors([first, ...others]);
  }
}

function commandErrorOf(refusal: Refusal, cause: RefusedError): CommandError {
  const exitCode = refusal.code === 'CHANGE_IMMUTABLE' ? exitCodes.conflict : exitCodes.usage;
  return new CommandError({ ...refusal, exitCode, cause });
}

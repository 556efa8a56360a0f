import { runCommand, type Ending, type RunCommandOptions } from '../../../services/machine/run-command.ts';

/** SIGTERM would leave its temporary folder; a linker that is at work comes to its end first. */
const GO_ENDING: Ending = { signal: 'SIGINT', graceMs: 30_000 };

/** Runs `go`; it removes its temporary folder also where it is ended early. */
export function runGo(
  go: string,
  args: readonly string[],
  options: Omit<RunCommandOptions, 'ending'>,
): Promise<readonly string[]> {
  return runCommand(go, args, { ...options, ending: GO_ENDING });
}

import { runCommand } from '../../../services/machine/run-command.ts';
import { goModules } from '../../../tools/kubernetes-schema/go-module.ts';
import type { GoContext } from '../go-tools/go-command.ts';
import { goProgram, pinnedVersion } from '../go-tools/go-program.ts';
import type { GoProgram } from '../go-tools/programs.ts';

/** Reads compose files with the library of `docker compose`; its main package is in `projects/compose`. */
const composeLoader: GoProgram = {
  name: 'compose-load',
  project: 'compose',
  module: 'github.com/compose-spec/compose-go/v2',
  package: '.',
  usualSeconds: 20,
};

const deadlineMs = 30_000;

/** The JSON schema of the Compose Specification, as the library has it that `docker compose` is made of. */
export async function composeSchema(context: GoContext): Promise<object> {
  const module = await goModules(context)(composeLoader.module, await pinnedVersion(composeLoader));
  return JSON.parse(module.text('schema/compose-spec.json')) as object;
}

/**
 * The names of the services of a compose file, read as `docker compose config` reads it.
 * @throws {MachineError} with what it says is wrong
 */
export async function loadComposeFile(path: string, context: GoContext): Promise<readonly string[]> {
  const loader = await goProgram(composeLoader, context);
  return runCommand(loader, [path], { env: { PATH: context.env['PATH'] }, deadlineMs });
}

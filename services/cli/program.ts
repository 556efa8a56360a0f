import { createRequire } from 'node:module';
import { Command } from 'commander';
import { registerCompose } from './commands/compose.ts';
import { registerContextCommands } from './commands/context.ts';
import { registerDoctor } from './commands/doctor.ts';
import { registerLogin } from './commands/login.ts';
import { registerPlatformViews } from './commands/platform-views.ts';
import { registerProjectCommands } from './commands/project.ts';
import { registerSessionCommands } from './commands/session.ts';
import { registerUserCommands } from './commands/users.ts';
import { registerDelivery } from './delivery/commands.ts';
import type { CommandIo } from './io.ts';
import { registerPlatformCommands } from './platform/commands.ts';

const helpEnd = `
Exit codes: 0 done, 1 unexpected, 2 wrong input, 3 not logged in or not allowed, 4 not found, 5 conflict,
6 unavailable or too late, 7 the session failed, 130 interrupted.
BERTH_URL and BERTH_TOKEN take the place of a login; BERTH_CONTEXT that of --context; BERTH_DEBUG=1 shows stacks.`;

/** The command line. Its actions reach the world only through `io`, and throw what goes wrong. */
export function createProgram(io: CommandIo): Command {
  const program = new Command('berth')
    .description('Opens sessions of distributed applications and places their workers on the right machines.')
    .version(readVersion())
    .option('--context <name>', 'use this context instead of the current one')
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      getOutHelpWidth: () => io.stdout.columns ?? 100,
      getErrHelpWidth: () => io.stderr.columns ?? 100,
    })
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('(add --help to see how it is used)')
    .exitOverride()
    .addHelpText('after', helpEnd);
  registerPlatformCommands(program, io);
  registerPlatformViews(program, io);
  registerLogin(program, io);
  registerContextCommands(program, io);
  registerSessionCommands(program, io);
  registerProjectCommands(program, io);
  registerUserCommands(program, io);
  registerDoctor(program, io);
  registerDelivery(program, io);
  registerCompose(program, io);
  return program;
}

/** The package's manifest is two folders up in the checkout, and where the package has it when it is packed. */
function readVersion(): string {
  const require = createRequire(import.meta.url);
  for (const path of ['../../package.json', '../package.json', './package.json']) {
    try {
      const { name, version } = require(path) as { name?: string; version?: string };
      if (name?.startsWith('@berth-platform/') === true && version !== undefined) return version;
    } catch {
      continue;
    }
  }
  return 'unknown';
}

import { InvalidArgumentError, type Command } from 'commander';
import { examples } from '../commands/tools.ts';
import type { CommandIo } from '../io.ts';
import { roleNames, roleSummaries, type RoleName } from './role-names.ts';

interface UpOptions {
  readonly state?: string;
  readonly port?: number;
  readonly node?: readonly string[];
}

const maxPort = 65_535;

/** Adds the commands that run the platform itself: `up`, `down`, `serve`. */
export function registerPlatformCommands(program: Command, io: CommandIo): void {
  program
    .command('up')
    .description('run the application of a folder on this machine, until Ctrl-C')
    .argument('[folder]', 'where berth.config.ts is', '.')
    .option('--state <folder>', 'where everything is kept (default: a folder of its own for each application)')
    .option('--port <port>', 'port of the gateway; 0 for a free one (default: 7300)', parsePort)
    .option('--node <json>', 'a node with declared capacity, instead of the machine; may be repeated', collectNode)
    .addHelpText(
      'after',
      examples(
        'berth up',
        'berth up examples/simulation --port 8080',
        `berth up --node '{"name":"a","cpu":2,"memory":"4Gi"}' --node '{"name":"b","cpu":4,"memory":"8Gi"}'`,
      ),
    )
    .action(async (folder: string, options: UpOptions) => {
      // The services are loaded only by the commands that run them: every other command starts faster.
      const { up } = await import('./up.ts');
      await up(io, { folder, ...options });
    });

  program
    .command('down')
    .description('end the platform that runs on this machine, and everything it started')
    .argument('[folder]', 'where berth.config.ts is (default: the platform of the current context)')
    .option('--state <folder>', 'the state folder that `up` was given')
    .addHelpText('after', examples('berth down', 'berth down examples/simulation'))
    .action(async (folder: string | undefined, { state }: { readonly state?: string }) => {
      const { down } = await import('./down.ts');
      await down(io, { folder, state });
    });

  program
    .command('serve')
    .description('run one role as this process, configured by environment variables')
    .argument('<role>', `one of ${roleNames.join(', ')}`, parseRole)
    .addHelpText(
      'after',
      `\nRoles:\n${roleNames.map((name) => `  ${name.padEnd(17)} ${roleSummaries[name]}`).join('\n')}\n` +
        '\nThe variables are listed in docs/reference/configuration.md.\n' +
        examples(
          'DISCOVERY_URL=http://10.0.0.5:7310 MONGODB_URI=mongodb://db BERTH_CATALOGUE_FILE=… berth serve session',
        ),
    )
    .action(async (role: RoleName) => {
      const { serve } = await import('./serve.ts');
      await serve(io, role);
    });
}

function parsePort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= maxPort) return port;
  throw new InvalidArgumentError(`Expected a number from 0 to ${maxPort}.`);
}

function collectNode(text: string, nodes: readonly string[] = []): readonly string[] {
  return [...nodes, text];
}

function parseRole(text: string): RoleName {
  const role = roleNames.find((name) => name === text);
  if (role !== undefined) return role;
  throw new InvalidArgumentError(`Expected one of ${roleNames.join(', ')}.`);
}

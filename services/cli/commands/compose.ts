import { InvalidArgumentError, type Command } from 'commander';
import { isIPv4 } from 'node:net';
import type { CommandIo } from '../io.ts';
import { outputOption } from '../output/printer.ts';
import type { ComposeCommandOptions } from '../compose/write-compose.ts';
import { examples } from './tools.ts';

/** `berth compose` */
export function registerCompose(program: Command, io: CommandIo): void {
  program
    .command('compose')
    .description('write docker compose files of the application and the platform')
    .argument('[folder]', 'where berth.config.ts, or stacks/berth.config.ts, is', '.')
    .option('--production', 'for production: replicas, pinned images, copies of the database', false)
    .option('-e, --environment <name>', 'take images, domain, stores and replicas of this environment over')
    .option('--to <folder>', 'where to write', 'compose')
    .option('--secrets', 'make the secret files that are missing (always for development)', false)
    .option('--address <address>', 'address of the machine on which ports are published', parseAddress, '127.0.0.1')
    .option('--port <port>', 'port of the machine for the gateway', parsePort, 7300)
    .option('--subnet <range>', 'addresses for the networks (default: 10.213.0.0/16, in production 10.214.0.0/16)')
    .option('--node-cpu <processors>', 'processors for workers (default: those of one session)', parseCpu)
    .option('--node-memory <memory>', 'memory for workers, e.g. 8Gi (default: that of one session)')
    .option('--no-gpus', 'give no GPU of the machine to containers')
    .addOption(outputOption())
    .addHelpText(
      'after',
      examples(
        'berth compose',
        'berth compose examples/simulation --node-memory 4Gi',
        'berth compose --production -e production --secrets',
      ),
    )
    .action(async (folder: string, options: ComposeCommandOptions, command: Command) => {
      // Loaded only here: every other command starts faster without it.
      const { writeCompose } = await import('../compose/write-compose.ts');
      await writeCompose(io, folder, { ...options, given: givenWords(command) });
    });
}

/** The arguments and options as they were given, to name the command again. */
function givenWords(command: Command): readonly string[] {
  const options = command.options.filter(
    (option) => command.getOptionValueSource(option.attributeName()) === 'cli' && option.long !== undefined,
  );
  return [
    ...command.args,
    ...options.flatMap((option) => {
      const value: unknown = command.getOptionValue(option.attributeName());
      return typeof value === 'boolean' ? [option.long ?? ''] : [option.long ?? '', String(value)];
    }),
  ];
}

const maxPort = 65_535;

function parsePort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= maxPort) return port;
  throw new InvalidArgumentError(`Expected a number from 1 to ${maxPort}.`);
}

function parseAddress(text: string): string {
  if (isIPv4(text)) return text;
  throw new InvalidArgumentError('Expected an IPv4 address of the machine, or 0.0.0.0 for all.');
}

function parseCpu(text: string): number {
  const processors = Number(text);
  if (processors > 0 && Number.isFinite(processors)) return processors;
  throw new InvalidArgumentError('Expected a number of processors such as 4 or 0.5.');
}

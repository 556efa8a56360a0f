import { Option, type Command } from 'commander';
import { examples } from '../commands/tools.ts';
import type { CommandIo } from '../io.ts';
import { outputOption } from '../output/printer.ts';
import { withCluster } from './cluster-options.ts';
import type { DiffOptions } from './diff.ts';
import type { InitOptions } from './secrets.ts';
import type { SynthOptions } from './synth.ts';
import type { VetOptions } from './vet.ts';

const modelHelp = 'where berth.config.ts, or stacks/berth.config.ts, is';

/** Adds the commands that turn a model into manifests: each loads what synthesizes only when it runs. */
export function registerDelivery(program: Command, io: CommandIo): void {
  program
    .command('synth')
    .description('write the manifests of the environments, a folder for each')
    .argument('[folder]', modelHelp, '.')
    .option('-e, --environment <name>', 'only this one; may be repeated', collectNames)
    .option('--to <folder>', 'where to write', 'dist')
    .option('--replace', 'write also what the cluster can take only after objects were deleted', false)
    .addOption(outputOption())
    .addHelpText('after', examples('berth synth', 'berth synth -e dev', 'berth synth examples/lab --to manifests'))
    .action(async (folder: string, options: SynthOptions) => {
      const { synth } = await import('./synth.ts');
      await synth(io, folder, options);
    });

  program
    .command('vet')
    .description('judge the environments by all policies and invariants, without writing anything')
    .argument('[folder]', modelHelp, '.')
    .option('-e, --environment <name>', 'only this one; may be repeated', collectNames)
    .addOption(outputOption())
    .addHelpText('after', examples('berth vet', 'berth vet -e production', 'berth vet -o json'))
    .action(async (folder: string, options: VetOptions) => {
      const { vet } = await import('./vet.ts');
      await vet(io, folder, options);
    });

  withCluster(program.command('diff'))
    .description('show what an environment would change, per object and field')
    .argument('<environment>', 'one of berth.config.ts')
    .argument('[folder]', modelHelp, '.')
    .addOption(
      new Option('--against <what>', 'the manifests that were written, or the cluster')
        .choices(['dir', 'cluster'])
        .default('dir'),
    )
    .option('--from <folder>', 'where the manifests were written', 'dist')
    .addOption(outputOption())
    .addHelpText(
      'after',
      examples(
        'berth diff dev',
        'berth diff staging --against cluster --kube-context staging',
        'berth diff dev -o json',
      ),
    )
    .action(async (environment: string, folder: string, options: DiffOptions) => {
      const { diff } = await import('./diff.ts');
      await diff(io, { environment, folder, options });
    });

  withCluster(program.command('secrets').description('the secrets of an environment').command('init'))
    .description('make the secrets of an environment in its cluster; those that are there are kept')
    .argument('<environment>', 'one of berth.config.ts')
    .argument('[folder]', modelHelp, '.')
    .option('--set <namespace/name/key=value>', 'a value that only you know; =@file reads it from a file', collectNames)
    .addOption(outputOption())
    .addHelpText(
      'after',
      examples(
        'berth secrets init dev',
        'berth secrets init dev --kube-context dev --set lab-services/licence/key=@licence.txt',
      ),
    )
    .action(async (environment: string, folder: string, options: InitOptions) => {
      const { initSecrets } = await import('./secrets.ts');
      await initSecrets(io, { environment, folder, options });
    });
}

function collectNames(name: string, names: readonly string[] = []): readonly string[] {
  return [...names, name];
}

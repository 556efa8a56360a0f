import { join, relative, resolve } from 'node:path';
import { deliver, showDelivered, showNext, type Delivered } from '../../../stacks/deliver.ts';
import type { CommandIo } from '../io.ts';
import { Printer, type OutputFormat } from '../output/printer.ts';
import { chosenEnvironments, loadPlatform, today } from './environments.ts';
import { withRefusals } from './refusals.ts';

/** Options of `berth synth`. */
export interface SynthOptions {
  readonly environment?: readonly string[];
  readonly to: string;
  readonly replace: boolean;
  readonly output: OutputFormat;
}

/** Writes the manifests of environments. */
export async function synth(io: CommandIo, folder: string, options: SynthOptions): Promise<void> {
  const printer = new Printer(io, options.output);
  const platform = await loadPlatform(io, folder);
  const to = resolve(io.cwd, options.to);
  const delivered = await withRefusals(() =>
    deliver({
      platform,
      environments: chosenEnvironments(platform, options.environment),
      to,
      replace: options.replace,
      today: today(io),
      advise: (line) => {
        printer.note(line);
      },
    }),
  );
  const shown = relative(io.cwd, to) || '.';
  const summary = delivered.map((each) => summaryOf(each, shown));
  printer.data(summary, () => delivered.map((each) => `${showDelivered(each, shown)}\n`).join(''));
  printer.note(showNext(delivered, shown));
}

function summaryOf({ assembly: { target, synthesis }, files }: Delivered, folder: string) {
  return {
    environment: target.name,
    flavour: target.flavour,
    folder: join(folder, target.name),
    objects: synthesis.objects.length,
    crds: synthesis.crds.length,
    files: files.length,
  };
}

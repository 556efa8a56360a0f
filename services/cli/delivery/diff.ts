import { join, resolve } from 'node:path';
import { semanticDiff, type ObjectChange } from '../../../stacks/diff/semantic-diff.ts';
import { showDiff } from '../../../stacks/diff/show-diff.ts';
import type { Assembly } from '../../../stacks/assemble.ts';
import { definitionsFolder } from '../../../stacks/manifest-files.ts';
import { writtenManifests } from '../../../stacks/written-manifests.ts';
import { usageError } from '../errors/command-error.ts';
import type { CommandIo } from '../io.ts';
import { Printer, type OutputFormat } from '../output/printer.ts';
import { openCluster, type ClusterOptions } from './cluster-options.ts';
import { assembleEnvironment, loadPlatform } from './environments.ts';
import { withRefusals } from './refusals.ts';

/** Options of `berth diff`. */
export interface DiffOptions extends ClusterOptions {
  readonly against: string;
  readonly from: string;
  readonly output: OutputFormat;
}

/** Shows what an environment would change. */
export async function diff(
  io: CommandIo,
  { environment, folder, options }: { environment: string; folder: string; options: DiffOptions },
): Promise<void> {
  const platform = await loadPlatform(io, folder);
  const assembly = await assembleEnvironment(platform, environment);
  const changes =
    options.against === 'cluster'
      ? await againstCluster(io, assembly, options)
      : await againstFolder(io, assembly, options);
  new Printer(io, options.output).data(changes.map(withIdentity), () => showDiff(changes));
}

/** A change with what makes the object the one that it is, instead of all of it. */
function withIdentity({ object: { apiVersion, kind, metadata }, ...rest }: ObjectChange) {
  const { namespace, name } = metadata;
  return { ...rest, object: { apiVersion, kind, ...(namespace !== undefined && { namespace }), name } };
}

async function againstFolder(
  io: CommandIo,
  { target, synthesis }: Assembly,
  { from }: DiffOptions,
): Promise<readonly ObjectChange[]> {
  const folder = resolve(io.cwd, from);
  const before = await withRefusals(() => writtenManifests(join(folder, target.name)));
  if (before.length === 0) {
    throw usageError(
      `There are no manifests of ${target.name} in ${join(from, target.name)}.`,
      `Write them first with \`berth synth -e ${target.name}\`, or compare --against cluster.`,
    );
  }
  const definitions = await withRefusals(() => writtenManifests(join(folder, definitionsFolder(target.name))));
  return semanticDiff(
    [...before, ...definitions],
    [...synthesis.objects.map(({ object }) => object), ...synthesis.crds],
  );
}

async function againstCluster(
  io: CommandIo,
  { target, synthesis }: Assembly,
  options: DiffOptions,
): Promise<readonly ObjectChange[]> {
  const { liveDiff } = await import('./cluster/live-diff.ts');
  return liveDiff(
    await openCluster(io, options),
    synthesis.objects.map(({ object }) => object),
    { 'app.kubernetes.io/managed-by': 'berth', 'app.kubernetes.io/instance': target.prefix },
  );
}

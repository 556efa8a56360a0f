import { join, relative, resolve } from 'node:path';
import { immutableChanges } from '../../../infra/constructs/strict/immutable.ts';
import { identityOf } from '../../../infra/constructs/strict/identity.ts';
import type { KubernetesObject } from '../../../infra/kubernetes/object.ts';
import { showValue } from '../../../infra/model/check.ts';
import { violationsOf, type Assembly } from '../../../stacks/assemble.ts';
import { nameOf } from '../../../stacks/diff/show-diff.ts';
import { manifestFiles, type ManifestFile } from '../../../stacks/manifest-files.ts';
import { ForeignFilesError, writeFiles } from '../../../stacks/write-files.ts';
import { CommandError, usageError } from '../errors/command-error.ts';
import { exitCodes } from '../errors/exit-codes.ts';
import type { CommandIo } from '../io.ts';
import { Printer, type OutputFormat } from '../output/printer.ts';
import { assembleEnvironment, chosenEnvironments, loadPlatform, refuseEndedExceptions, today } from './environments.ts';
import { refuseViolations } from './violations.ts';
import { writtenManifests } from './written-manifests.ts';

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
  refuseEndedExceptions(io, platform);
  const names = chosenEnvironments(platform, options.environment);
  const assemblies = names.map((name) => assembleEnvironment(platform, name));
  for (const assembly of assemblies) refuseViolations(printer, assembly, violationsOf(assembly, today(io)));
  const to = resolve(io.cwd, options.to);
  if (!options.replace) for (const assembly of assemblies) await refuseReplacements(assembly, to);
  const written = assemblies.map((assembly) => ({ assembly, files: manifestFiles(assembly.synthesis) }));
  await write(
    to,
    written.flatMap(({ files }) => files),
  );
  const shown = relative(io.cwd, to) || '.';
  const summary = written.map(({ assembly, files }) => ({
    environment: assembly.target.name,
    flavour: assembly.target.flavour,
    folder: join(shown, assembly.target.name),
    objects: assembly.synthesis.objects.length,
    crds: assembly.synthesis.crds.length,
    files: files.length,
  }));
  printer.data(summary, () => summary.map(showLine).join(''));
  printer.note(nextStep(summary));
}

async function write(to: string, files: readonly ManifestFile[]): Promise<void> {
  try {
    await writeFiles(to, files);
  } catch (error) {
    if (!(error instanceof ForeignFilesError)) throw error;
    throw usageError(error.message, 'Write somewhere else (--to), or move what is there out of the way.');
  }
}

interface Written {
  readonly environment: string;
  readonly flavour: string;
  readonly folder: string;
  readonly objects: number;
  readonly crds: number;
  readonly files: number;
}

function showLine({ environment, flavour, folder, objects, crds, files }: Written): string {
  const definitions = crds === 0 ? '' : `, ${crds} CRDs`;
  return `${environment} (${flavour}): ${objects} objects${definitions} in ${files} files in ${folder}\n`;
}

function nextStep(summary: readonly Written[]): string {
  const [first] = summary;
  if (first === undefined) return '';
  const crds = first.crds === 0 ? '' : `kubectl apply --server-side -f ${first.folder}-crds && `;
  return `next: ${crds}kubectl apply --server-side -f ${first.folder}`;
}

/** What was written before is taken to be in the cluster: a change that it cannot take is refused, not discovered there. */
async function refuseReplacements({ target, synthesis }: Assembly, to: string): Promise<void> {
  const before = await writtenManifests(join(to, target.name));
  const old = new Map(before.map((object) => [identityOf(object), object]));
  const issues = synthesis.objects.flatMap(({ path, object }) => {
    const earlier: KubernetesObject | undefined = old.get(identityOf(object));
    if (earlier === undefined) return [];
    return immutableChanges(earlier, object).map((change) => ({
      path: `${target.name}/${path}${change.path}`,
      value: showValue(change.after),
      expected: `${showValue(change.before)}, as it was: ${nameOf(object)} cannot be changed there`,
    }));
  });
  if (issues.length === 0) return;
  throw new CommandError({
    exitCode: exitCodes.conflict,
    detail: `${target.name} has changes that an existing object cannot take.`,
    remedy: 'Undo them, or delete the objects when you apply and synthesize with --replace.',
    issues,
  });
}

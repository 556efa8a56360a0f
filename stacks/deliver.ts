import { join } from 'node:path';
import type { Platform } from '../infra/model/platform.ts';
import { placeIn, violationText } from '../policies/violation.ts';
import { assembleAll, refuseEndedExceptions } from './assemble-all.ts';
import { violationsOf, type Assembly } from './assemble.ts';
import { definitionsFolder, manifestFiles, type ManifestFile } from './manifest-files.ts';
import { showPlaces } from './model-places.ts';
import { policyRefusal } from './policy-refusal.ts';
import { refuse, RefusedError } from './refusal.ts';
import { replacementRefusal } from './replacements.ts';
import { OutputError, refuseForeignFiles, writeFiles } from './write-files.ts';

/** Which manifests are to be written, and where. */
export interface Order {
  readonly platform: Platform;
  readonly environments: readonly string[];
  /** The folder that gets a folder for each environment. */
  readonly to: string;
  /** Writes also what a cluster takes only after objects were deleted. */
  readonly replace: boolean;
  /** The day by which exceptions to policies have ended or not, `YYYY-MM-DD`. */
  readonly today: string;
  /** Is told what advisory rules say, a line each. */
  readonly advise: (line: string) => void;
}

/** An environment whose manifests were written. */
export interface Delivered {
  readonly assembly: Assembly;
  readonly files: readonly ManifestFile[];
}

/**
 * Synthesizes environments and writes their manifests: all of them, or none where one is refused.
 * @throws {RefusedError} with every reason: what is wrong with the model, policies that are broken, changes that existing
 * objects cannot take, files that would be lost
 */
export async function deliver({
  platform,
  environments,
  to,
  replace,
  today,
  advise,
}: Order): Promise<readonly Delivered[]> {
  refuseEndedExceptions(platform, today);
  const assemblies = assembleAll(platform, environments);
  refuseViolations(assemblies, today, advise);
  const delivered = assemblies.map((assembly) => ({ assembly, files: manifestFiles(assembly.synthesis) }));
  const files = delivered.flatMap((each) => each.files);
  await asRefusal(() => refuseForeignFiles(to, files));
  if (!replace) {
    const refusals = await Promise.all(assemblies.map((assembly) => replacementRefusal(assembly, to)));
    refuse(refusals.flat());
  }
  await asRefusal(() => writeFiles(to, files));
  return delivered;
}

/** `dev (kubernetes): 180 objects, 9 CRDs in 13 files in dist/dev` */
export function showDelivered({ assembly: { target, synthesis }, files }: Delivered, folder: string): string {
  const { objects, crds } = synthesis;
  const definitions = crds.length === 0 ? '' : `, ${crds.length} CRDs`;
  const place = join(folder, target.name);
  return `${target.name} (${target.flavour}): ${objects.length} objects${definitions} in ${files.length} files in ${place}`;
}

/** How to apply what was written; several environments are for clusters of their own, or for one after the other. */
export function showNext(delivered: readonly Delivered[], folder: string): string {
  const commands = delivered.map((each) => applyCommand(each, folder));
  if (commands.length === 1) return `next: ${commands.join('')}`;
  return ['next, each in the cluster that it is for:', ...commands.map((command) => `  ${command}`)].join('\n');
}

/** Kinds have to be there before their objects. */
function applyCommand({ assembly: { target, synthesis } }: Delivered, folder: string): string {
  const apply = (path: string) => `kubectl apply --server-side -f ${path}`;
  const objects = apply(join(folder, target.name));
  if (synthesis.crds.length === 0) return objects;
  const definitions = join(folder, definitionsFolder(target.name));
  const established = `kubectl wait --for condition=established --timeout=60s -f ${definitions}`;
  return [apply(definitions), established, objects].join(' && ');
}

function refuseViolations(assemblies: readonly Assembly[], today: string, advise: (line: string) => void): void {
  const judged = assemblies.map((assembly) => ({
    name: assembly.target.name,
    violations: violationsOf(assembly, today),
  }));
  for (const { name, violations } of judged) {
    for (const violation of violations.filter(({ severity }) => severity === 'advisory')) {
      const where = showPlaces(violation.inModel);
      const text = `advice: ${placeIn(name, violation)}: ${violationText(violation)}`;
      advise(where === '' ? text : `${text} (${where})`);
    }
  }
  refuse(judged.flatMap(({ name, violations }) => policyRefusal(name, violations)));
}

async function asRefusal(write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!(error instanceof OutputError)) throw error;
    throw new RefusedError([{ code: 'OUTPUT_UNUSABLE', detail: error.message, remedy: error.remedy }], error);
  }
}

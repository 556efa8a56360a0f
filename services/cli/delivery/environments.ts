import { resolve } from 'node:path';
import type { Platform } from '../../../infra/model/platform.ts';
import { assembleAll, refuseNoEnvironments } from '../../../stacks/assemble-all.ts';
import type { Assembly } from '../../../stacks/assemble.ts';
import { usageError } from '../errors/command-error.ts';
import type { CommandIo } from '../io.ts';
import { loadModel } from '../platform/model-file.ts';
import { withRefusals } from './refusals.ts';

/** A model that describes clusters is kept beside its environments, in `stacks/`, where it is not in the folder itself. */
const modelFolders = ['stacks'] as const;

/** The model of a folder, which must have environments. */
export async function loadPlatform(io: CommandIo, folder: string): Promise<Platform> {
  const { platform, file } = await loadModel(resolve(io.cwd, folder), modelFolders);
  await withRefusals(() => {
    refuseNoEnvironments(platform, file);
  });
  return platform;
}

/** The chosen environments, all where none is named. */
export function chosenEnvironments(platform: Platform, names: readonly string[] = []): readonly string[] {
  const known = Object.keys(platform.environments ?? {});
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw usageError(`"${unknown}" is no environment of ${platform.name}.`, `Name one of ${known.join(', ')}.`);
  }
  return names.length === 0 ? known : [...new Set(names)];
}

/** Assembles one environment; what is wrong with it is told as a wrong model is. */
export async function assembleEnvironment(platform: Platform, name: string): Promise<Assembly> {
  chosenEnvironments(platform, [name]);
  const [assembly] = await withRefusals(() => assembleAll(platform, [name]));
  if (assembly === undefined) throw new RangeError(`${name} was not assembled`);
  return assembly;
}

/** The day by which exceptions to policies have ended, UTC. */
export function today(io: CommandIo): string {
  return io.now().toISOString().slice(0, 10);
}

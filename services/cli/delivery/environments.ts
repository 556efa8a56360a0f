import { exceptionIssues } from '../../../infra/model/policy-exceptions.ts';
import type { Platform } from '../../../infra/model/platform.ts';
import { SynthError } from '../../../infra/synth.ts';
import { PolicySettingsError } from '../../../policies/settings.ts';
import { assemble, type Assembly } from '../../../stacks/assemble.ts';
import { CommandError, usageError } from '../errors/command-error.ts';
import { exitCodes } from '../errors/exit-codes.ts';
import type { CommandIo } from '../io.ts';
import { loadModel } from '../platform/model-file.ts';
import { resolve } from 'node:path';

/** A model that describes clusters is kept beside its environments, in `stacks/`, where it is not in the folder itself. */
const modelFolders = ['stacks'] as const;

/** The model of a folder, which must have environments. */
export async function loadPlatform(io: CommandIo, folder: string): Promise<Platform> {
  const { platform, file } = await loadModel(resolve(io.cwd, folder), modelFolders);
  if (Object.keys(platform.environments ?? {}).length > 0) return platform;
  throw usageError(
    `${file} has no environments.`,
    "Add for example environments: { dev: { flavour: 'kubernetes' } }; docs/guides/your-first-environment.md tells more.",
  );
}

/** Exceptions to policies end: one whose day is over is refused where it is written. */
export function refuseEndedExceptions(io: CommandIo, platform: Platform): void {
  const issues = exceptionIssues(platform, today(io));
  if (issues.length === 0) return;
  throw new CommandError({
    exitCode: exitCodes.usage,
    detail: `${issues.length === 1 ? 'An exception' : `${issues.length} exceptions`} to policies of ${platform.name} ended.`,
    issues,
  });
}

/** The chosen environments, all where none is named. */
export function chosenEnvironments(platform: Platform, names: readonly string[] = []): readonly string[] {
  const known = Object.keys(platform.environments ?? {});
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw usageError(`"${unknown}" is no environment of ${platform.name}.`, `Name one of ${known.join(', ')}.`);
  }
  return names.length === 0 ? known : names;
}

/** Assembles an environment; what is wrong with it is told as a wrong model is. */
export function assembleEnvironment(platform: Platform, name: string): Assembly {
  try {
    return assemble(platform, name);
  } catch (error) {
    if (!(error instanceof SynthError || error instanceof PolicySettingsError)) throw error;
    throw new CommandError({
      exitCode: exitCodes.usage,
      detail: `The environment ${name} cannot be synthesized.`,
      issues: error.issues,
      code: error.code,
      cause: error,
    });
  }
}

/** The day by which exceptions to policies have ended, UTC. */
export function today(io: CommandIo): string {
  return io.now().toISOString().slice(0, 10);
}

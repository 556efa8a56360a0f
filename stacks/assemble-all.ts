import { ModelError, type Platform } from '../infra/model/platform.ts';
import { exceptionIssues } from '../infra/model/policy-exceptions.ts';
import { SynthError } from '../infra/synth.ts';
import { PolicySettingsError } from '../policies/settings.ts';
import { assemble, type Assembly } from './assemble.ts';
import { refuse, RefusedError, type Refusal } from './refusal.ts';

/** What is wrong with an environment, found while it is put together. */
type EnvironmentError = ModelError | SynthError | PolicySettingsError;

/**
 * Assembles environments of a platform.
 * @throws {RefusedError} where any of them cannot be: with each that cannot, not with the first alone
 */
export function assembleAll(platform: Platform, environments: readonly string[]): readonly Assembly[] {
  const assemblies: Assembly[] = [];
  const failures: { readonly name: string; readonly error: EnvironmentError }[] = [];
  for (const name of environments) {
    try {
      assemblies.push(assemble(platform, name));
    } catch (error) {
      if (!isEnvironmentError(error)) throw error;
      failures.push({ name, error });
    }
  }
  refuse(refusalsOf(failures));
  return assemblies;
}

/** What is wrong with the model is wrong in each of its environments, and told once. */
function refusalsOf(
  failures: readonly { readonly name: string; readonly error: EnvironmentError }[],
): readonly Refusal[] {
  const same = Map.groupBy(failures, ({ error: { code, issues } }) => JSON.stringify([code, issues]));
  return [...same.values()].flatMap(([first, ...others]) =>
    first === undefined
      ? []
      : [
          refusalOf(
            [first, ...others].map(({ name }) => name),
            first.error,
          ),
        ],
  );
}

/**
 * What is derived of one environment.
 * @throws {RefusedError} where that shows that something is wrong with it
 */
export function orRefuse<T>(environment: string, derive: () => T): T {
  try {
    return derive();
  } catch (error) {
    if (!isEnvironmentError(error)) throw error;
    throw new RefusedError([refusalOf([environment], error)], error);
  }
}

/** @throws {RefusedError} where there is nothing to synthesize */
export function refuseNoEnvironments({ environments = {} }: Platform, file: string): void {
  if (Object.keys(environments).length > 0) return;
  throw new RefusedError([
    {
      code: 'MODEL_INVALID',
      detail: `${file} has no environments.`,
      remedy:
        'Add for example ' +
        "environments: { dev: { flavour: 'kubernetes', policies: { parameters: { requireDigests: false } } } }; " +
        'docs/guides/your-first-environment.md tells more.',
    },
  ]);
}

/**
 * Exceptions to policies end: one whose day is over is refused where it is written.
 * @param today `YYYY-MM-DD`
 * @throws {RefusedError}
 */
export function refuseEndedExceptions(platform: Platform, today: string): void {
  const issues = exceptionIssues(platform, today);
  if (issues.length === 0) return;
  const which = issues.length === 1 ? 'An exception' : `${issues.length} exceptions`;
  throw new RefusedError([
    { code: 'POLICY_EXCEPTION_ENDED', detail: `${which} to policies of ${platform.name} ended.`, issues },
  ]);
}

function isEnvironmentError(error: unknown): error is EnvironmentError {
  return error instanceof ModelError || error instanceof SynthError || error instanceof PolicySettingsError;
}

function refusalOf(names: readonly string[], { code, issues }: EnvironmentError): Refusal {
  const which = names.length === 1 ? 'The environment' : 'The environments';
  return { code, detail: `${which} ${names.join(', ')} cannot be synthesized.`, issues };
}

import { partsOf } from '../infra/charts/parts.ts';
import type { Platform } from '../infra/model/platform.ts';
import { targetOf, type Target } from '../infra/model/target.ts';
import { synthesize, type Synthesis } from '../infra/synth.ts';
import { checkEnvironment } from '../policies/adapters/synth.ts';
import type { PolicySettings } from '../policies/settings.ts';
import type { Violation } from '../policies/violation.ts';
import { admission } from './admission.ts';
import { policySettings } from './policy-settings.ts';

/** An environment with what the policies say of it. */
export interface Assembly {
  readonly target: Target;
  readonly synthesis: Synthesis;
  readonly settings: PolicySettings;
}

/**
 * The manifests of an environment, with the admission policies that keep them so.
 * @throws {RangeError} where the platform has no such environment
 * @throws {SynthError} where the manifests are not valid
 * @throws {PolicySettingsError} where levels, parameters or exceptions name what there is not
 */
export function assemble(platform: Platform, environment: string): Assembly {
  const target = targetOf(platform, environment);
  const parts = partsOf(target);
  const settings = policySettings(
    target,
    parts.flatMap(({ agents }) => agents ?? []),
  );
  return { target, settings, synthesis: synthesize(target, [...parts, admission(target, settings)]) };
}

/**
 * What the rules say of an environment.
 * @param today the day by which exceptions have ended or not, `YYYY-MM-DD`
 */
export function violationsOf({ synthesis, settings }: Assembly, today: string): readonly Violation[] {
  return checkEnvironment(synthesis.objects, settings, today);
}

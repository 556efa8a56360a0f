import { partsOf } from '../infra/charts/parts.ts';
import type { Platform } from '../infra/model/platform.ts';
import { targetOf, type Target } from '../infra/model/target.ts';
import { synthesize, type Synthesis } from '../infra/synth.ts';
import { checkEnvironment } from '../policies/adapters/synth.ts';
import { PolicySettingsError, type PolicySettings } from '../policies/settings.ts';
import type { Violation } from '../policies/violation.ts';
import { admission } from './admission.ts';
import { authoredPolicyIssues } from './authored-policies.ts';
import { modelPlaces, type ModelPlace } from './model-places.ts';
import { policySettings } from './policy-settings.ts';
import { workerPods } from './worker-pods.ts';

/** An environment with what the policies say of it. */
export interface Assembly {
  readonly target: Target;
  readonly synthesis: Synthesis;
  readonly settings: PolicySettings;
}

/** A rule that is broken, and where in the model to look. */
export interface AuthoredViolation extends Violation {
  /** Empty where Berth alone answers for it. */
  readonly inModel: readonly ModelPlace[];
}

/**
 * The manifests of an environment, with the admission policies that keep them so.
 * @throws {RangeError} where the platform has no such environment
 * @throws {SynthError} where the manifests are not valid
 * @throws {PolicySettingsError} where levels, parameters or exceptions name what there is not
 */
export function assemble(platform: Platform, environment: string): Assembly {
  const target = targetOf(platform, environment);
  const issues = authoredPolicyIssues(platform, environment);
  if (issues.length > 0) throw new PolicySettingsError(issues);
  const parts = partsOf(target);
  const settings = policySettings(
    target,
    parts.flatMap(({ agents }) => agents ?? []),
  );
  return { target, settings, synthesis: synthesize(target, [...parts, admission(target, settings)]) };
}

/**
 * What the rules say of an environment: of its objects, and of the pods of workers that will be created in it.
 * @param today the day by which exceptions have ended or not, `YYYY-MM-DD`
 */
export function violationsOf({ target, synthesis, settings }: Assembly, today: string): readonly AuthoredViolation[] {
  const pods = workerPods(target);
  const placed = new Map([...synthesis.objects, ...pods].map((each) => [each.path, each]));
  return checkEnvironment(synthesis.objects, settings, today, pods).map((violation) => ({
    ...violation,
    inModel: modelPlaces(target, violation, placed.get(violation.path)),
  }));
}

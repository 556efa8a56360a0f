import { applyExceptions, type Judged } from '../exceptions.ts';
import { createJudge } from '../judge.ts';
import { showTarget, targetOf, type PlacedObject } from '../objects.ts';
import { rules, stackRules } from '../rules.ts';
import { createWorld } from '../rules/stack/world.ts';
import { resolveSettings, type PolicySettings, type ResolvedSettings } from '../settings.ts';
import { messageOf, type Violation } from '../violation.ts';
import type { Severity } from '../rule.ts';

/**
 * Judges the objects of an environment by all rules, those over several objects included. Exceptions are not yet taken
 * out (`applyExceptions`).
 * @param objects all of the environment: what one names another must have
 * @throws {PolicySettingsError} where the settings do not hold
 */
export function checkObjects(objects: readonly PlacedObject[], settings: PolicySettings): readonly Violation[] {
  const resolved = resolveSettings(settings);
  return [...objectViolations(objects, resolved), ...stackViolations(objects, resolved)];
}

/**
 * The same for a whole environment, with its exceptions taken out; one that has ended is a violation itself, and one that
 * covers nothing a hint.
 * @param today `YYYY-MM-DD`
 * @throws {PolicySettingsError} where the settings do not hold
 */
export function checkEnvironment(
  objects: readonly PlacedObject[],
  settings: PolicySettings,
  today: string,
): readonly Violation[] {
  const judged = applyExceptions(checkObjects(objects, settings), settings.exceptions ?? [], today);
  return [...judged.violations, ...exceptionViolations(judged)];
}

/** Exceptions that have ended, and such that cover nothing, as violations of their own. */
export function exceptionViolations({ expired, unused }: Pick<Judged, 'expired' | 'unused'>): readonly Violation[] {
  const common = { rule: 'policy-exception', path: 'policies/exceptions' };
  return [
    ...expired.map(({ rule, target, until }): Violation => ({
      ...common,
      severity: 'mandatory',
      target,
      message: `The exception to ${rule} for ${showTarget(target)} has ended on ${until}`,
      remedy: 'Keep the rule and remove the exception, or give it a later day and say why.',
    })),
    ...unused.map(({ rule, target }): Violation => ({
      ...common,
      severity: 'advisory',
      target,
      message: `The exception to ${rule} for ${showTarget(target)} covers nothing`,
      remedy: 'Remove it, or correct its target.',
    })),
  ];
}

/** Judges each object by itself. */
export function objectViolations(objects: readonly PlacedObject[], settings: ResolvedSettings): readonly Violation[] {
  const judge = createJudge(
    rules.filter((rule) => settings.levelOf(rule) !== 'off' && (rule.gates ?? ['synth']).includes('synth')),
    settings.parameters,
  );
  return objects.flatMap(({ path, object }) =>
    judge(object).map(({ rule, places }): Violation => ({
      rule: rule.id,
      severity: severityOf(settings, rule),
      path,
      target: targetOf(object),
      message: messageOf(rule, places),
      remedy: rule.remedy,
    })),
  );
}

/** Judges the objects together. */
export function stackViolations(objects: readonly PlacedObject[], settings: ResolvedSettings): readonly Violation[] {
  const world = createWorld(objects);
  return stackRules
    .filter((rule) => settings.levelOf(rule) !== 'off')
    .flatMap((rule) =>
      rule.check(world, settings.parameters).map(({ on, place }): Violation => ({
        rule: rule.id,
        severity: severityOf(settings, rule),
        path: on.path,
        target: targetOf(on.object),
        message: messageOf(rule, [place]),
        remedy: rule.remedy,
      })),
    );
}

function severityOf(settings: ResolvedSettings, rule: { readonly id: string; readonly severity: Severity }): Severity {
  return settings.levelOf(rule) === 'advisory' ? 'advisory' : 'mandatory';
}

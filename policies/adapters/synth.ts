import { any, applyExceptions, showException, type Judged } from '../exceptions.ts';
import { createJudge } from '../judge.ts';
import { targetOf, type PlacedObject } from '../objects.ts';
import { rules, stackRules } from '../rules.ts';
import { createWorld } from '../rules/stack/world.ts';
import { resolveSettings, type PolicySettings, type ResolvedSettings } from '../settings.ts';
import { messageOf, type Violation } from '../violation.ts';
import type { Severity } from '../rule.ts';

/**
 * Judges the objects of an environment by all rules, those over several objects included. Exceptions are not yet taken
 * out (`applyExceptions`).
 * @param objects all of the environment: what one names another must have
 * @param runtimePods pods as they will be created at run time; each is judged by itself, as the API server will
 * @throws {PolicySettingsError} where the settings do not hold
 */
export function checkObjects(
  objects: readonly PlacedObject[],
  settings: PolicySettings,
  runtimePods: readonly PlacedObject[] = [],
): readonly Violation[] {
  const resolved = resolveSettings(settings);
  const found = objectViolations([...objects, ...runtimePods], resolved);
  return [...distinct(found), ...stackViolations(objects, resolved)];
}

/** What is wrong with a worker is wrong in every pool that takes it. */
function distinct(violations: readonly Violation[]): readonly Violation[] {
  return [...new Map(violations.map((violation) => [JSON.stringify(violation), violation])).values()];
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
  runtimePods: readonly PlacedObject[] = [],
): readonly Violation[] {
  const judged = applyExceptions(checkObjects(objects, settings, runtimePods), settings.exceptions ?? [], today);
  return [...judged.violations, ...exceptionViolations(judged)];
}

/** Exceptions that have ended, and such that cover nothing, as violations of their own. */
export function exceptionViolations({ expired, unused }: Pick<Judged, 'expired' | 'unused'>): readonly Violation[] {
  const common = { rule: 'policy-exception', path: 'policies/exceptions' };
  return [
    ...expired.map((exception): Violation => ({
      ...common,
      severity: 'mandatory',
      target: exception.target,
      message: `The exception to ${showException(exception)} has ended on ${exception.until}`,
      remedy: 'Keep the rule and remove the exception, or give it a later day and say why.',
    })),
    ...unused.map((exception): Violation => ({
      ...common,
      severity: 'advisory',
      target: exception.target,
      message: `The exception to ${showException(exception)} covers nothing`,
      remedy: remedyForUnused(exception.target.kind),
    })),
  ];
}

/** Of the pods that are created at run time one of each worker is seen here, the others by the API server alone. */
function remedyForUnused(kind: string): string {
  const maybeLater = kind === 'Pod' || kind === any;
  return `Remove it, or correct its target${maybeLater ? '; keep it for pods that are created at run time' : ''}.`;
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

import type {
  PolicyResource,
  ReportViolation,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from '@pulumi/policy';
import { applyExceptions } from '../exceptions.ts';
import { createJudge } from '../judge.ts';
import {
  fieldsOf,
  itemsOf,
  showTarget,
  targetOf,
  textOf,
  type KubernetesObject,
  type PlacedObject,
} from '../objects.ts';
import { rules, stackRules } from '../rules.ts';
import type { Rule, StackRule } from '../rule.ts';
import { createWorld, type World } from '../rules/stack/world.ts';
import { resolveSettings, type Level, type PolicySettings, type ResolvedSettings } from '../settings.ts';
import { messageOf, violationText, type Violation } from '../violation.ts';
import { exceptionViolations, objectViolations, stackViolations } from './synth.ts';

/**
 * The `policies` of a Pulumi policy pack: one for each rule, and two that watch the exceptions. They remember what each
 * resource asked for until the stack is judged: a set of them is for one pack.
 * @param today `YYYY-MM-DD`, from when on exceptions have ended
 * @throws {PolicySettingsError} where the settings do not hold
 */
export function pulumiPolicies(
  settings: PolicySettings,
  today: string,
): (ResourceValidationPolicy | StackValidationPolicy)[] {
  const context: Context = { resolved: resolveSettings(settings), today, asked: new Map() };
  return [
    ...rules.filter(({ gates }) => gates?.includes('pulumi') ?? true).map((rule) => resourcePolicy(rule, context)),
    ...stackRules.map((rule) => stackPolicy(rule, context)),
    endedExceptions(context),
    unusedExceptions(context),
  ];
}

interface Context {
  readonly resolved: ResolvedSettings;
  readonly today: string;
  /**
   * What each resource asked for, by its URN. The engine asks about it before it asks about the stack, and there it gives
   * what the cluster made of it: with defaults such as `replicas: 1`, which nobody stated.
   */
  readonly asked: Map<string, unknown>;
}

function resourcePolicy(rule: Rule, context: Context): ResourceValidationPolicy {
  const judge = createJudge([rule], context.resolved.parameters);
  return {
    ...factsOf(rule, context.resolved),
    validateResource({ type, props, urn }: ResourceValidationArgs, report: ReportViolation) {
      context.asked.set(urn, props);
      const found = objectsOf(type, props).flatMap((object) =>
        judge(object).map(({ places }) => violation(rule, { path: urn, object }, places)),
      );
      reportAll(found, context, report);
    },
  };
}

function stackPolicy(rule: StackRule<World>, context: Context): StackValidationPolicy {
  return {
    ...factsOf(rule, context.resolved),
    validateStack({ resources }, report) {
      const findings = rule.check(createWorld(placedObjects(resources, context)), context.resolved.parameters);
      reportAll(
        findings.map(({ on, place }) => violation(rule, on, [place])),
        context,
        report,
      );
    },
  };
}

/** Exceptions that have ended stop the update. */
function endedExceptions({ resolved: { exceptions }, today }: Context): StackValidationPolicy {
  return {
    name: 'policy-exception-ended',
    description: 'No exception has ended',
    enforcementLevel: 'mandatory',
    validateStack(_args, report) {
      const { expired } = applyExceptions([], exceptions, today);
      exceptionViolations({ expired, unused: [] }).forEach((each) => report(violationText(each)));
    },
  };
}

/** Such that cover nothing are told. */
function unusedExceptions(context: Context): StackValidationPolicy {
  const { resolved, today } = context;
  return {
    name: 'policy-exception-unused',
    description: 'Every exception is needed',
    enforcementLevel: 'advisory',
    validateStack({ resources }, report) {
      if (resolved.exceptions.length === 0) return;
      const objects = placedObjects(resources, context);
      const violations = [...objectViolations(objects, resolved), ...stackViolations(objects, resolved)];
      const { unused } = applyExceptions(violations, resolved.exceptions, today);
      exceptionViolations({ expired: [], unused }).forEach((each) => report(violationText(each)));
    },
  };
}

const enforcement = { mandatory: 'mandatory', advisory: 'advisory', off: 'disabled' } as const satisfies Readonly<
  Record<Level, string>
>;

function factsOf(rule: Rule | StackRule<World>, settings: ResolvedSettings) {
  return {
    name: rule.id,
    displayName: rule.title,
    description: rule.reason,
    remediationSteps: rule.remedy,
    enforcementLevel: enforcement[settings.levelOf(rule)],
  };
}

function violation(
  rule: Rule | StackRule<World>,
  { path, object }: PlacedObject,
  places: readonly string[],
): Violation {
  return {
    rule: rule.id,
    severity: rule.severity,
    path,
    target: targetOf(object),
    message: messageOf(rule, places),
    remedy: rule.remedy,
  };
}

function reportAll(found: readonly Violation[], { resolved, today }: Context, report: ReportViolation): void {
  for (const each of applyExceptions(found, resolved.exceptions, today).violations) {
    report(`${showTarget(each.target)}: ${violationText(each)}`, each.path);
  }
}

function placedObjects(resources: readonly PolicyResource[], { asked }: Context): readonly PlacedObject[] {
  return resources.flatMap(({ type, props, urn }) =>
    objectsOf(type, asked.get(urn) ?? props).map((object) => ({ path: urn, object })),
  );
}

/**
 * The objects of a resource; none for one that is none of Kubernetes. Its type says what it is:
 * `kubernetes:apps/v1:Deployment`, with the core group spelt `core/v1`. A `DeploymentPatch` writes a part of a
 * Deployment, and is judged as one; a `PodList` has items.
 */
function objectsOf(type: string, props: unknown): readonly KubernetesObject[] {
  const [provider, version, name] = type.split(':');
  if (provider !== 'kubernetes' || version === undefined || name === undefined) return [];
  const apiVersion = version === 'core/v1' ? 'v1' : version;
  if (!name.endsWith('List')) return [withType(props, apiVersion, name.replace(/Patch$/, ''))];
  const kind = name.slice(0, -'List'.length);
  return itemsOf(fieldsOf(props)['items']).map((item) =>
    // The items of a List of no kind say themselves what they are.
    kind === ''
      ? withType(item, textOf(item['apiVersion']) ?? '', textOf(item['kind']) ?? '')
      : withType(item, apiVersion, kind),
  );
}

/** Lays the type over what a resource says, and reads nothing of it: what is unknown before the update throws then. */
function withType(props: unknown, apiVersion: string, kind: string): KubernetesObject {
  const object: KubernetesObject = { apiVersion, kind };
  const fields = fieldsOf(props);
  for (const name of Object.keys(fields).filter((name) => !Object.hasOwn(object, name))) {
    Object.defineProperty(object, name, { enumerable: true, get: () => fields[name] });
  }
  return object;
}

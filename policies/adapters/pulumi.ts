import type {
  PolicyResource,
  ReportViolation,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from '@pulumi/policy';
import { applyExceptions } from '../exceptions.ts';
import { createJudge } from '../judge.ts';
import { fieldsOf, showTarget, targetOf, type KubernetesObject, type PlacedObject } from '../objects.ts';
import { rules, stackRules } from '../rules.ts';
import type { Rule, StackRule } from '../rule.ts';
import { createWorld, type World } from '../rules/stack/world.ts';
import { resolveSettings, type Level, type PolicySettings, type ResolvedSettings } from '../settings.ts';
import { messageOf, violationText, type Violation } from '../violation.ts';
import { exceptionViolations, objectViolations, stackViolations } from './synth.ts';

/**
 * The `policies` of a Pulumi policy pack: one for each rule, and two that watch the exceptions.
 * @param today `YYYY-MM-DD`, from when on exceptions have ended
 * @throws {PolicySettingsError} where the settings do not hold
 */
export function pulumiPolicies(
  settings: PolicySettings,
  today: string,
): (ResourceValidationPolicy | StackValidationPolicy)[] {
  const resolved = resolveSettings(settings);
  const judged = { resolved, today };
  return [
    ...rules.filter(({ gates }) => gates?.includes('pulumi') ?? true).map((rule) => resourcePolicy(rule, judged)),
    ...stackRules.map((rule) => stackPolicy(rule, judged)),
    ...exceptionPolicies(judged),
  ];
}

interface Context {
  readonly resolved: ResolvedSettings;
  readonly today: string;
}

function resourcePolicy(rule: Rule, context: Context): ResourceValidationPolicy {
  const judge = createJudge([rule], context.resolved.parameters);
  return {
    ...factsOf(rule, context.resolved),
    validateResource({ type, props, urn }: ResourceValidationArgs, report: ReportViolation) {
      const object = toObject(type, props);
      if (object === undefined) return;
      const found = judge(object).map(({ places }) => violation(rule, { path: urn, object }, places));
      reportAll(found, context, report);
    },
  };
}

function stackPolicy(rule: StackRule<World>, context: Context): StackValidationPolicy {
  return {
    ...factsOf(rule, context.resolved),
    validateStack({ resources }, report) {
      const findings = rule.check(createWorld(toObjects(resources)), context.resolved.parameters);
      reportAll(
        findings.map(({ on, place }) => violation(rule, on, [place])),
        context,
        report,
      );
    },
  };
}

/** Exceptions that have ended stop the update; such that cover nothing are told. */
function exceptionPolicies({ resolved, today }: Context): readonly StackValidationPolicy[] {
  const judged = (resources: readonly PolicyResource[]) => {
    if (resolved.exceptions.length === 0) return [];
    const objects = toObjects(resources);
    const violations = [...objectViolations(objects, resolved), ...stackViolations(objects, resolved)];
    return exceptionViolations(applyExceptions(violations, resolved.exceptions, today));
  };
  return (['mandatory', 'advisory'] as const).map((severity) => ({
    name: severity === 'mandatory' ? 'policy-exception-ended' : 'policy-exception-unused',
    description: severity === 'mandatory' ? 'No exception has ended' : 'Every exception is needed',
    enforcementLevel: severity,
    validateStack({ resources }, report) {
      const found = judged(resources).filter((each) => each.severity === severity);
      found.forEach((each) => report(violationText(each)));
    },
  }));
}

const enforcement = { mandatory: 'mandatory', advisory: 'advisory', off: 'disabled' } as const satisfies Readonly<
  Record<Level, string>
>;

function factsOf(rule: Rule | StackRule<World>, settings: ResolvedSettings) {
  return {
    name: rule.id,
    displayName: rule.title,
    description: `${rule.title}. ${rule.reason}`,
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

function toObjects(resources: readonly PolicyResource[]): readonly PlacedObject[] {
  return resources.flatMap(({ type, props, urn }) => {
    const object = toObject(type, props);
    return object === undefined ? [] : [{ path: urn, object }];
  });
}

/**
 * The object of a resource; `undefined` for one that is none of Kubernetes. Its type says what it is:
 * `kubernetes:apps/v1:Deployment`, with the core group spelt `core/v1`.
 */
function toObject(type: string, props: unknown): KubernetesObject | undefined {
  const [provider, version, kind] = type.split(':');
  if (provider !== 'kubernetes' || version === undefined || kind === undefined) return undefined;
  const apiVersion = version === 'core/v1' ? 'v1' : version;
  return { ...(fieldsOf(props) as Partial<KubernetesObject>), apiVersion, kind };
}

import { compose, type Composed, type NamedExpression } from '../cel/compose.ts';
import { factsOf, type KindName } from '../kinds.ts';
import type { KubernetesObject } from '../objects.ts';
import { rules } from '../rules.ts';
import type { Match, Rule, Severity } from '../rule.ts';
import { resolveSettings, type PolicySettings, type ResolvedSettings } from '../settings.ts';
import { textEnds, violationText } from '../violation.ts';
import { exceptionCondition } from './admission-exceptions.ts';
import { isByController } from './controllers.ts';

/** Where the policies are in force, and what they are called. */
export interface AdmissionOptions {
  /** What the names of the policies begin with: several environments may share a cluster. */
  readonly prefix: string;
  /** Labels of the policies themselves. */
  readonly labels?: Readonly<Record<string, string>>;
  /**
   * Labels of the namespaces whose objects are judged, and of the objects without a namespace that are.
   * @default `app.kubernetes.io/managed-by: berth` with `app.kubernetes.io/instance` as the prefix
   */
  readonly selector?: Readonly<Record<string, string>>;
}

/** An object with a name. */
export interface AdmissionObject extends KubernetesObject {
  readonly metadata: { readonly name: string; readonly labels: Readonly<Record<string, string>> };
  readonly spec: Readonly<Record<string, unknown>>;
}

/**
 * The rules over one object as ValidatingAdmissionPolicies, each with its binding.
 *
 * Rules for the same kinds share a policy, where each is a validation: the API server prepares an object once for each
 * policy, and a policy for every rule made the creation of a Pod eight times as long. Kinds whose pods are at different
 * places have policies of their own, so that the API server can check each text against their types. Parameters are
 * written into the policy as variables: a ConfigMap beside it could be missing, or be changed by somebody who may not
 * change policies.
 * @throws {PolicySettingsError} where the settings do not hold
 */
export function admissionObjects(settings: PolicySettings, options: AdmissionOptions): readonly AdmissionObject[] {
  const resolved = resolveSettings(settings);
  const { prefix, labels = {} } = options;
  const selector = options.selector ?? {
    'app.kubernetes.io/managed-by': 'berth',
    'app.kubernetes.io/instance': prefix,
  };
  return groupsOf(resolved).flatMap((group) => {
    const metadata = { name: nameOf(group, prefix), labels };
    return [policyOf(group, { metadata, selector, resolved }), bindingOf(group, metadata)];
  });
}

/** Rules that share a policy: of one level, for the same kinds. */
interface Group {
  readonly kinds: readonly [KindName, ...KindName[]];
  readonly severity: Severity;
  readonly rules: readonly GroupedRule[];
}

/** A rule and the one of its matches that made it come to a group. */
interface GroupedRule {
  readonly rule: Rule;
  readonly match: Match;
}

function groupsOf(settings: ResolvedSettings): readonly Group[] {
  const parts = rules
    .filter(({ gates }) => gates?.includes('admission') ?? true)
    .flatMap((rule) => {
      const severity = settings.levelOf(rule);
      if (severity === 'off') return [];
      return rule.matches.flatMap((match) =>
        alikeKinds(match.kinds).map((kinds) => ({ kinds, severity, rule: { rule, match } })),
      );
    });
  const byKinds = Map.groupBy(parts, ({ kinds, severity }) => `${kinds.join()} ${severity}`);
  return [...byKinds.values()].flatMap((found) => {
    const [first] = found;
    return first === undefined ? [] : [{ ...first, rules: found.map(({ rule }) => rule) }];
  });
}

/** Kinds with the same place for the pod and the same scope, each such set by itself. */
function alikeKinds(kinds: readonly KindName[]): readonly Group['kinds'][] {
  const sets = Map.groupBy(kinds, (kind) => `${factsOf(kind).pod ?? kind} ${factsOf(kind).scope}`);
  return [...sets.values()].flatMap(([first, ...others]) => (first === undefined ? [] : [[first, ...others] as const]));
}

/** By the resources that it judges: `lab-pods`, `lab-deployments-replicasets-statefulsets-advisory`. */
function nameOf({ kinds, severity }: Group, prefix: string): string {
  const resources = kinds.map((kind) => factsOf(kind).resource);
  return [prefix, ...resources, ...(severity === 'advisory' ? ['advisory'] : [])].join('-');
}

interface Context {
  readonly metadata: AdmissionObject['metadata'];
  readonly selector: Readonly<Record<string, string>>;
  readonly resolved: ResolvedSettings;
}

const apiVersion = 'admissionregistration.k8s.io/v1';

function policyOf(group: Group, { metadata, selector, resolved }: Context): AdmissionObject {
  const { pod } = factsOf(group.kinds[0]);
  const composed = group.rules.map((grouped) => ({ ...grouped, ...compose(grouped.rule, pod, resolved.parameters) }));
  const variables = new Map(composed.flatMap((each) => each.variables).map((each) => [each.name, each]));
  return {
    apiVersion,
    kind: 'ValidatingAdmissionPolicy',
    metadata,
    spec: {
      failurePolicy: 'Fail',
      matchConstraints: constraintsOf(group, selector),
      matchConditions: conditionsOf(group),
      ...(variables.size > 0 && { variables: [...variables.values()] satisfies readonly NamedExpression[] }),
      validations: composed.map((each) => validationOf(each, group.kinds, resolved)),
    },
  };
}

function bindingOf({ severity }: Group, metadata: AdmissionObject['metadata']): AdmissionObject {
  const validationActions = severity === 'mandatory' ? ['Deny'] : ['Warn', 'Audit'];
  return {
    apiVersion,
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata,
    spec: { policyName: metadata.name, validationActions },
  };
}

/** What has a namespace is chosen by that of its namespace, a namespace by its own labels, and so is what has none. */
function constraintsOf({ kinds }: Group, matchLabels: Readonly<Record<string, string>>) {
  const isChosenByItself = kinds.every((kind) => factsOf(kind).scope === 'Cluster' && kind !== 'Namespace');
  return {
    matchPolicy: 'Equivalent',
    namespaceSelector: isChosenByItself ? {} : { matchLabels },
    objectSelector: isChosenByItself ? { matchLabels } : {},
    resourceRules: kinds.map((kind) => {
      const { apiGroup, apiVersion: version, resource, scope } = factsOf(kind);
      const operations = ['CREATE', 'UPDATE'];
      return { apiGroups: [apiGroup], apiVersions: [version], operations, resources: [resource], scope };
    }),
  };
}

/** When a policy is asked at all. */
function conditionsOf({ kinds }: Group) {
  const hasPod = kinds.some((kind) => factsOf(kind).pod !== undefined);
  return [
    // What is being deleted must not be held up: its finalizers are removed by updates.
    { name: 'not-being-deleted', expression: '!has(object.metadata.deletionTimestamp)' },
    // Nor must what runs: a rule that was made stricter is not held against an update of labels or finalizers.
    ...(hasPod
      ? [{ name: 'changes-its-spec', expression: "request.operation != 'UPDATE' || object.spec != oldObject.spec" }]
      : []),
    // Nor the ReplicaSets of a Deployment, which is judged itself: an old one must still scale down. They are known by who
    // writes them, as anybody can write a Deployment into a ReplicaSet as its owner.
    ...(kinds.includes('ReplicaSet')
      ? [
          {
            name: 'is-not-of-a-deployment',
            expression: `object.kind != 'ReplicaSet' || !(${isByController('deployment-controller')})`,
          },
        ]
      : []),
  ];
}

function validationOf(
  { rule, match, expression, places }: GroupedRule & Composed,
  kinds: readonly KindName[],
  { exceptions }: ResolvedSettings,
) {
  const { before, after } = textEnds(rule);
  const excepted = exceptionCondition(
    exceptions.filter((exception) => exception.rule === rule.id),
    kinds,
  );
  const guards = [
    ...(match.operations === undefined ? [] : [`!(request.operation in [${match.operations.map(quote).join(', ')}])`]),
    ...(excepted === undefined ? [] : [excepted]),
  ];
  return {
    expression: guards.length === 0 ? expression : [...guards, `(${expression})`].join(' || '),
    message: violationText({ rule: rule.id, message: rule.title, remedy: rule.remedy }),
    ...(places !== undefined && {
      messageExpression: `${quote(`${before}: `)} + (${places}).join(', ') + ${quote(after)}`,
    }),
  };
}

function quote(text: string): string {
  return JSON.stringify(text);
}

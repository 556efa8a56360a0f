import { App, Chart } from 'cdk8s';
import { addAccess } from './charts/access-objects.ts';
import type { Access } from './charts/access.ts';
import type { Edge } from './charts/edge.ts';
import { foreignNamespaces } from './charts/nodes/foreign-namespaces.ts';
import { networkPolicies } from './charts/network/network.ts';
import { at, stages, type Part, type Placed, type Stage } from './charts/part.ts';
import { constructId, PlainObject } from './constructs/plain-object.ts';
import { applyPatches } from './constructs/strict/patches.ts';
import { checkManifest } from './constructs/strict/check-manifest.ts';
import { identityOf } from './constructs/strict/identity.ts';
import { objectsOf } from './constructs/strict/objects-of.ts';
import type { KubernetesObject } from './kubernetes/object.ts';
import type { Issue } from './model/check.ts';
import { showIssue } from './model/platform.ts';
import type { Target } from './model/target.ts';

/** An object of an environment. */
export interface SynthesizedObject {
  /** Where it is in the construct tree, e.g. `workloads/Deployment-lab-system-gateway`. */
  readonly path: string;
  readonly stage: Stage;
  readonly object: KubernetesObject;
}

/** A whole environment. */
export interface Synthesis {
  readonly target: Target;
  /** The construct tree: a chart for each stage, each dependent on the one before it. */
  readonly app: App;
  /** In the order in which they are applied. */
  readonly objects: readonly SynthesizedObject[];
  /** To be applied, and Established, before. */
  readonly crds: readonly KubernetesObject[];
  readonly edges: readonly Edge[];
  readonly access: readonly Access[];
}

/** Manifests that would not be what was meant; lists every wrong place at once. */
export class SynthError extends Error {
  override readonly name = 'SynthError';
  readonly code = 'SYNTH_INVALID';
  readonly issues: readonly Issue[];

  constructor(environment: string, issues: readonly Issue[]) {
    super(`The manifests of ${environment} are not valid:\n${issues.map(showIssue).join('\n')}`);
    this.issues = issues;
  }
}

/**
 * The objects of an environment.
 * @param parts what it consists of: those of `partsOf(target)`, and what is made elsewhere, such as its admission
 * @throws {SynthError} naming each object, field and remedy
 */
export function synthesize(target: Target, parts: readonly Part[]): Synthesis {
  const edges = parts.flatMap((part) => part.edges);
  const access = parts.flatMap((part) => part.access);
  const app = new App();
  const charts = stageCharts(app);
  addAccess(charts.access, target, access);
  const placed = [...parts.flatMap(({ objects }) => objects), ...at('network', networkPolicies(target, edges))];
  refuseCollisions(target, placed);
  for (const { stage, object } of placed) new PlainObject(charts[stage], constructId(object), object);
  return {
    target,
    app,
    objects: checkedObjects(target, charts),
    crds: parts.flatMap(({ crds }) => crds ?? []),
    edges,
    access,
  };
}

/**
 * Two parts of the model that make the same object: a chart cannot hold both.
 * @throws {SynthError} naming both places
 */
function refuseCollisions(target: Target, placed: readonly Placed[]): void {
  const issues = [...Map.groupBy(placed, ({ object }) => identityOf(object))].flatMap(
    ([identity, [first, ...others]]) =>
      first === undefined
        ? []
        : others.map((other) => collision(identity, placeOf(target, first), placeOf(target, other))),
  );
  if (issues.length > 0) throw new SynthError(target.name, issues);
}

function collision(identity: string, first: string, other: string): Issue {
  return {
    path: other,
    value: identity,
    expected: 'a name that leads to no object of another',
    remedy:
      first === other
        ? 'Berth has an object of this name itself: rename the service.'
        : `${first} makes an object that is called the same: rename one of them.`,
  };
}

const nameLabel = 'app.kubernetes.io/name';

/** The place in the model of what an object belongs to; that of its construct where it belongs to no service. */
function placeOf({ platform }: Target, { stage, object }: Placed): string {
  const name = object.metadata.labels?.[nameLabel] ?? '';
  return Object.hasOwn(platform.services ?? {}, name) ? `/services/${name}` : `${stage}/${constructId(object)}`;
}

type Charts = Readonly<Record<Stage, Chart>>;

function stageCharts(app: App): Charts {
  const charts = stages.map((stage) => new Chart(app, stage, { disableResourceNameHashes: true }));
  charts.slice(1).forEach((chart, index) => {
    const before = charts[index];
    if (before !== undefined) chart.addDependency(before);
  });
  return Object.fromEntries(stages.map((stage, index) => [stage, charts[index]])) as Charts;
}

function checkedObjects(target: Target, charts: Charts): readonly SynthesizedObject[] {
  const resolved = stages.map((stage) => ({ stage, ...objectsOf(charts[stage]) }));
  const objects = resolved.flatMap(({ stage, objects }) => objects.map((object) => ({ stage, ...object })));
  const patched = applyPatches(objects, target.environment.patches ?? []);
  const issues = [
    ...resolved.flatMap((result) => result.issues),
    ...patched.issues.map((issue) => ({ ...issue, path: `/environments/${target.name}${issue.path}` })),
    ...checkManifest(patched.objects, { existingNamespaces: foreignNamespaces(target) }),
  ];
  if (issues.length > 0) throw new SynthError(target.name, issues);
  return patched.objects;
}

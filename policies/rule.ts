import type { KindName } from './kinds.ts';
import type { PlacedObject } from './objects.ts';
import type { ParameterName, PolicyParameters } from './parameters.ts';

/** Whether a violation stops what is being done, or is only told. */
export type Severity = 'mandatory' | 'advisory';

/** Where a rule is enforced: when manifests are written, by `pulumi up`, by the API server. */
export type Gate = 'synth' | 'pulumi' | 'admission';

/** What every rule says of itself. */
interface RuleFacts {
  /** Stable; exceptions, levels and messages name it. */
  readonly id: string;
  /** What the rule demands, as a sentence without its full stop. */
  readonly title: string;
  /** Why; one or two sentences. */
  readonly reason: string;
  /** What to do about a violation; one sentence. */
  readonly remedy: string;
  /** Unless the settings give it another level. */
  readonly severity: Severity;
}

/** Kinds that a rule judges, and when the API server asks it. */
export interface Match {
  readonly kinds: readonly KindName[];
  /** @default CREATE, and UPDATE where it changes the spec of something with pods, or anything of something else */
  readonly operations?: readonly ('CREATE' | 'UPDATE')[];
}

/** The items of an object that are judged one by one, so that a message can name the wrong ones. */
export interface Each {
  /** What the expression calls an item. */
  readonly as: string;
  /** Lists of the object or its pod, e.g. `pod.spec.containers`; one that is absent has no items. */
  readonly lists: readonly List[];
  /** CEL: what the message calls an item, e.g. `'container ' + c.name`. */
  readonly place: string;
}

/** One list of items. */
export interface List {
  readonly in: string;
  /** CEL: only the items that this holds for. @default all */
  readonly where?: string;
  /** Whether the API server writes `null` where there are no items: the field has no `omitempty`. @default false */
  readonly nullable?: boolean;
}

/**
 * A rule over one object, as plain data. Its condition is CEL in the subset of `cel/subset.ts` and stands on
 *
 *  - `object`: the object;
 *  - `pod`, for kinds with pods: the Pod, or the template of one;
 *  - `variables.<name>`: the rule's parameters, and what `cel/variables.ts` derives from the pod.
 */
export interface Rule extends RuleFacts {
  readonly matches: readonly Match[];
  /** Parameters that the expression reads. @default none */
  readonly parameters?: readonly ParameterName[];
  /** @default the expression is about the object as a whole */
  readonly each?: Each;
  /** CEL: true where the rule is kept. */
  readonly expression: string;
  /** @default all */
  readonly gates?: readonly Gate[];
}

/** One thing that a rule over several objects found. */
export interface Finding {
  readonly on: PlacedObject;
  /** What of it is wrong, e.g. `no PodDisruptionBudget`. */
  readonly place: string;
}

/** A rule over several objects: what the API server, which sees one at a time, cannot judge. */
export interface StackRule<World = unknown> extends RuleFacts {
  readonly parameters?: readonly ParameterName[];
  check(world: World, parameters: PolicyParameters): readonly Finding[];
}

import type { PolicyException } from '../../infra/model/policy-settings.ts';
import { any } from '../exceptions.ts';
import type { KindName } from '../kinds.ts';
import { isByController } from './controllers.ts';

/** What a kind of workload makes: the pods, and the Jobs between a CronJob and its pods. */
interface Offspring {
  readonly kind: KindName;
  /** The kind of the object that owns it. */
  readonly owner: KindName;
  /** What the name of that object has behind the name of the workload, as a regular expression. @default nothing */
  readonly ownerSuffix?: string;
  readonly controller: string;
}

const offspring: Readonly<Partial<Record<string, readonly Offspring[]>>> = {
  Deployment: [{ kind: 'Pod', owner: 'ReplicaSet', ownerSuffix: '-[a-z0-9]+', controller: 'replicaset-controller' }],
  ReplicaSet: [{ kind: 'Pod', owner: 'ReplicaSet', controller: 'replicaset-controller' }],
  StatefulSet: [{ kind: 'Pod', owner: 'StatefulSet', controller: 'statefulset-controller' }],
  DaemonSet: [{ kind: 'Pod', owner: 'DaemonSet', controller: 'daemon-set-controller' }],
  Job: [{ kind: 'Pod', owner: 'Job', controller: 'job-controller' }],
  CronJob: [
    { kind: 'Job', owner: 'CronJob', controller: 'cronjob-controller' },
    { kind: 'Pod', owner: 'Job', ownerSuffix: '-[0-9]+', controller: 'job-controller' },
  ],
};

/**
 * The condition under which an object is excepted, in CEL; `undefined` where no exception concerns its kind. One for a
 * workload holds for what the workload's controller makes of it too: only that controller may claim it, for anybody who
 * creates a pod can write any owner into it. The owners themselves are judged, unless their own controller made them.
 */
export function exceptionCondition(
  exceptions: readonly PolicyException[],
  kinds: readonly KindName[],
): string | undefined {
  const covered = exceptions.flatMap((exception) => [
    ...(exception.target.kind === any || kinds.some((kind) => kind === exception.target.kind)
      ? [direct(exception)]
      : []),
    ...offspringOf(exception.target.kind)
      .filter(({ kind }) => kinds.includes(kind))
      .map((child) => made(exception, child)),
  ]);
  return covered.length === 0 ? undefined : covered.join(' || ');
}

function offspringOf(kind: string): readonly Offspring[] {
  return kind === any ? Object.values(offspring).flatMap((made) => made ?? []) : (offspring[kind] ?? []);
}

function direct({ target: { kind, name, namespace } }: PolicyException): string {
  return all([
    ...(kind === any ? [] : [`object.kind == ${text(kind)}`]),
    ...(name === any ? [] : [`has(object.metadata.name) && ${isNamed('object.metadata.name', name)}`]),
    ...inNamespace(namespace),
  ]);
}

function made({ target: { name, namespace } }: PolicyException, child: Offspring): string {
  const owner = `o.kind == ${text(child.owner)} && ${isNamed('o.name', name, child.ownerSuffix)}`;
  return all([
    `object.kind == ${text(child.kind)}`,
    isByController(child.controller),
    `has(object.metadata.ownerReferences) && object.metadata.ownerReferences.exists(o, ${owner})`,
    ...inNamespace(namespace),
  ]);
}

/** By what the object says of itself: the API server gives a Namespace its own name as that of its request. */
function inNamespace(namespace: string | undefined): readonly string[] {
  if (namespace === undefined) return [];
  return [`has(object.metadata.namespace) && object.metadata.namespace == ${text(namespace)}`];
}

/**
 * Whether a value is a name, or begins with what stands before the `*` of one.
 * @param suffix what follows the name in the value, as a regular expression
 */
function isNamed(value: string, name: string, suffix?: string): string {
  const beginning = name.endsWith(any) ? name.slice(0, -1) : undefined;
  if (suffix === undefined) {
    return beginning === undefined ? `${value} == ${text(name)}` : `${value}.startsWith(${text(beginning)})`;
  }
  const pattern = beginning === undefined ? literally(name) : `${literally(beginning)}.*`;
  return `${value}.matches(${text(`^${pattern}${suffix}$`)})`;
}

/** A text as a regular expression that matches nothing else. */
function literally(name: string): string {
  return name.replaceAll(/[.*+?^$()[\]{}|\\]/g, String.raw`\$&`);
}

function all(conditions: readonly string[]): string {
  return `(${conditions.length === 0 ? 'true' : conditions.join(' && ')})`;
}

function text(value: string): string {
  return JSON.stringify(value);
}

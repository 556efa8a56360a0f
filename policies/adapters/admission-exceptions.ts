import type { PolicyException } from '../exceptions.ts';
import type { KindName } from '../kinds.ts';

/** Who makes the pods of a workload: by its own account, or as one program with all other controllers. */
const commonController = 'system:kube-controller-manager';
const controllerAccount = (name: string) => `system:serviceaccount:kube-system:${name}`;

/** What a kind of workload makes: the pods, and the Jobs between a CronJob and its pods. */
interface Offspring {
  readonly kind: KindName;
  /** The kind and name of the object that owns it, given the name of the workload as a pattern. */
  readonly owner: string;
  readonly ownerName: (name: string) => string;
  readonly controller: string;
}

const offspring: Readonly<Partial<Record<string, readonly Offspring[]>>> = {
  Deployment: [
    { kind: 'Pod', owner: 'ReplicaSet', ownerName: (name) => `${name}-[a-z0-9]+`, controller: 'replicaset-controller' },
  ],
  StatefulSet: [{ kind: 'Pod', owner: 'StatefulSet', ownerName: (name) => name, controller: 'statefulset-controller' }],
  DaemonSet: [{ kind: 'Pod', owner: 'DaemonSet', ownerName: (name) => name, controller: 'daemon-set-controller' }],
  Job: [{ kind: 'Pod', owner: 'Job', ownerName: (name) => name, controller: 'job-controller' }],
  CronJob: [
    { kind: 'Job', owner: 'CronJob', ownerName: (name) => name, controller: 'cronjob-controller' },
    { kind: 'Pod', owner: 'Job', ownerName: (name) => `${name}-[0-9]+`, controller: 'job-controller' },
  ],
};

/**
 * The condition under which an object is excepted, in CEL; `undefined` where no exception concerns its kind. One for a workload holds for what the workload's controller makes of it too: only that controller may
 * claim it, for anybody who creates a pod can write any owner into it.
 */
export function exceptionCondition(
  exceptions: readonly PolicyException[],
  kinds: readonly KindName[],
): string | undefined {
  const covered = exceptions.flatMap((exception) => [
    ...(kinds.some((kind) => kind === exception.target.kind) ? [direct(exception)] : []),
    ...(offspring[exception.target.kind] ?? [])
      .filter(({ kind }) => kinds.includes(kind))
      .map((child) => made(exception, child)),
  ]);
  return covered.length === 0 ? undefined : covered.join(' || ');
}

function direct({ target: { kind, name, namespace } }: PolicyException): string {
  return all([
    `object.kind == ${text(kind)}`,
    `has(object.metadata.name) && object.metadata.name.matches(${text(wholly(patternOf(name)))})`,
    ...inNamespace(namespace),
  ]);
}

function made({ target: { name, namespace } }: PolicyException, child: Offspring): string {
  const owner = wholly(child.ownerName(patternOf(name)));
  return all([
    `object.kind == ${text(child.kind)}`,
    `request.userInfo.username in [${text(controllerAccount(child.controller))}, ${text(commonController)}]`,
    `has(object.metadata.ownerReferences) && object.metadata.ownerReferences.exists(o, o.kind == ${text(child.owner)} && o.name.matches(${text(owner)}))`,
    ...inNamespace(namespace),
  ]);
}

function inNamespace(namespace: string | undefined): readonly string[] {
  return namespace === undefined ? [] : [`request.namespace == ${text(namespace)}`];
}

/** A name, or the beginning of one with `*` behind it, as a regular expression. */
function patternOf(name: string): string {
  const escaped = name.replaceAll('.', '[.]');
  return escaped.endsWith('*') ? `${escaped.slice(0, -1)}[a-z0-9.:-]*` : escaped;
}

function wholly(pattern: string): string {
  return `^${pattern}$`;
}

function all(conditions: readonly string[]): string {
  return `(${conditions.join(' && ')})`;
}

function text(value: string): string {
  return JSON.stringify(value);
}

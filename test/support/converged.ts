import type { Pool } from '../../infra/model/pools.ts';
import { listAt, valueAt } from './control-plane/api-client.ts';

/** A stored object, or a part of it. */
type Stored = Readonly<Record<string, unknown>>;

/** What {@link notConverged} looks at beside the workload. */
export interface Surroundings {
  /** Every pod of the workload's cluster. */
  readonly pods: readonly unknown[];
  /** The names of the nodes of each pool. */
  readonly nodes: ReadonlyMap<Pool, readonly string[]>;
}

/** The kinds that have something to converge to. */
export const convergingKinds: readonly string[] = ['Deployment', 'StatefulSet', 'DaemonSet', 'Job'];

/** What a workload has not come to yet, each as a sentence; nothing where it is as it shall be. */
export function notConverged(workload: Stored, surroundings: Surroundings): readonly string[] {
  const states = [observed(workload), ...statesOf(workload, surroundings)];
  const label = `${String(workload['kind'])} ${String(valueAt(workload, 'metadata', 'name'))}`;
  return states.flatMap(({ what, found, wanted }) =>
    JSON.stringify(found) === JSON.stringify(wanted)
      ? []
      : [`${label}: ${what} ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`],
  );
}

interface State {
  readonly what: string;
  readonly found: unknown;
  readonly wanted: unknown;
}

/** The rest of a status may be about an earlier object. A Job's says nothing of it: its template never changes. */
function observed(workload: Stored): State {
  const generation = valueAt(workload, 'metadata', 'generation');
  const found = workload['kind'] === 'Job' ? generation : valueAt(workload, 'status', 'observedGeneration');
  return { what: 'observed generation', found, wanted: generation };
}

function statesOf(workload: Stored, { pods, nodes }: Surroundings): readonly State[] {
  switch (workload['kind']) {
    case 'Job':
      return [{ what: 'complete', found: isComplete(workload), wanted: true }];
    case 'DaemonSet': {
      const wanted = expectedNodes(String(valueAt(workload, 'metadata', 'name')), nodes);
      return [
        { what: 'nodes', found: nodesOfReady(workload, pods), wanted },
        { what: 'scheduled', found: valueAt(workload, 'status', 'desiredNumberScheduled'), wanted: wanted.length },
      ];
    }
    default: {
      const wanted = valueAt(workload, 'spec', 'replicas');
      return ['readyReplicas', 'updatedReplicas', 'replicas'].map((what) => ({
        what,
        found: valueAt(workload, 'status', what),
        wanted,
      }));
    }
  }
}

function isComplete(job: Stored): boolean {
  return listAt(job, 'status', 'conditions').some(
    (condition) => valueAt(condition, 'type') === 'Complete' && valueAt(condition, 'status') === 'True',
  );
}

/** The nodes on which a workload has pods that are ready. */
function nodesOfReady(workload: Stored, pods: readonly unknown[]): readonly unknown[] {
  const uid = valueAt(workload, 'metadata', 'uid');
  return pods
    .filter((pod) => listAt(pod, 'metadata', 'ownerReferences').some((owner) => valueAt(owner, 'uid') === uid))
    .filter((pod) =>
      listAt(pod, 'status', 'conditions').some(
        (condition) => valueAt(condition, 'type') === 'Ready' && valueAt(condition, 'status') === 'True',
      ),
    )
    .map((pod) => valueAt(pod, 'spec', 'nodeName'))
    .toSorted();
}

/** On which pools each DaemonSet has to be, for the auditor; the name of one for Windows ends with the version. */
const placesOfDaemonSets: readonly (readonly [name: RegExp, isPlace: (pool: Pool, version?: string) => boolean])[] = [
  [/^(?:local-directory|fluent-bit)$/, ({ os }) => os === 'linux'],
  [/^(?:local-directory|fluent-bit)-windows-(\d+)$/, ({ windowsVersion }, version) => windowsVersion === version],
  [/^(?:device-plugin|gpu-feature-discovery|nfd-worker)$/, ({ os, gpu }) => os === 'linux' && gpu !== undefined],
];

function expectedNodes(name: string, nodes: Surroundings['nodes']): readonly string[] {
  const row = placesOfDaemonSets.find(([pattern]) => pattern.test(name));
  if (row === undefined) throw new Error(`it is not said on which pools the DaemonSet ${name} belongs: say it here`);
  const [pattern, isPlace] = row;
  const version = pattern.exec(name)?.[1];
  return [...nodes].flatMap(([pool, names]) => (isPlace(pool, version) ? names : [])).toSorted();
}

import { pathOf } from '../infra/constructs/worker-pod/check-input.ts';
import type { WorkerPodInput } from '../infra/constructs/worker-pod/input.ts';
import { workerPod } from '../infra/constructs/worker-pod/worker-pod.ts';
import type { CatalogueSessionType, WorkerType } from '../infra/model/catalogue.ts';
import { clusterCatalogueOf, type ClusterCatalogue } from '../infra/model/cluster-catalogue.ts';
import { podNeeds } from '../infra/model/pod-needs.ts';
import { poolFit } from '../infra/model/pool-fit.ts';
import type { Target } from '../infra/model/target.ts';
import type { PlacedObject } from '../policies/objects.ts';

/** Stands for any session: the rules see the form of its id only. */
const session = { id: '00000000-0000-0000-0000-000000000000' };

/**
 * The pods of workers that an environment will have: of each worker one in every pool that takes it, where it is the same
 * pod once, and a warm one where it has some. They are created at run time, and the API server judges them then: what it
 * would refuse is to be known before. Their path is the worker's place in the model.
 */
export function workerPods(target: Target): readonly PlacedObject[] {
  const catalogue = clusterCatalogueOf(target);
  return catalogue.sessionTypes.flatMap((sessionType) =>
    sessionType.workers.flatMap((worker) => podsOf(catalogue, sessionType, worker)),
  );
}

function podsOf(
  { platform, cluster }: ClusterCatalogue,
  sessionType: CatalogueSessionType,
  worker: WorkerType,
): readonly PlacedObject[] {
  const needs = podNeeds(worker, sessionType.sameGpu);
  const fitting = cluster.pools.filter((pool) => poolFit(needs, pool).length === 0);
  const placements: readonly WorkerPodInput['placement'][] =
    cluster.pools.length === 0 ? [{}] : fitting.map((pool) => ({ pool }));
  const common = { platform, cluster, sessionType, worker, workerId: `${worker.name}-0`, incarnation: 1 };
  const path = pathOf(common);
  const pods = placements.flatMap((placement) => [
    { path, object: { ...workerPod({ ...common, session, placement }) } },
    ...(worker.warmCount === undefined
      ? []
      : [{ path: `${path}/warm`, object: { ...workerPod({ ...common, placement }) } }]),
  ]);
  return [...new Map(pods.map((pod) => [JSON.stringify(pod), pod])).values()];
}

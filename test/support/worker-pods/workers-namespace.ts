import { workerServiceAccount } from '../../../infra/constructs/worker-pod/worker-pod.ts';
import { foundation } from '../../../infra/charts/foundation/foundation.ts';
import type { KubernetesObject as PlainObject } from '../../../infra/kubernetes/object.ts';
import type { RuntimeClass } from '../../../infra/kubernetes/types.ts';
import { windowsBuilds } from '../../../infra/model/pools.ts';
import type { Target } from '../../../infra/model/target.ts';
import { expectOk, type ApiClient, type KubernetesObject } from '../control-plane/api-client.ts';
import { untilPriorityClassesKnown } from '../control-plane/priority-classes.ts';

/** Makes what worker pods stand on: their namespace with its limits and its level, priorities, RuntimeClasses. */
export async function prepareWorkers(cluster: ApiClient, target: Target): Promise<void> {
  const account: KubernetesObject = {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: workerServiceAccount, namespace: target.namespaces.workers },
  };
  const objects = [...foundation(target).objects.map(({ object }) => asSent(object)), account];
  for (const object of [...objects, ...runtimeClasses(target).map(asSent)]) await expectOk(cluster.apply(object));
  await untilPriorityClassesKnown(
    cluster,
    objects.filter(({ kind }) => kind === 'PriorityClass'),
  );
}

/** As the API client takes it. */
export function asSent(object: PlainObject): KubernetesObject {
  return { ...object };
}

/** Tolerations are the pods' own: those of a class would open the GPU nodes of its build to every pod of the build. */
function runtimeClasses({ pools }: Target): readonly RuntimeClass[] {
  const versions = new Map(pools.map(({ runtimeClass, windowsVersion = '2022' }) => [runtimeClass, windowsVersion]));
  return [...versions].flatMap(([name, version]) => {
    if (name === undefined) return [];
    const nodeSelector = { 'kubernetes.io/os': 'windows', 'node.kubernetes.io/windows-build': windowsBuilds[version] };
    return [
      {
        apiVersion: 'node.k8s.io/v1',
        kind: 'RuntimeClass',
        metadata: { name },
        handler: 'runhcs-wcow-process',
        scheduling: { nodeSelector },
      },
    ];
  });
}

import { eventually } from '../eventually.ts';
import { expectOk, type ApiClient, type KubernetesObject } from './api-client.ts';

/**
 * Waits until the API server takes pods of these priority classes, which were made just now: it learns of them by watching
 * only, and refuses pods of those that it has not heard of.
 */
export async function untilPriorityClassesKnown(
  cluster: ApiClient,
  classes: readonly KubernetesObject[],
): Promise<void> {
  for (const { metadata } of classes) {
    await eventually(() => expectOk(cluster.create(podOf(metadata.name), { dryRun: true })));
  }
}

function podOf(priorityClassName: string | undefined): KubernetesObject {
  const spec = { priorityClassName, containers: [{ name: 'main', image: 'none' }] };
  return { apiVersion: 'v1', kind: 'Pod', metadata: { generateName: 'probe-', namespace: 'default' }, spec };
}

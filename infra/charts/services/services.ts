import { disruptionBudget } from '../../constructs/availability.ts';
import type { PodDisruptionBudget } from '../../kubernetes/types.ts';
import type { Target } from '../../model/target.ts';
import { at, type Part } from '../part.ts';
import { serviceComponent, type PlacedService } from './placed-service.ts';
import { placeServices } from './place-services.ts';
import { serviceEdges } from './service-edges.ts';
import { serviceObjects } from './service-objects.ts';
import { claimTemplates } from './service-pod.ts';
import { autoscalers, workloadOf } from './workload.ts';

/**
 * The always-on services of the application.
 * @throws {ModelError} where one cannot be said in a cluster, or no pool takes it
 */
export function applicationServices(target: Target): Part {
  const services = placeServices(target);
  const { namespaces } = target;
  return {
    objects: services.flatMap((placed) => [
      ...at('configuration', claimTemplates(target, placed)),
      ...at('services', serviceObjects(target, placed)),
      ...at('workloads', [workloadOf(target, placed), ...budgets(target, placed), ...autoscalers(target, placed)]),
    ]),
    edges: services.flatMap((placed) => serviceEdges(target, placed)),
    access: services.map(({ name }) => ({
      namespace: namespaces.services,
      name,
      component: serviceComponent,
      grants: [],
    })),
  };
}

/** One of several may be evicted at a time. Whoever drains a node takes a single one, and one of each node, with it. */
function budgets(target: Target, { name, kind, replicas }: PlacedService): readonly PodDisruptionBudget[] {
  if (kind === 'DaemonSet' || replicas < 2) return [];
  return [disruptionBudget(target, target.namespaces.services, { name, component: serviceComponent })];
}

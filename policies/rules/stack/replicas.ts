import type { Finding, StackRule } from '../../rule.ts';
import { leastReplicas, replicated, type Workload, type World } from './world.ts';

/** On a workload that can only be there once; its value says why. */
const singletonAnnotation = 'berth.dev/singleton';

/** A workload has as many replicas as the environment demands, however few its scaler leaves. */
export const replicas: StackRule<World> = {
  id: 'replicas',
  title: 'A workload has enough replicas, also where something scales it',
  reason: 'With a single one, every update, drain and crash is an outage.',
  remedy:
    'Set replicas, or the least number of its scaler, to the parameter minReplicas or more, or say in the annotation ' +
    'berth.dev/singleton of the workload why there can be only one.',
  severity: 'mandatory',
  parameters: ['minReplicas'],
  check(world, { minReplicas }) {
    return replicated(world)
      .filter((workload) => !isOnDemand(world, workload) && !isSingleton(workload))
      .flatMap((workload): Finding[] => {
        const least = leastReplicas(world, workload);
        return least >= minReplicas ? [] : [{ on: workload.entry, place: `${least} of at least ${minReplicas}` }];
      });
  },
};

/** Scaled down to none, which nobody does by mistake: it is there when it is wanted, and starts anew each time. */
function isOnDemand(world: World, workload: Workload): boolean {
  return world.scalersOf(workload).some(({ least }) => least === 0);
}

function isSingleton({ entry }: Workload): boolean {
  return (entry.object.metadata?.annotations?.[singletonAnnotation] ?? '').trim() !== '';
}

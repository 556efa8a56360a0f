import type { Finding, StackRule } from '../../rule.ts';
import { replicated, statedReplicas, type Workload, type World } from './world.ts';

/** On a workload that can only be there once; its value says why. */
const singletonAnnotation = 'berth.dev/singleton';

/** What nothing scales has as many replicas as the environment demands. */
export const replicas: StackRule<World> = {
  id: 'replicas',
  title: 'A workload that nothing scales has enough replicas',
  reason: 'With a single one, every update, drain and crash is an outage.',
  remedy:
    'Set replicas to the parameter minReplicas or more, let a HorizontalPodAutoscaler decide, or say in the annotation ' +
    'berth.dev/singleton why there can be only one.',
  severity: 'mandatory',
  parameters: ['minReplicas'],
  check(world, { minReplicas }) {
    return replicated(world)
      .filter((workload) => world.scalersOf(workload).length === 0 && !isSingleton(workload))
      .flatMap((workload): Finding[] => {
        const stated = statedReplicas(workload) ?? 1;
        return stated >= minReplicas ? [] : [{ on: workload.entry, place: `${stated} of at least ${minReplicas}` }];
      });
  },
};

function isSingleton({ entry }: Workload): boolean {
  return (entry.object.metadata?.annotations?.[singletonAnnotation] ?? '').trim() !== '';
}

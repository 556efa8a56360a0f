import type { Finding, StackRule } from '../../rule.ts';
import { nameOf, statedReplicas, type Scaler, type World } from './world.ts';

/** One writer for the number of replicas. */
export const scalerOwnsReplicas: StackRule<World> = {
  id: 'scaler-owns-replicas',
  title: 'A workload that something scales states no replicas, and one thing only scales it',
  reason:
    'Two that write the same number undo each other: every deployment would set back what the scaler had decided.',
  remedy: 'Remove replicas from the workload, and leave one scaler for it.',
  severity: 'mandatory',
  check(world) {
    const ofWorkloads = world.workloads.flatMap((workload): Finding[] => {
      const scalers = world.scalersOf(workload);
      const stated = statedReplicas(workload);
      return [
        ...(scalers.length > 0 && stated !== undefined ? [{ on: workload.entry, place: `replicas: ${stated}` }] : []),
        ...(scalers.length > 1
          ? [{ on: workload.entry, place: `scaled by ${scalers.map(scalerName).join(' and ')}` }]
          : []),
      ];
    });
    return [...ofWorkloads, ...world.scalers.filter((scaler) => !hasTarget(world, scaler)).map(lost)];
  },
};

function scalerName({ entry }: Scaler): string {
  return `${entry.object.kind} ${nameOf(entry.object)}`;
}

function hasTarget(world: World, { target, namespace }: Scaler): boolean {
  return world.has(target.kind, namespace, target.name);
}

function lost({ entry, target }: Scaler): Finding {
  return { on: entry, place: `there is no ${target.kind} ${target.name}` };
}

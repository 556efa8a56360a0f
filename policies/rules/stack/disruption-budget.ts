import type { Finding, StackRule } from '../../rule.ts';
import type { PlacedObject } from '../../objects.ts';
import { leastReplicas, nameOf, namespaceOf, replicated, specOf, type Workload, type World } from './world.ts';

/** A drain may take some of the pods of a workload, never all, and never none. */
export const disruptionBudget: StackRule<World> = {
  id: 'disruption-budget',
  title: 'A workload of several replicas has exactly one PodDisruptionBudget, and it lets a node be drained',
  reason:
    'Without a budget a drain takes all replicas at once; with one that allows no eviction it never ends, and with two ' +
    'Kubernetes refuses every eviction.',
  remedy: 'Give the workload one PodDisruptionBudget with maxUnavailable: 1.',
  severity: 'mandatory',
  check(world) {
    const budgets = budgetsByWorkload(world);
    return replicated(world).flatMap((workload) => {
      const found = budgets.get(workload) ?? [];
      return [...countFindings(world, workload, found), ...blocking(world, workload, found)];
    });
  },
};

function budgetsByWorkload(world: World): ReadonlyMap<Workload, readonly PlacedObject[]> {
  const pairs = world.ofKind('PodDisruptionBudget').flatMap((budget) => {
    const { object } = budget;
    const selected = world.workloadsByLabel.select(namespaceOf(object), specOf(object)['selector']);
    return selected.map((workload) => ({ workload, budget }));
  });
  return new Map(
    [...Map.groupBy(pairs, ({ workload }) => workload)].map(([workload, found]) => [
      workload,
      found.map(({ budget }) => budget),
    ]),
  );
}

function countFindings(world: World, workload: Workload, budgets: readonly PlacedObject[]): Finding[] {
  if (budgets.length > 1) {
    return [{ on: workload.entry, place: `budgets ${budgets.map(({ object }) => nameOf(object)).join(' and ')}` }];
  }
  const isMissing = budgets.length === 0 && leastReplicas(world, workload) >= 2;
  return isMissing ? [{ on: workload.entry, place: 'no budget' }] : [];
}

function blocking(world: World, workload: Workload, budgets: readonly PlacedObject[]): Finding[] {
  const replicas = leastReplicas(world, workload);
  return budgets
    .filter(({ object }) => allowsNone(specOf(object), replicas))
    .map(({ object }) => ({ on: workload.entry, place: `the budget ${nameOf(object)} allows no eviction` }));
}

function allowsNone(budget: Readonly<Record<string, unknown>>, replicas: number): boolean {
  const { minAvailable, maxUnavailable } = budget;
  if (maxUnavailable !== undefined) return maxUnavailable === 0 || maxUnavailable === '0%';
  if (typeof minAvailable === 'number') return minAvailable > 0 && minAvailable >= replicas;
  return minAvailable === '100%';
}

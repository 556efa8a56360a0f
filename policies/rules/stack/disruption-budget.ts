import type { Finding, StackRule } from '../../rule.ts';
import type { PlacedObject } from '../../objects.ts';
import { leastReplicas, nameOf, namespaceOf, replicated, specOf, type Workload, type World } from './world.ts';

/** A drain may take some of the pods of a workload, never all, and never none. */
export const disruptionBudget: StackRule<World> = {
  id: 'disruption-budget',
  title: 'A workload of several replicas has exactly one PodDisruptionBudget, which allows some evictions but not all',
  reason:
    'Without a budget, or with one that allows it, a drain takes all replicas at once; with one that allows no eviction it ' +
    'never ends, and with two Kubernetes refuses every eviction.',
  remedy: 'Give the workload one PodDisruptionBudget with maxUnavailable: 1.',
  severity: 'mandatory',
  check(world) {
    const budgets = budgetsByWorkload(world);
    return replicated(world).flatMap((workload) => {
      const found = budgets.get(workload) ?? [];
      return [...countFindings(world, workload, found), ...wrongBudgets(world, workload, found)];
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

/** What a budget does to the least number of replicas that its workload has; one that has none is counted as one. */
function wrongBudgets(world: World, workload: Workload, budgets: readonly PlacedObject[]): Finding[] {
  const replicas = Math.max(1, leastReplicas(world, workload));
  return budgets.flatMap(({ object }) => {
    const wrong = wrongAllowance(allowedEvictions(specOf(object), replicas), replicas);
    return wrong === undefined ? [] : [{ on: workload.entry, place: `the budget ${nameOf(object)} allows ${wrong}` }];
  });
}

function wrongAllowance(allowed: number, replicas: number): string | undefined {
  if (allowed < 1) return 'no eviction';
  return replicas > 1 && allowed >= replicas ? `all ${replicas} replicas to be evicted at once` : undefined;
}

/** As the disruption controller of Kubernetes counts where all replicas are healthy. A budget of neither kind allows none. */
function allowedEvictions(budget: Readonly<Record<string, unknown>>, replicas: number): number {
  const { minAvailable, maxUnavailable } = budget;
  if (maxUnavailable !== undefined) return countOf(maxUnavailable, replicas);
  return minAvailable === undefined ? 0 : replicas - countOf(minAvailable, replicas);
}

/** A number of pods, or a percentage of them, which Kubernetes rounds up. */
function countOf(value: unknown, replicas: number): number {
  return typeof value === 'string' ? Math.ceil((Number.parseInt(value, 10) * replicas) / 100) : Number(value);
}

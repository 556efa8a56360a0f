import { labelsOf, selectorOf } from '../../constructs/labels.ts';
import { requirementsOf, sidecarsOf, type CatalogueSidecar, type Requirements } from '../../model/catalogue.ts';
import { showValue, type Issue } from '../../model/check.ts';
import { ModelError } from '../../model/platform.ts';
import { isExact, type PodNeeds } from '../../model/pod-needs.ts';
import type { Service } from '../../model/service.ts';
import type { Target } from '../../model/target.ts';
import { fittingPools, lacksOfAll } from './choose-pool.ts';
import { serviceComponent, type PlacedService, type WorkloadKind } from './placed-service.ts';

/** Replicas in a cluster, of a service that says nothing. */
const defaultReplicas = 2;

/**
 * The services of the application, each with its pools.
 * @throws {ModelError} naming every service that no pool of the environment takes
 */
export function placeServices(target: Target): readonly PlacedService[] {
  const issues: Issue[] = [];
  const placed = Object.entries(target.platform.services ?? {}).map(([name, service]) => {
    const { needs, ...result } = placeService(target, name, service);
    if (result.pools.length === 0) issues.push(...unfitIssues(target, name, needs));
    return result;
  });
  if (issues.length > 0) throw new ModelError(issues);
  return placed;
}

function placeService(target: Target, name: string, service: Service): PlacedService & { readonly needs: PodNeeds } {
  const own = requirementsOf(service);
  const sidecars = service.sidecars === undefined ? [] : sidecarsOf(service.sidecars);
  const needs = podNeeds(own, sidecars);
  return {
    needs,
    name,
    service,
    sidecars,
    kind: kindOf(service),
    os: own.os,
    size: { cpuMillis: own.cpuMillis, memoryBytes: own.memoryBytes },
    ...(own.gpu !== undefined && { gpu: own.gpu }),
    isExact: isExact(own),
    replicas: target.replicas(name, service.replicas ?? defaultReplicas),
    pools: fittingPools(target, needs),
    labels: labelsOf(target, { name, component: serviceComponent }),
    selector: selectorOf(target, name),
  };
}

/** What the whole pod takes. */
function podNeeds(own: Requirements, sidecars: readonly CatalogueSidecar[]): PodNeeds {
  if (sidecars.length === 0) return own;
  return {
    ...own,
    cpuMillis: sidecars.reduce((sum, { cpuMillis }) => sum + cpuMillis, own.cpuMillis),
    memoryBytes: sidecars.reduce((sum, { memoryBytes }) => sum + memoryBytes, own.memoryBytes),
  };
}

function kindOf({ perNode, storage }: Service): WorkloadKind {
  if (perNode === true) return 'DaemonSet';
  return storage === undefined ? 'Deployment' : 'StatefulSet';
}

function unfitIssues(target: Target, name: string, needs: PodNeeds): readonly Issue[] {
  const lacks = lacksOfAll(target, needs);
  if (lacks.length === 0) return [];
  const { os, cpuMillis, memoryBytes, gpu } = needs;
  return [
    {
      path: `/services/${name}`,
      value: showValue({ os, cpuMillis, memoryBytes, ...(gpu !== undefined && { gpu }) }),
      expected: `what a pool of ${target.name} has: ${lacks.join(', ')}`,
      remedy: `Ask for less, or add a pool for it to nodePools and to the pools of ${target.name}.`,
    },
  ];
}

import { labelsOf } from '../../constructs/labels.ts';
import { showBytes, showCpu } from '../../constructs/resources.ts';
import type { LimitRange, ResourceQuota } from '../../kubernetes/types.ts';
import { usableMemory } from '../../model/pool-fit.ts';
import type { Pool } from '../../model/pools.ts';
import type { Target } from '../../model/target.ts';

/** What a container gets that says nothing; none of ours does, but what is started by hand might. */
const containerDefaults = { cpu: '100m', memory: '128Mi' } as const;
/** More pods than this at once are a fault, not a load: the most that Kubernetes is tested with is 150,000 in all. */
const maxPods = '10k';

/** Bounds of what namespaces may ask for. */
export function limits(target: Target): readonly (LimitRange | ResourceQuota)[] {
  const { system, data, services, workers, nodes } = target.namespaces;
  return [
    ...[system, data, services, workers, nodes].map((namespace) => limitRange(target, namespace)),
    workersQuota(target, workers),
    criticalQuota(target, system),
    criticalQuota(target, nodes),
  ];
}

function limitRange(target: Target, namespace: string): LimitRange {
  const largest = namespace === target.namespaces.workers ? largestContainer(target.pools) : undefined;
  return {
    apiVersion: 'v1',
    kind: 'LimitRange',
    metadata: { name: 'containers', namespace, labels: labelsOf(target, { name: 'containers', component: 'limits' }) },
    spec: {
      limits: [
        {
          type: 'Container',
          default: containerDefaults,
          defaultRequest: containerDefaults,
          ...(largest !== undefined && { max: largest }),
        },
      ],
    },
  };
}

/** A worker that asks for more than any pool's nodes have would wait for ever: it is refused at once. */
function largestContainer(pools: readonly Pool[]): Readonly<Record<string, string>> | undefined {
  if (pools.length === 0) return undefined;
  const memory = Math.max(...pools.map(usableMemory));
  // Processors may be burst into, up to all that a node has.
  const cpu = Math.max(...pools.map(({ cpuMillis }) => cpuMillis));
  return { cpu: showCpu(cpu), memory: showBytes(Math.floor(memory / 2 ** 20) * 2 ** 20) };
}

/** Workers cannot ask for more than all pools have at their largest. */
function workersQuota(target: Target, namespace: string): ResourceQuota {
  const cpu = target.pools.reduce((sum, pool) => sum + pool.cpuMillis * pool.maxNodes, 0);
  const memory = target.pools.reduce((sum, pool) => sum + pool.memoryBytes * pool.maxNodes, 0);
  return {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'workers', namespace, labels: labelsOf(target, { name: 'workers', component: 'limits' }) },
    spec: {
      hard: {
        'count/pods': maxPods,
        ...(target.pools.length > 0 && { 'requests.cpu': showCpu(cpu), 'requests.memory': showBytes(memory) }),
      },
    },
  };
}

/** GKE admits pods of the system's priority classes only where a quota for them says so; elsewhere it bounds them. */
function criticalQuota(target: Target, namespace: string): ResourceQuota {
  return {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: {
      name: 'node-critical',
      namespace,
      labels: labelsOf(target, { name: 'node-critical', component: 'limits' }),
    },
    spec: {
      hard: { pods: maxPods },
      scopeSelector: {
        matchExpressions: [
          { scopeName: 'PriorityClass', operator: 'In', values: ['system-node-critical', 'system-cluster-critical'] },
        ],
      },
    },
  };
}

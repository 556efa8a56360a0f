import { expectedNodes, type ExpectedPool } from './expected-nodes.ts';
import { memoryBytes, showMemory } from './quantity.ts';
import { poolLabel } from './pools.ts';
import type { Taint } from './node-pool.ts';
import type { Target } from './target.ts';

/** The part of a Node of the cluster that is compared. */
export interface LiveNode {
  readonly metadata: { readonly name?: string; readonly labels?: Readonly<Record<string, string>> };
  readonly spec?: {
    readonly taints?: readonly { readonly key?: string; readonly value?: string; readonly effect?: string }[];
  };
  readonly status?: { readonly capacity?: Readonly<Record<string, string | number>> };
}

/** One way in which the nodes of a cluster differ from those that the environment counts on. */
export interface NodeFinding {
  readonly pool: string;
  /** The node; absent where the pool as a whole is meant. */
  readonly node?: string;
  /** What is compared, e.g. `label nvidia.com/gpu.product`, `taint os=windows:NoSchedule`, `capacity memory`. */
  readonly what: string;
  readonly found: string;
  readonly expected: string;
  readonly remedy: string;
}

/**
 * A machine of 32 GiB shows its node some 31: firmware and kernel keep the rest. So much may be missing of what the
 * model says before it is taken for a smaller machine.
 */
const memoryShare = 0.92;

/** Taints that Kubernetes itself puts on nodes in trouble, and clouds on nodes that are about to start or to go. */
const passingTaints: readonly RegExp[] = [
  /^node\.kubernetes\.io\//,
  /^node\.cloudprovider\.kubernetes\.io\//,
  /^karpenter\.sh\//,
  /^ToBeDeletedByClusterAutoscaler$/,
  /^DeletionCandidateOfClusterAutoscaler$/,
];

/** Compares the nodes of a cluster with what the environment counts on; empty where all is well. */
export function checkNodes(target: Pick<Target, 'pools'>, nodes: readonly LiveNode[]): readonly NodeFinding[] {
  const expected = expectedNodes(target);
  const byPool = Map.groupBy(nodes, (node) => node.metadata.labels?.[poolLabel]);
  const unknown = [...byPool.entries()].filter(
    ([pool]) => pool !== undefined && !expected.some((each) => each.pool === pool),
  );
  return [
    ...expected.flatMap((pool) => poolFindings(pool, byPool.get(pool.pool) ?? [])),
    ...unknown.flatMap(([pool = '', strangers]) => strangers.map((node) => strangerFinding(pool, node, expected))),
  ];
}

function strangerFinding(pool: string, node: LiveNode, expected: readonly ExpectedPool[]): NodeFinding {
  return {
    pool,
    node: nameOf(node),
    what: `label ${poolLabel}`,
    found: pool,
    expected: expected.length === 0 ? 'no such label' : `one of ${expected.map((each) => each.pool).join(', ')}`,
    remedy: 'Correct the label of the node, or declare the pool in the model.',
  };
}

function poolFindings(expected: ExpectedPool, nodes: readonly LiveNode[]): readonly NodeFinding[] {
  return [...countFindings(expected, nodes), ...nodes.flatMap((node) => nodeFindings(expected, node))];
}

function countFindings({ pool, minNodes, maxNodes }: ExpectedPool, nodes: readonly LiveNode[]): readonly NodeFinding[] {
  const found = `${nodes.length} node${nodes.length === 1 ? '' : 's'}`;
  if (nodes.length < minNodes) {
    const remedy = `Add nodes with the label ${poolLabel}=${pool}, or lower \`min\` of the pool.`;
    return [{ pool, what: 'nodes', found, expected: `at least ${minNodes}`, remedy }];
  }
  if (nodes.length > maxNodes) {
    const remedy = 'Raise `max` of the pool: quotas and limits of autoscalers follow from it.';
    return [{ pool, what: 'nodes', found, expected: `at most ${maxNodes}`, remedy }];
  }
  return [];
}

function nodeFindings(expected: ExpectedPool, node: LiveNode): readonly NodeFinding[] {
  return [
    ...labelFindings(expected, node),
    ...missingTaints(expected, node),
    ...strangeTaints(expected, node),
    ...capacityFindings(expected, node),
  ];
}

function labelFindings({ pool, labels }: ExpectedPool, node: LiveNode): readonly NodeFinding[] {
  return Object.entries(labels).flatMap(([key, value]) => {
    const found = node.metadata.labels?.[key];
    if (found === value) return [];
    return [
      {
        pool,
        node: nameOf(node),
        what: `label ${key}`,
        found: found ?? 'none',
        expected: value,
        remedy: labelRemedy(key, value),
      },
    ];
  });
}

/** Labels that somebody else writes: who that is, and what to look at. */
const labelWriters: readonly { readonly keys: RegExp; readonly remedy: string }[] = [
  {
    keys: /^nvidia\.com\/gpu\.product$/,
    remedy:
      'Where the model is right, look whether gpu-feature-discovery runs on the node; else correct gpu.model of the pool.',
  },
  {
    keys: /^(kubernetes\.io\/(os|arch)|node\.kubernetes\.io\/windows-build)$/,
    remedy: 'The kubelet writes it: the node is of another kind. Take the pool’s label from it, or correct the pool.',
  },
  { keys: /^cloud\.google\.com\//, remedy: 'GKE writes it: correct the node pool, or the pool in the model.' },
];

function labelRemedy(key: string, value: string): string {
  const known = labelWriters.find(({ keys }) => keys.test(key));
  return known?.remedy ?? `Set ${key}=${value} where the nodes of the pool get their labels.`;
}

function missingTaints({ pool, taints }: ExpectedPool, node: LiveNode): readonly NodeFinding[] {
  return taints
    .filter((taint) => !taintsOf(node).some((found) => isSame(taint, found)))
    .map((taint) => ({
      pool,
      node: nameOf(node),
      what: `taint ${showTaint(taint)}`,
      found: 'none',
      expected: showTaint(taint),
      remedy: 'Taint the nodes of the pool: without it pods land there that need nothing of it.',
    }));
}

function strangeTaints({ pool, taints }: ExpectedPool, node: LiveNode): readonly NodeFinding[] {
  return taintsOf(node)
    .filter((found) => found.effect !== 'PreferNoSchedule' && !isPassing(found))
    .filter((found) => !taints.some((taint) => isSame(taint, found)))
    .map((found) => ({
      pool,
      node: nameOf(node),
      what: `taint ${showTaint(found)}`,
      found: showTaint(found),
      expected: 'no taint that workers do not tolerate',
      remedy: 'Add it to `taints` of the pool, or take it from the node.',
    }));
}

function capacityFindings({ pool, capacity }: ExpectedPool, node: LiveNode): readonly NodeFinding[] {
  const found = node.status?.capacity ?? {};
  const finding = (resource: string, has: string, expected: string, remedy: string): NodeFinding => ({
    pool,
    node: nameOf(node),
    what: `capacity ${resource}`,
    found: has,
    expected,
    remedy,
  });
  const findings: NodeFinding[] = [];
  const cpuMillis = millisOf(found['cpu']);
  if (cpuMillis < capacity.cpuMillis) {
    const remedy = 'Use larger machines, or correct cpu of the pool.';
    findings.push(finding('cpu', showMillis(cpuMillis), `at least ${showMillis(capacity.cpuMillis)}`, remedy));
  }
  const bytes = bytesOf(found['memory']);
  if (bytes < capacity.memoryBytes * memoryShare) {
    const remedy = 'Use larger machines, or correct memory of the pool.';
    findings.push(finding('memory', showMemory(bytes), `about ${showMemory(capacity.memoryBytes)}`, remedy));
  }
  const { gpu } = capacity;
  const units = gpu === undefined ? 0 : Number(found[gpu.resource] ?? 0);
  if (gpu !== undefined && units !== gpu.units) {
    const remedy = 'Look whether the device plugin runs on the node, and with the configuration of this pool.';
    findings.push(finding(gpu.resource, String(units), String(gpu.units), remedy));
  }
  return findings;
}

type LiveTaint = NonNullable<NonNullable<LiveNode['spec']>['taints']>[number];

function taintsOf(node: LiveNode): readonly LiveTaint[] {
  return node.spec?.taints ?? [];
}

function isSame(taint: Taint, found: LiveTaint): boolean {
  return taint.key === found.key && taint.effect === found.effect && (taint.value ?? '') === (found.value ?? '');
}

function isPassing({ key = '' }: LiveTaint): boolean {
  return passingTaints.some((passing) => passing.test(key));
}

function showTaint({ key = '', value, effect = '' }: LiveTaint): string {
  return value === undefined || value === '' ? `${key}:${effect}` : `${key}=${value}:${effect}`;
}

function nameOf({ metadata }: LiveNode): string {
  return metadata.name ?? '';
}

function millisOf(quantity: string | number = 0): number {
  const text = String(quantity);
  return text.endsWith('m') ? Number(text.slice(0, -1)) : Math.round(Number(text) * 1000);
}

function showMillis(millis: number): string {
  return String(millis / 1000);
}

function bytesOf(quantity: string | number = 0): number {
  return memoryBytes(String(quantity));
}

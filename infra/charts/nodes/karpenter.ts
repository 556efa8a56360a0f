import { labelsOf } from '../../constructs/labels.ts';
import type {
  AKSNodeClass,
  EC2NodeClass,
  NodeOverlay,
  NodePool,
  NodePoolSpec,
  NodePoolSpecTemplateSpecRequirements,
} from '../../kubernetes/types.ts';
import { gpuUnits, wholeGpuResource } from '../../model/gpu-facts.ts';
import type { Pool } from '../../model/pools.ts';
import type { Karpenter } from '../../model/provisioning.ts';
import type { Target } from '../../model/target.ts';
import { aksGpuCountLabel, aksNodeClass } from './aks-node-class.ts';
import { ec2GpuCountLabel, ec2NodeClass } from './ec2-node-class.ts';
import { givenLabels } from './node-labels.ts';

/** How long a node has to be empty before it goes: a session that ends is often followed by the next. */
const emptyFor = '10m';
/** At most so many of a pool's nodes go at once. */
const disruptionShare = '10%';

type Requirement = NodePoolSpecTemplateSpecRequirements;
type NodeClass = EC2NodeClass | AKSNodeClass;

/** What Karpenter makes the nodes of an environment from. */
export function karpenterObjects(
  target: Target,
  karpenter: Karpenter,
): readonly (NodePool | NodeClass | NodeOverlay)[] {
  return target.pools.flatMap((pool) => {
    const nodeClass: NodeClass =
      target.flavour === 'aks' ? aksNodeClass(target, karpenter, pool) : ec2NodeClass(target, karpenter, pool);
    const made = { target, karpenter, pool, nodeClass };
    return [nodeClass, ...nodePools(made), ...overlays(target, pool)];
  });
}

interface Made {
  readonly target: Target;
  readonly karpenter: Karpenter;
  readonly pool: Pool;
  readonly nodeClass: NodeClass;
}

/** The name of what Karpenter has of a pool. */
export function nodePoolName({ prefix }: Pick<Target, 'prefix'>, { name }: Pick<Pool, 'name'>): string {
  return `${prefix}-${name}`;
}

/** One that grows and shrinks, and where nodes are always there a second one, of just as many. */
function nodePools(made: Made): readonly NodePool[] {
  const { minNodes, maxNodes } = made.pool;
  const name = nodePoolName(made.target, made.pool);
  const always = minNodes === 0 ? [] : [nodePool(made, `${name}-always`, staticSpec(minNodes))];
  if (minNodes === maxNodes) return always;
  return [...always, nodePool(made, name, dynamicSpec(maxNodes - minNodes))];
}

type Scaling = Omit<NodePoolSpec, 'template'>;

/** Feature gate StaticCapacity: as many nodes as replicas, whatever pods there are. */
function staticSpec(nodes: number): Scaling {
  return { replicas: nodes, limits: { nodes }, disruption: { budgets: [{ nodes: disruptionShare }] } };
}

/**
 * Only empty nodes go, and drifted ones without sessions: the pods of workers say `karpenter.sh/do-not-disrupt`, which
 * holds off drift as long as no terminationGracePeriod is set, but not expiry, hence none.
 */
function dynamicSpec(nodes: number): Scaling {
  return {
    limits: { nodes },
    disruption: {
      consolidationPolicy: 'WhenEmpty',
      consolidateAfter: emptyFor,
      budgets: [{ nodes: disruptionShare }, { nodes: '0', reasons: ['Underutilized'] }],
    },
  };
}

function nodePool({ target, karpenter, pool, nodeClass }: Made, name: string, scaling: Scaling): NodePool {
  return {
    apiVersion: 'karpenter.sh/v1',
    kind: 'NodePool',
    metadata: { name, labels: labelsOf(target, { name, component: 'node-pool' }) },
    spec: {
      ...scaling,
      template: {
        metadata: { labels: givenLabels(pool) },
        spec: {
          nodeClassRef: {
            group: nodeClass.apiVersion.slice(0, nodeClass.apiVersion.indexOf('/')),
            kind: nodeClass.kind,
            name: nodeClass.metadata.name ?? name,
          },
          requirements: requirements(target, karpenter, pool),
          ...(pool.taints.length > 0 && { taints: pool.taints }),
          expireAfter: 'Never',
        },
      },
    },
  };
}

function requirements(target: Target, { machineTypes, zones }: Karpenter, pool: Pool): readonly Requirement[] {
  const build = pool.labels['node.kubernetes.io/windows-build'];
  return [
    oneOf('kubernetes.io/os', [pool.os]),
    oneOf('kubernetes.io/arch', ['amd64']),
    ...(build === undefined ? [] : [oneOf('node.kubernetes.io/windows-build', [build])]),
    // A spot machine is taken away with two minutes' notice: no session survives that.
    oneOf('karpenter.sh/capacity-type', ['on-demand']),
    oneOf('node.kubernetes.io/instance-type', machineTypes[pool.name] ?? []),
    ...(zones === undefined ? [] : [oneOf('topology.kubernetes.io/zone', zones)]),
    ...(pool.gpu === undefined
      ? []
      : [oneOf(target.flavour === 'aks' ? aksGpuCountLabel : ec2GpuCountLabel, [String(pool.gpu.count)])]),
  ];
}

function oneOf(key: string, values: readonly string[]): Requirement {
  return { key, operator: 'In', values };
}

/**
 * Karpenter knows what a machine type has, not what a device plugin makes of it: without this a pod that asks for
 * `nvidia.com/gpu.shared` would never get a node. Feature gate NodeOverlay.
 */
function overlays(target: Target, pool: Pool): readonly NodeOverlay[] {
  const { gpu } = pool;
  if (gpu?.resource === undefined || gpu.resource === wholeGpuResource) return [];
  const name = nodePoolName(target, pool);
  const pools = pool.minNodes === 0 ? [name] : [name, `${name}-always`];
  return [
    {
      apiVersion: 'karpenter.sh/v1alpha1',
      kind: 'NodeOverlay',
      metadata: { name, labels: labelsOf(target, { name, component: 'node-pool' }) },
      spec: {
        requirements: [{ key: 'karpenter.sh/nodepool', operator: 'In', values: pools }],
        capacity: { [gpu.resource]: String(gpuUnits(gpu)) },
      },
    },
  ];
}

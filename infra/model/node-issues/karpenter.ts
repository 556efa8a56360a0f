import { showValue, type Issue } from '../check.ts';
import type { Pool } from '../pools.ts';
import type { Karpenter } from '../provisioning.ts';
import { poolPath, provisioningPath, type NodeContext } from './context.ts';
import { nameIssues, tableIssues } from './mechanisms.ts';

/** A NodeClaim is named after its NodePool, with six letters more; a label takes 63. */
const longestName = 57;

/** What Karpenter, on EKS or AKS, cannot make. */
export function karpenterIssues(context: NodeContext, karpenter: Karpenter): Issue[] {
  return [
    ...tableIssues(context, {
      at: ['karpenter', 'machineTypes'],
      entries: karpenter.machineTypes,
      what: "machine types of the pool, such as ['m7i.2xlarge']",
    }),
    ...tableIssues(context, {
      at: ['karpenter', 'images'],
      entries: karpenter.images ?? {},
      what: 'an AMI such as "ami-0123456789abcdef0"',
      needed: () => false,
    }),
    ...nameIssues(context, {
      longest: longestName,
      why: 'Karpenter names nodes after the NodePool',
      nameOf: ({ name, minNodes }) => `${context.prefix}-${name}${minNodes > 0 ? '-always' : ''}`,
    }),
    ...minimumIssues(context, karpenter),
    ...(context.environment.flavour === 'eks' ? eksIssues(context, karpenter) : aksIssues(context, karpenter)),
  ];
}

function minimumIssues(context: NodeContext, { staticCapacity }: Karpenter): Issue[] {
  if (staticCapacity === true) return [];
  return context.pools
    .filter(({ minNodes }) => minNodes > 0)
    .map((pool) => ({
      path: poolPath(context, pool, 'min'),
      value: showValue(pool.minNodes),
      expected: '0: Karpenter makes nodes for pods that wait, and keeps none without any',
      remedy:
        `Write min: 0 for "${pool.name}" under /environments/${context.name}/pools, or staticCapacity: true where ` +
        'Karpenter runs with the feature gate StaticCapacity.',
    }));
}

function eksIssues(context: NodeContext, { role, subnet, images = {} }: Karpenter): Issue[] {
  const issues: Issue[] = [];
  if (role === undefined) {
    issues.push({
      path: provisioningPath(context, 'karpenter', 'role'),
      expected: 'the IAM role of the nodes',
      remedy: 'Add for example role: "lab-node".',
    });
  }
  if (subnet !== undefined) {
    issues.push({
      path: provisioningPath(context, 'karpenter', 'subnet'),
      value: showValue(subnet),
      expected: 'nothing on EKS: subnets are found by the tag karpenter.sh/discovery',
      remedy: 'Remove "subnet".',
    });
  }
  const bare = context.pools.filter(({ os, gpu, name }) => os === 'windows' && gpu !== undefined && !(name in images));
  return [
    ...issues,
    ...bare.map(({ name }) => ({
      path: provisioningPath(context, 'karpenter', 'images', name),
      expected: 'an AMI that has the driver of the GPU: Windows images of EKS have none',
      remedy: `Build one from the EKS optimized image, and add ${name}: 'ami-…'.`,
    })),
  ];
}

/** Settings of Karpenter that only EKS has. */
const onlyEks = ['role', 'linux', 'linuxVersion', 'images'] as const;

function aksIssues(context: NodeContext, karpenter: Karpenter): Issue[] {
  const foreign = onlyEks.filter((field) => karpenter[field] !== undefined);
  return [
    ...foreign.map((field) => ({
      path: provisioningPath(context, 'karpenter', field),
      value: showValue(karpenter[field]),
      expected: 'nothing on AKS: it is a setting of EKS',
      remedy: `Remove "${field}".`,
    })),
    ...context.pools.flatMap((pool) => aksPoolIssues(context, pool)),
  ];
}

function aksPoolIssues(context: NodeContext, pool: Pool): Issue[] {
  const remedy =
    'Remove `provisioning` and make the pools with AKS, or leave this one out of the environment (`pools`).';
  if (pool.os === 'windows') {
    return [
      {
        path: `/nodePools/${pool.name}/os`,
        value: showValue(pool.os),
        expected: 'linux: node auto provisioning makes no Windows nodes (Azure/karpenter-provider-azure#557)',
        remedy,
      },
    ];
  }
  const mode = pool.gpu?.sharing.mode;
  if (mode !== 'mig' && mode !== 'dra') return [];
  const why =
    mode === 'mig'
      ? 'an AKSNodeClass has no way to partition a GPU; an agent pool has gpuInstanceProfile'
      : 'Karpenter on AKS makes no nodes for pods with claims';
  return [
    {
      path: poolPath(context, pool, 'gpuSharing'),
      value: showValue(pool.gpu?.sharing),
      expected: `whole GPUs, time-slicing or mps: ${why}`,
      remedy,
    },
  ];
}

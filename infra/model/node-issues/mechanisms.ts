import { showValue, type Issue } from '../check.ts';
import type { Flavour } from '../flavour.ts';
import type { Pool } from '../pools.ts';
import type { Mechanism } from '../provisioning.ts';
import { provisioningPath, type NodeContext } from './context.ts';

/** The one way of making nodes of each flavour. */
const mechanismOf: Readonly<Record<Flavour, Mechanism>> = {
  kubernetes: 'clusterApi',
  openshift: 'machineSets',
  eks: 'karpenter',
  aks: 'karpenter',
  gke: 'configConnector',
};

/** A mechanism that the flavour does not have, or that has nothing to make. */
export function mechanismIssues(context: NodeContext, mechanism: Mechanism): Issue[] {
  const { flavour } = context.environment;
  if (mechanism !== mechanismOf[flavour]) {
    return [
      {
        path: provisioningPath(context, mechanism),
        value: showValue(mechanism),
        expected: `${mechanismOf[flavour]}, the one that the flavour ${flavour} has`,
        remedy: `Write provisioning: { ${mechanismOf[flavour]}: … }, or remove it: the nodes are expected to be there then.`,
      },
    ];
  }
  if (context.pools.length > 0) return [];
  return [
    {
      path: provisioningPath(context, mechanism),
      expected: 'pools to make nodes of',
      remedy: 'Declare some under nodePools, and name them under `pools` of the environment.',
    },
  ];
}

/** A table with an entry for each pool. */
interface PoolTable {
  /** Where it is, below `provisioning`. */
  readonly at: readonly string[];
  readonly entries: Readonly<Record<string, unknown>>;
  /** What an entry is, with an example. */
  readonly what: string;
  /** Pools that need one. @default all */
  readonly needed?: (pool: Pool) => boolean;
}

/** Pools that a table lacks, and entries of pools that there are not. */
export function tableIssues(context: NodeContext, { at, entries, what, needed = () => true }: PoolTable): Issue[] {
  const names = context.pools.map(({ name }) => name);
  const known = Object.keys(context.platform.nodePools ?? {});
  const missing = context.pools.filter((pool) => needed(pool) && !Object.hasOwn(entries, pool.name));
  const unknown = Object.keys(entries).filter((name) => !known.includes(name));
  return [
    ...missing.map(({ name }) => ({
      path: provisioningPath(context, ...at, name),
      expected: what,
      remedy: `Add "${name}", or leave the pool out of the environment.`,
    })),
    ...unknown.map((name) => ({
      path: provisioningPath(context, ...at, name),
      value: showValue(name),
      expected: `one of the pools ${names.join(', ')}`,
      remedy: `Remove "${name}".`,
    })),
  ];
}

/** Names that what a mechanism makes would have. */
interface MadeNames {
  readonly longest: number;
  readonly why: string;
  readonly nameOf: (pool: Pool) => string;
}

/** Pools whose names would become too long. */
export function nameIssues(context: NodeContext, { longest, why, nameOf }: MadeNames): Issue[] {
  return context.pools
    .filter((pool) => nameOf(pool).length > longest)
    .map((pool) => ({
      path: `/nodePools/${pool.name}`,
      value: showValue(nameOf(pool)),
      expected: `at most ${longest} letters: ${why}`,
      remedy: 'Shorten the name of the pool, or the prefix of the environment.',
    }));
}

import { showValue, type Issue } from '../check.ts';
import type { Environment } from '../environment.ts';
import { renameRemedy } from '../near.ts';
import type { Platform } from '../platform.ts';
import { replicatedRoles, singleRoles } from '../role-names.ts';

/** What environments say of the rest of the model: pools and replicas by name. */
export function environmentIssues(platform: Platform): Issue[] {
  return Object.entries(platform.environments ?? {}).flatMap(([name, environment]) => [
    ...unknownPools(platform, environment).map(({ pool, key }) =>
      unknownPool(platform, pool, `/environments/${name}/pools/${key}`),
    ),
    ...replicaIssues(platform, environment, `/environments/${name}/replicas`),
    ...routeIssues(platform, environment, `/environments/${name}/exposure/through`),
    ...nameIssues(name),
  ]);
}

/** Routes are a kind of OpenShift's. */
function routeIssues(platform: Platform, { flavour, exposure }: Environment, path: string): Issue[] {
  const through = exposure?.through ?? platform.exposure?.through;
  if (through !== 'route' || flavour === 'openshift') return [];
  return [
    {
      path,
      value: showValue(through),
      expected: `"gateway" or "ingress": only OpenShift has Routes, and the flavour is ${flavour}`,
      remedy: 'Write through: "gateway", or leave it out.',
    },
  ];
}

/** The definitions of an environment are written to a folder of this name. */
const definitionsEnding = '-crds';

function nameIssues(name: string): Issue[] {
  if (!name.endsWith(definitionsEnding)) return [];
  return [
    {
      path: `/environments/${name}`,
      value: showValue(name),
      expected: `a name that does not end with "${definitionsEnding}": so the folders of definitions are called`,
      remedy: 'Give the environment another name.',
    },
  ];
}

interface NamedPool {
  readonly pool: string;
  readonly key: string;
}

/** The pools that an environment names and the model does not have. */
export function unknownPools({ nodePools = {} }: Platform, { pools = [] }: Environment): readonly NamedPool[] {
  const named = Array.isArray(pools)
    ? pools.map((pool, index) => ({ pool, key: String(index) }))
    : Object.keys(pools).map((pool) => ({ pool, key: pool }));
  return named.filter(({ pool }) => !Object.hasOwn(nodePools, pool));
}

function unknownPool({ nodePools = {} }: Platform, pool: string, path: string): Issue {
  const known = Object.keys(nodePools);
  return {
    path,
    value: showValue(pool),
    expected: known.length === 0 ? 'a pool of `nodePools`, which has none' : `one of ${known.join(', ')}`,
    remedy: renameRemedy(pool, known, `Declare "${pool}" under nodePools.`),
  };
}

function replicaIssues({ services = {} }: Platform, { replicas = {} }: Environment, path: string): Issue[] {
  const known = [...replicatedRoles, ...Object.keys(services)];
  return Object.keys(replicas).flatMap((name) => {
    if (services[name]?.perNode === true) return [onEachNode(name, replicas[name], path)];
    if (known.includes(name)) return singleIssues(name, replicas[name], path);
    return [
      {
        path: `${path}/${name}`,
        value: showValue(replicas[name]),
        expected: `the name of a role or a service: ${known.join(', ')}`,
        remedy: renameRemedy(name, known),
      },
    ];
  });
}

function singleIssues(name: string, count = 1, path: string): Issue[] {
  const reason = singleRoles[name];
  if (reason === undefined || count === 1) return [];
  return [
    {
      path: `${path}/${name}`,
      value: showValue(count),
      expected: `1: ${reason}, and two would know different halves (docs/decisions/0009)`,
      remedy: 'Remove it.',
    },
  ];
}

function onEachNode(name: string, count: number | undefined, path: string): Issue {
  return {
    path: `${path}/${name}`,
    value: showValue(count),
    expected: `no number for "${name}", which is on each node`,
    remedy: 'Remove it.',
  };
}

import { showValue, type Issue } from '../check.ts';
import type { Platform } from '../platform.ts';
import { replicatedRoles } from '../role-names.ts';
import type { Service } from '../service.ts';

/** What holds for services: what they are called, how many there are, who reaches them. */
export function serviceIssues(platform: Platform): Issue[] {
  return Object.entries(platform.services ?? {}).flatMap(([name, service]) => {
    const path = `/services/${name}`;
    return [
      ...nameIssues(platform, name, path),
      ...portIssues(path, service),
      ...perNodeIssues(path, service),
      ...scaleIssues(platform, name, service),
    ];
  });
}

/** Environments number roles and services by the same names, logs are told apart by them, and so are containers of compose. */
function nameIssues(platform: Platform, name: string, path: string): Issue[] {
  const isRole = replicatedRoles.includes(name) || name === 'local-directory';
  if (!isRole && !storesOf(platform).includes(name)) return [];
  return [
    {
      path,
      value: showValue(name),
      expected: `a name that nothing of Berth has: it is a ${isRole ? 'role' : 'store'}`,
      remedy: `Rename the service, e.g. "${platform.name}-${name}".`,
    },
  ];
}

/** A database there always is, the others where the model or an environment has them. */
function storesOf({ stores = {}, environments = {} }: Platform): readonly string[] {
  const said = [stores, ...Object.values(environments).map((environment) => environment.stores ?? {})];
  const others = ['rabbitmq', 'cache'] as const;
  return ['mongodb', ...others.filter((store) => said.some((each) => each[store] !== undefined))];
}

/** Who reaches a service does so at its port: without one nobody could be let in. */
function portIssues(path: string, { external, callers = [], port }: Service): Issue[] {
  if (port !== undefined) return [];
  const reason = external === true ? 'the service is external' : 'it has callers';
  if (external !== true && callers.length === 0) return [];
  return [
    {
      path: `${path}/port`,
      expected: `a port, because ${reason}`,
      remedy: `Add the port that it listens on, e.g. port: 8080, or remove ${external === true ? 'external' : 'callers'}.`,
    },
  ];
}

/** What says how many there are, or where their data is, makes no sense for one on each node. */
function perNodeIssues(path: string, service: Service): Issue[] {
  if (service.perNode !== true) return [];
  const reasons = {
    replicas: 'its nodes say how many there are',
    autoscale: 'its nodes say how many there are',
    storage: 'Kubernetes has no volume that follows a node',
  } as const;
  return (Object.keys(reasons) as (keyof typeof reasons)[])
    .filter((field) => service[field] !== undefined)
    .map((field) => ({
      path: `${path}/${field}`,
      value: showValue(service[field]),
      expected: `nothing for a service that is on each node: ${reasons[field]}`,
      remedy: `Remove ${field} or perNode.`,
    }));
}

interface Count {
  readonly path: string;
  readonly replicas: number;
}

/** The minimum of a scaled service is its `replicas`, which an environment may say otherwise. */
function scaleIssues(platform: Platform, name: string, { autoscale, replicas }: Service): Issue[] {
  if (autoscale === undefined) return [];
  const counts: Count[] = [
    ...(replicas === undefined ? [] : [{ path: `/services/${name}/autoscale/max`, replicas }]),
    ...Object.entries(platform.environments ?? {}).flatMap(([environment, overlay]) => {
      const count = overlay.replicas?.[name];
      return count === undefined ? [] : [{ path: `/environments/${environment}/replicas/${name}`, replicas: count }];
    }),
  ];
  return counts
    .filter((count) => autoscale.max < count.replicas)
    .map((count) => ({
      path: count.path,
      value: showValue(count.path.startsWith('/services') ? autoscale.max : count.replicas),
      expected: `autoscale.max (${autoscale.max}) not below the minimum, ${count.replicas} replicas`,
      remedy: `Write autoscale: { max: ${count.replicas + 1} } or fewer replicas.`,
    }));
}

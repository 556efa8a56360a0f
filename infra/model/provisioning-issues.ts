import type { Issue } from './check.ts';
import { clusterApiIssues } from './node-issues/cluster-api.ts';
import { configConnectorIssues } from './node-issues/config-connector.ts';
import type { NodeContext } from './node-issues/context.ts';
import { hardwareIssues } from './node-issues/hardware.ts';
import { karpenterIssues } from './node-issues/karpenter.ts';
import { machineSetIssues } from './node-issues/machine-sets.ts';
import { mechanismIssues } from './node-issues/mechanisms.ts';
import type { Platform } from './platform.ts';
import { poolsOf } from './pools.ts';
import type { Mechanism, Provisioning } from './provisioning.ts';

/**
 * The nodes that an environment asks for and cannot get: pools that its flavour does not have, a mechanism of another
 * flavour, what that mechanism cannot make, or has not been told. Empty for an environment that there is not.
 */
export function provisioningIssues(platform: Platform, environmentName: string): Issue[] {
  const environment = platform.environments?.[environmentName];
  if (environment === undefined) return [];
  const prefix = environment.prefix ?? platform.name;
  const context: NodeContext = {
    platform,
    name: environmentName,
    environment,
    prefix,
    pools: poolsOf(platform, environment, prefix),
  };
  const { provisioning } = environment;
  if (provisioning === undefined) return hardwareIssues(context);
  const [mechanism] = Object.keys(provisioning) as Mechanism[];
  const wrong = mechanism === undefined ? [] : mechanismIssues(context, mechanism);
  // What a mechanism of another flavour lacks is of no interest.
  return [...hardwareIssues(context), ...(wrong.length > 0 ? wrong : madeIssues(context, provisioning))];
}

function madeIssues(context: NodeContext, provisioning: Provisioning): Issue[] {
  const { karpenter, machineSets, configConnector, clusterApi } = provisioning;
  if (karpenter !== undefined) return karpenterIssues(context, karpenter);
  if (machineSets !== undefined) return machineSetIssues(context, machineSets);
  if (configConnector !== undefined) return configConnectorIssues(context, configConnector);
  return clusterApi === undefined ? [] : clusterApiIssues(context, clusterApi);
}

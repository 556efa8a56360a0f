import type { Flavour } from '../../infra/model/flavour.ts';
import { definePlatform } from '../../infra/model/platform.ts';
import { assemble, type Assembly } from '../../stacks/assemble.ts';
import reference from '../../stacks/berth.config.ts';
import { labTarget } from './worker-pods/lab.ts';

/** An environment with all that Berth can make: the reference platform on the laboratory's pools, its logs sent on. */
export function everything(flavour: Flavour, prefix: string): Assembly {
  const { platform, pools } = labTarget(flavour);
  const { nodePools, sessionTypes } = platform;
  const test = {
    flavour,
    prefix,
    pools: pools.map(({ name }) => name),
    monitoring: { logs: { host: 'logs.example.org', port: 24_224, cidrs: ['192.0.2.32/28'] } },
  };
  const merged = {
    ...reference,
    nodePools: { ...nodePools },
    sessionTypes: { ...sessionTypes, ...reference.sessionTypes },
    environments: { test },
  };
  return assemble(definePlatform(merged), 'test');
}

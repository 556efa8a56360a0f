import { showValue, type Issue } from '../check.ts';
import type { ConfigConnector } from '../provisioning.ts';
import { poolPath, type NodeContext } from './context.ts';
import { nameIssues, tableIssues } from './mechanisms.ts';

/** Google's limit for the name of a node pool. */
const longestName = 40;
/** What GKE gives a Windows pool that names no version (`gcloud container node-pools create --windows-os-version`). */
const defaultWindows = '2019';

/** What Config Connector cannot make. */
export function configConnectorIssues(context: NodeContext, configConnector: ConfigConnector): Issue[] {
  return [
    ...tableIssues(context, {
      at: ['configConnector', 'machineTypes'],
      entries: configConnector.machineTypes,
      what: 'the machine type of the pool, such as "g2-standard-8"',
    }),
    ...tableIssues(context, {
      at: ['configConnector', 'accelerators'],
      entries: configConnector.accelerators ?? {},
      what: 'the accelerator of the pool, such as "nvidia-l4"',
      needed: ({ gpu }) => gpu !== undefined,
    }),
    ...nameIssues(context, {
      longest: longestName,
      why: 'GKE takes no longer name of a node pool',
      nameOf: ({ name }) => `${context.prefix}-${name}`,
    }),
    ...versionIssues(context),
  ];
}

function versionIssues(context: NodeContext): Issue[] {
  return context.pools
    .filter(({ windowsVersion }) => windowsVersion !== undefined && windowsVersion !== defaultWindows)
    .map((pool) => ({
      path: poolPath(context, pool, 'windows'),
      value: showValue(pool.windowsVersion),
      expected: `${defaultWindows}: Config Connector cannot name another version (windowsNodeConfig is not in its API), and that is GKE's own choice`,
      remedy: `Write windows: { version: '${defaultWindows}' } with images of that version, or make the pool with gcloud and remove \`provisioning\`.`,
    }));
}

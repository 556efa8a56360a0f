import type { Issue } from '../check.ts';
import type { ClusterApi } from '../provisioning.ts';
import type { NodeContext } from './context.ts';
import { nameIssues, tableIssues } from './mechanisms.ts';

/** The name of a MachineDeployment is the value of a label. */
const longestName = 63;

/** What Cluster API cannot make. */
export function clusterApiIssues(context: NodeContext, clusterApi: ClusterApi): Issue[] {
  return [
    ...tableIssues(context, {
      at: ['clusterApi', 'templates'],
      entries: clusterApi.templates,
      what: 'the templates { bootstrap, infrastructure } of the pool',
    }),
    ...nameIssues(context, {
      longest: longestName,
      why: 'Cluster API labels machines with the name of their MachineDeployment',
      nameOf: ({ name }) => `${context.prefix}-${name}`,
    }),
  ];
}

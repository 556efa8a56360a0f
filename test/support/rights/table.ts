import type { Flavour } from '../../../infra/model/flavour.ts';
import type { Namespaces } from '../../../infra/model/target.ts';

/** Where a right is had: in a namespace of the environment, or everywhere. */
export type Place = keyof Namespaces | '*';

/** A right: where, to what (`<resource>[/<subresource>][.<group>]`), which verbs; only for the object of a name, where one is said. */
export type Right = readonly [place: Place, resource: string, verbs: string, name?: string];

/** What NVIDIA's agents may ask: the label of their node. */
const nodeLabels: readonly Right[] = [['*', 'nodes', 'list watch']];

/** Who may do what, by service account: written by hand, for the auditor. */
const table: Readonly<Record<string, readonly Right[]>> = {
  // The roles.
  'global-directory': [
    ['workers', 'pods', 'create delete get list watch'],
    ['workers', 'resourceclaims.resource.k8s.io', 'create delete get'],
    ['*', 'nodes', 'get list watch'],
    ['*', 'resourceslices.resource.k8s.io', 'get list watch'],
  ],
  'local-directory': [
    ['workers', 'pods', 'delete get list patch watch'],
    ['workers', 'pods/log', 'get'],
    ['*', 'nodes', 'get watch'],
  ],
  discovery: [['system', 'endpointslices.discovery.k8s.io', 'list watch']],
  'global-session': [],
  session: [],
  relay: [],
  gateway: [],
  auth: [],
  'project-data': [],
  // Agents on nodes.
  'nfd-master': [
    ['*', 'nodes', 'get list patch'],
    ['*', 'namespaces', 'list watch'],
    ['*', 'nodefeatures.nfd.k8s-sigs.io', 'get list watch'],
    ['*', 'nodefeaturerules.nfd.k8s-sigs.io', 'get list watch'],
    ['nodes', 'leases.coordination.k8s.io', 'create'],
    ['nodes', 'leases.coordination.k8s.io', 'get update', 'nfd-master.nfd.kubernetes.io'],
  ],
  'nfd-worker': [
    ['nodes', 'nodefeatures.nfd.k8s-sigs.io', 'create get update'],
    ['nodes', 'pods', 'get'],
  ],
  'nfd-gc': [
    ['*', 'nodes', 'list watch'],
    ['*', 'nodefeatures.nfd.k8s-sigs.io', 'list'],
    ['nodes', 'nodefeatures.nfd.k8s-sigs.io', 'delete'],
  ],
  'device-plugin': nodeLabels,
  'gpu-feature-discovery': nodeLabels,
  'mps-control-daemon': nodeLabels,
  'directx-plugin-2022': [],
  'fluent-bit': [],
  'fluent-bit-windows-2022': [],
  // Stores.
  mongodb: [],
  'mongodb-initiate': [],
  'mongodb-backup': [],
  'mongodb-restore': [],
  rabbitmq: [],
  cache: [],
  // The application: its services, and the workers of all sessions.
  licences: [],
  portal: [],
  worker: [],
};

const privileged: Right = ['nodes', 'securitycontextconstraints.security.openshift.io', 'use', 'privileged'];

/** What accounts have beside that on a flavour. */
const more: Readonly<Partial<Record<Flavour, Readonly<Record<string, readonly Right[]>>>>> = {
  openshift: { 'fluent-bit': [privileged], 'fluent-bit-windows-2022': [privileged] },
};

/** The service accounts of the table. */
export const accountsOfTable: readonly string[] = Object.keys(table);

/** What an account may do; nothing, where the table does not have it. */
export function rightsOf(account: string, flavour: Flavour): readonly Right[] {
  return [...(table[account] ?? []), ...(more[flavour]?.[account] ?? [])];
}

/** What Kubernetes lets everybody do who is known to it, in each namespace: ask about themselves. */
export const everybodysRights: readonly Right[] = [
  ['*', 'selfsubjectaccessreviews.authorization.k8s.io', 'create'],
  ['*', 'selfsubjectrulesreviews.authorization.k8s.io', 'create'],
  ['*', 'selfsubjectreviews.authentication.k8s.io', 'create'],
];

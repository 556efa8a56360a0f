import { disruptionBudget, spreadOf } from '../../constructs/availability.ts';
import { checksumAnnotation, checksumOf } from '../../constructs/checksum.ts';
import { drainAnnotation, labelsOf, selectorOf, singletonAnnotation } from '../../constructs/labels.ts';
import { linuxPod, priorityClass } from '../../constructs/pod.ts';
import type { Deployment, DeploymentStrategy, PodTemplateSpec, Service, StatefulSet } from '../../kubernetes/types.ts';
import { singleRoles } from '../../model/role-names.ts';
import type { Target } from '../../model/target.ts';
import { at, type Part } from '../part.ts';
import { catalogueConfig } from './catalogue-config.ts';
import { localDirectories } from './local-directories.ts';
import { ownNodeAdmission } from './own-node-admission.ts';
import { preStopSeconds, roleContainer, roleVolumes } from './role-container.ts';
import { roleEdges } from './role-edges.ts';
import { accessOf } from './rights.ts';
import { gatewayPort, roleNames, rolePort, roleTable, type RoleName } from './role-table.ts';

/** Headless Service of the session services: each has a name of its own. */
const sessionPeers = 'session-peers';
/** A new pod must have been ready for so long before the next is replaced, in seconds. */
const minReadySeconds = 5;

/** The run-time services of Berth. */
export function roles(target: Target): Part {
  const catalogue = catalogueConfig(target);
  const checksum = checksumOf(catalogue.data ?? {});
  const replicated = roleNames.filter((role) => role !== 'local-directory');
  return {
    objects: [
      ...at('configuration', [catalogue]),
      ...at('policies', ownNodeAdmission(target)),
      ...at('services', [
        ...replicated.map((role) => service(target, role)),
        headless(target, 'session', sessionPeers),
      ]),
      ...at('workloads', [
        ...replicated.map((role) => workload(target, role, checksum)),
        ...replicated.map((name) => disruptionBudget(target, target.namespaces.system, { name, component: 'role' })),
        ...localDirectories(target, checksum),
      ]),
    ],
    edges: roleEdges(target),
    access: roleNames.map((role) => accessOf(target, role)),
    agents: [{ namespace: target.namespaces.system, name: 'local-directory', may: {} }],
  };
}

function workload(target: Target, role: RoleName, checksum: string): Deployment | StatefulSet {
  const single = singleRoles[role];
  const metadata = {
    name: role,
    namespace: target.namespaces.system,
    labels: labelsOf(target, { name: role, component: 'role' }),
    ...(single !== undefined && { annotations: { [singletonAnnotation]: single } }),
  };
  const common = {
    replicas: target.replicas(role, roleTable[role].replicas),
    minReadySeconds,
    selector: { matchLabels: selectorOf(target, role) },
    template: podOf(target, role, checksum),
  };
  // Session services are retired from the highest ordinal down: its sessions are handed over first (design.md).
  if (role === 'session') {
    return {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata,
      spec: { serviceName: sessionPeers, podManagementPolicy: 'Parallel', ...common },
    };
  }
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata,
    spec: { ...common, strategy: single === undefined ? withoutGap : { type: 'Recreate' } },
  };
}

/** Of what may be there only once, the old one goes first: callers bridge the gap, not two that disagree. */
const withoutGap: DeploymentStrategy = { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } };

function podOf(target: Target, role: RoleName, checksum: string): PodTemplateSpec {
  return linuxPod(target, {
    name: role,
    component: 'role',
    annotations: { [checksumAnnotation]: checksum, [drainAnnotation]: String(roleTable[role].drainSeconds) },
    priorityClass: priorityClass(target, 'core'),
    graceSeconds: preStopSeconds + roleTable[role].drainSeconds,
    spread: spreadOf(target, role),
    apiAccess: accessOf(target, role).grants.length > 0,
    containers: [roleContainer(target, role)],
    volumes: roleVolumes(role),
  });
}

function service(target: Target, role: RoleName): Service {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: role,
      namespace: target.namespaces.system,
      labels: labelsOf(target, { name: role, component: 'role' }),
    },
    spec: {
      selector: selectorOf(target, role),
      ports: [
        { name: 'http', port: rolePort, targetPort: 'http', protocol: 'TCP', appProtocol: 'http' },
        ...(role === 'gateway'
          ? [
              {
                name: 'public',
                port: gatewayPort,
                targetPort: 'public',
                protocol: 'TCP' as const,
                appProtocol: 'http',
              },
            ]
          : []),
      ],
    },
  };
}

function headless(target: Target, role: RoleName, name: string): Service {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name,
      namespace: target.namespaces.system,
      labels: labelsOf(target, { name: role, component: 'role' }),
    },
    spec: {
      clusterIP: 'None',
      publishNotReadyAddresses: true,
      selector: selectorOf(target, role),
      ports: [{ name: 'http', port: rolePort, targetPort: 'http', protocol: 'TCP' }],
    },
  };
}

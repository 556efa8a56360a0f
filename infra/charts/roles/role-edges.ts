import { supervisorPort } from '../../model/pod-needs.ts';
import type { Target } from '../../model/target.ts';
import { apiServerPorts, workload, type Edge, type Peer } from '../edge.ts';
import { localDirectoryVariants } from './local-directories.ts';
import { roleNames, rolePort, roleTable, type RoleName } from './role-table.ts';
import { grantsOf } from './rights.ts';

/** Who of the roles calls whom. */
export function roleEdges(target: Target): readonly Edge[] {
  return [...callEdges(target), ...workerEdges(target), ...apiServerEdges(target)];
}

/** The workloads of a role: the local directory is several. */
export function roleWorkloads(target: Target, role: RoleName): readonly Peer[] {
  const { system } = target.namespaces;
  return role === 'local-directory'
    ? localDirectoryVariants(target).map(({ name }) => workload(system, name))
    : [workload(system, role)];
}

function callEdges(target: Target): readonly Edge[] {
  return roleNames.flatMap((role) =>
    roleTable[role].calls.flatMap((callee) =>
      pairs(roleWorkloads(target, role), roleWorkloads(target, callee)).map(({ from, to }) => ({
        from,
        to,
        ports: [rolePort],
        why: `${role} calls ${callee}`,
      })),
    ),
  );
}

function workerEdges(target: Target): readonly Edge[] {
  const { system, workers } = target.namespaces;
  const all: Peer = { kind: 'workers', namespace: workers };
  return [
    ...roleWorkloads(target, 'local-directory').map((from) => ({
      from,
      to: all,
      ports: [supervisorPort],
      why: 'starts, watches and ends the workers of its node',
    })),
    { from: workload(system, 'relay'), to: all, ports: [supervisorPort], why: 'carries messages of clients' },
    { from: all, to: all, ports: [supervisorPort], why: 'workers of a session speak with one another' },
    { from: all, to: workload(system, 'project-data'), ports: [rolePort], why: 'the files of the project' },
  ];
}

function apiServerEdges(target: Target): readonly Edge[] {
  return roleNames
    .filter((role) => grantsOf(target, role).length > 0)
    .flatMap((role) =>
      roleWorkloads(target, role).map((from) => ({
        from,
        to: { kind: 'api-server' as const },
        ports: apiServerPorts(target),
        why: `${role} has rights there`,
      })),
    );
}

function pairs(from: readonly Peer[], to: readonly Peer[]): readonly { readonly from: Peer; readonly to: Peer }[] {
  return from.flatMap((a) => to.map((b) => ({ from: a, to: b })));
}

import type { ComposeFile, ComposeNetwork, ComposeService } from './compose-file.ts';
import { outside, showLink } from './links.ts';

/** Variables by which a container is told on which of its networks it listens. */
const addressVariables = ['BERTH_HOST', 'GATEWAY_HOST'] as const;

/**
 * Who can open a connection to whom, read off a compose file alone: `caller→callee`, and `outside` for all that is not in it.
 * Docker lets the members of a network reach each other in both directions, on every address that they listen on there.
 * Containers that share the network of another are that one.
 */
export function reachability(file: ComposeFile): ReadonlySet<string> {
  const members = Object.entries(file.services).filter(([, service]) => service.network_mode === undefined);
  const inner = members.flatMap(([from, caller]) =>
    members
      .filter(([to, callee]) => from !== to && canReach(file, caller, callee))
      .map(([to]) => showLink({ from, to })),
  );
  const incoming = members
    .filter(([, { ports = [] }]) => ports.length > 0)
    .map(([to]) => showLink({ from: outside, to }));
  const outgoing = members
    .filter(([, service]) => networksOf(file, service).some(([, network]) => leadsOut(network)))
    .map(([from]) => showLink({ from, to: outside }));
  return new Set([...inner, ...incoming, ...outgoing]);
}

function canReach(file: ComposeFile, caller: ComposeService, callee: ComposeService): boolean {
  const callers = new Set(networkNames(caller));
  return networksOf(file, callee).some(([name, network]) => callers.has(name) && listensOn(callee, network));
}

/** Who names no network is on that of the project, which leads out. */
const projectNetwork: ComposeNetwork = { driver: 'bridge', internal: false, ipam: { config: [] } };

function networksOf(file: ComposeFile, service: ComposeService): readonly (readonly [string, ComposeNetwork])[] {
  return networkNames(service).map((name) => [name, file.networks[name] ?? projectNetwork]);
}

function networkNames({ networks }: ComposeService): readonly string[] {
  return networks === undefined ? ['default'] : Object.keys(networks);
}

function listensOn({ expose = [], environment = {} }: ComposeService, { ipam }: ComposeNetwork): boolean {
  if (expose.length === 0) return false;
  const told = addressVariables.flatMap((name) => environment[name] ?? []);
  return told.length === 0 || ipam.config.some(({ subnet }) => told.includes(subnet));
}

function leadsOut({ internal, driver_opts: options = {} }: ComposeNetwork): boolean {
  return !internal && options['com.docker.network.bridge.enable_ip_masquerade'] !== 'false';
}

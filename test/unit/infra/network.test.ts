import { describe, expect, test } from '@jest/globals';
import { partsOf } from '../../../infra/charts/parts.ts';
import { targetOf } from '../../../infra/model/target.ts';
import { synthesize, type Synthesis } from '../../../infra/synth.ts';
import { allowedByEdges, hostsOf, lineOf } from '../../support/network/expected.ts';
import { isAllowed, networkOf, type Host, type Network } from '../../support/network/reachability.ts';
import { environments, platformOf } from '../../support/environments.ts';

/** A port that no edge names. */
const oddPort = 9;

function synthesized(environment: string): Synthesis {
  const target = targetOf(platformOf(environment), environment);
  return synthesize(target, partsOf(target));
}

function networkOfSynthesis({ objects, edges }: Synthesis): Network {
  const foreign = edges.flatMap(({ from, to }) =>
    [from, to].flatMap((peer) => (peer.kind === 'namespace' ? [peer.namespace] : [])),
  );
  return networkOf(
    objects.map(({ object }) => object),
    [...foreign, 'somebody-else', 'kube-system'],
  );
}

function* connections(hosts: readonly Host[], ports: readonly number[]) {
  for (const from of hosts) {
    for (const to of hosts) {
      // What neither end is ours is not for us to say.
      if (from === to || (from.kind !== 'pod' && to.kind !== 'pod')) continue;
      for (const port of ports) yield { from, to, port };
    }
  }
}

describe.each(environments)('the network policies of %s', (environment) => {
  const synthesis = synthesized(environment);
  const network = networkOfSynthesis(synthesis);
  const hosts = hostsOf(synthesis);
  const own = new Set<string>(Object.values(synthesis.target.namespaces) as string[]);
  const isOwn = (host: Host) => host.kind === 'pod' && own.has(host.namespace);

  test('allow exactly the connections of the model', () => {
    const ports = [...new Set([...synthesis.edges.flatMap((edge) => edge.ports), oddPort])];
    const allowed = [...connections(hosts, ports)]
      .filter(({ from, to }) => isOwn(from) || isOwn(to))
      .filter((connection) => isAllowed(network, { ...connection, protocol: 'TCP' }))
      .map(({ from, to, port }) => lineOf(from, to, port));
    expect(allowed.toSorted()).toEqual([...allowedByEdges(synthesis, hosts)].toSorted());
  });

  test('name on both ends only what there is', () => {
    const names = new Set(
      hosts.flatMap((host) =>
        host.kind === 'pod' ? [`${host.namespace}/${host.labels['app.kubernetes.io/name'] ?? ''}`] : [],
      ),
    );
    const dangling = synthesis.edges
      .flatMap(({ from, to }) => [from, to])
      .flatMap((peer) => (peer.kind === 'workload' ? [`${peer.namespace}/${peer.name}`] : []))
      .filter((name) => !names.has(name));
    expect(dangling).toEqual([]);
  });

  test('let every pod resolve names, and nobody else reach the resolver port of our pods', () => {
    const dns: Host = {
      kind: 'pod',
      id: 'dns',
      namespace: synthesis.target.flavour === 'openshift' ? 'openshift-dns' : 'kube-system',
      labels: { 'k8s-app': 'kube-dns', 'dns.operator.openshift.io/daemonset-dns': 'default' },
    };
    const port = synthesis.target.flavour === 'openshift' ? 5353 : 53;
    const withDns: Network = {
      ...network,
      namespaces: new Map([...network.namespaces, [dns.namespace, { 'kubernetes.io/metadata.name': dns.namespace }]]),
    };
    const pods = hosts.filter(isOwn);
    expect(pods.filter((from) => !isAllowed(withDns, { from, to: dns, protocol: 'UDP', port }))).toEqual([]);
    expect(pods.filter((to) => isAllowed(withDns, { from: dns, to, protocol: 'UDP', port }))).toEqual([]);
  });
});

test('without the policy that denies, the calculator finds more than the model allows', () => {
  const synthesis = synthesized('dev');
  const policies = networkOfSynthesis(synthesis).policies.filter(({ metadata }) => metadata.name !== 'default-deny');
  const hosts = hostsOf(synthesis);
  const stranger = hosts.find(({ id }) => id === 'a pod of somebody else');
  const bare = {
    ...networkOfSynthesis(synthesis),
    policies: policies.filter(({ metadata }) => metadata.name !== 'auth'),
  };
  const auth = hosts.find(({ id }) => id.endsWith('/auth'));
  if (stranger === undefined || auth === undefined) throw new Error('the hosts of the test are not there');
  expect(isAllowed(bare, { from: stranger, to: auth, protocol: 'TCP', port: 8080 })).toBe(true);
});

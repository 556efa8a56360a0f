import { describe, expect, test } from '@jest/globals';
import { workload } from '../../../infra/charts/edge.ts';
import type { Part } from '../../../infra/charts/part.ts';
import { partsOf } from '../../../infra/charts/parts.ts';
import type { NetworkPolicy } from '../../../infra/kubernetes/types.ts';
import { Flavour } from '../../../infra/model/flavour.ts';
import { targetOf, type Target } from '../../../infra/model/target.ts';
import { synthesize, type Synthesis } from '../../../infra/synth.ts';
import { environments, platformOf } from '../../support/environments.ts';
import { everything } from '../../support/everything.ts';
import { hostsOf, lineOf, linesByModel, pairsOf, portsOfModel } from '../../support/network/expected.ts';
import { isAllowed, networkOf, protocols, type Host, type Network } from '../../support/network/reachability.ts';

const flavours = Flavour.anyOf.map((literal) => literal.const);

function synthesized(target: Target, ...more: readonly Part[]): Synthesis {
  return synthesize(target, [...partsOf(target), ...more]);
}

/** Those of the tests, and one of each flavour with all that Berth can make. */
const targets: readonly (readonly [name: string, target: Target])[] = [
  ...environments.map((name) => [name, targetOf(platformOf(name), name)] as const),
  ...flavours.map((flavour) => [`everything on ${flavour}`, everything(flavour, 'lab').target] as const),
];

function networkOfSynthesis(synthesis: Synthesis): Network {
  const own = new Set<string>(Object.values(synthesis.target.namespaces));
  const namespaces = hostsOf(synthesis).flatMap((host) => (host.kind === 'pod' ? [host.namespace] : []));
  return networkOf(
    synthesis.objects.map(({ object }) => object),
    [...new Set(namespaces)].filter((name) => !own.has(name)),
  );
}

/** Every connection that policies allow, as lines. */
function allowedLines(synthesis: Synthesis, network = networkOfSynthesis(synthesis)): readonly string[] {
  const ports = portsOfModel(synthesis);
  return pairsOf(synthesis, hostsOf(synthesis))
    .flatMap((pair) => ports.flatMap((port) => protocols.map((protocol) => ({ ...pair, port, protocol }))))
    .filter((connection) => isAllowed(network, connection))
    .map(lineOf)
    .toSorted();
}

function expectedLines(synthesis: Synthesis): readonly string[] {
  return linesByModel(synthesis, pairsOf(synthesis, hostsOf(synthesis)));
}

describe.each(targets)('the network policies of %s', (_, target) => {
  const synthesis = synthesized(target);

  test('allow exactly the connections of the model, and the resolving of names', () => {
    expect(allowedLines(synthesis)).toEqual(expectedLines(synthesis));
  });

  test('name on both ends only what there is', () => {
    const names = new Set(
      hostsOf(synthesis).flatMap((host) =>
        host.kind === 'pod' ? [`${host.namespace}/${host.labels['app.kubernetes.io/name'] ?? ''}`] : [],
      ),
    );
    const dangling = synthesis.edges
      .flatMap(({ from, to }) => [from, to])
      .flatMap((peer) => (peer.kind === 'workload' ? [`${peer.namespace}/${peer.name}`] : []))
      .filter((name) => !names.has(name));
    expect(dangling).toEqual([]);
  });
});

describe('comparing with the model finds', () => {
  const external = synthesized(targetOf(platformOf('external'), 'external'));
  const network = networkOfSynthesis(external);

  function changed(name: string, change: (policy: NetworkPolicy) => NetworkPolicy | undefined): Network {
    const isMeant = ({ metadata }: NetworkPolicy) => metadata.name === name;
    expect(network.policies.filter(isMeant)).not.toEqual([]);
    return {
      ...network,
      policies: network.policies.flatMap((policy) => (isMeant(policy) ? (change(policy) ?? []) : policy)),
    };
  }

  function asText(policy: NetworkPolicy, from: string, to: string): NetworkPolicy {
    const text = JSON.stringify(policy);
    expect(text).toContain(from);
    return JSON.parse(text.replaceAll(from, to)) as NetworkPolicy;
  }

  const namesFromAll = { ports: [{ protocol: 'TCP', port: 53 }] } as const;
  const planted: readonly (readonly [what: string, network: () => Network, line: RegExp])[] = [
    [
      'names that are asked of anybody',
      () =>
        changed('allow-dns', ({ spec, ...rest }) => {
          const egress = spec?.egress?.map(({ ports }) => ({ ports }));
          return { ...rest, spec: { podSelector: {}, ...spec, egress } };
        }),
      /auth → the internet :53\/UDP/,
    ],
    [
      'pods that answer anybody at the port of resolvers',
      () =>
        changed('default-deny', ({ spec, ...rest }) => ({
          ...rest,
          spec: { podSelector: {}, ...spec, ingress: [namesFromAll] },
        })),
      /a pod of somebody else → .*\/auth :53\/TCP/,
    ],
    [
      'a range that is twice as large',
      () => changed('auth', (policy) => asText(policy, '192.0.2.0/28', '192.0.2.0/27')),
      /auth → address 192\.0\.2\.16 :27017\/TCP/,
    ],
    [
      'a range that is half as large',
      () => changed('auth', (policy) => asText(policy, '192.0.2.0/28', '192.0.2.0/29')),
      /auth → address 192\.0\.2\.15 :27017\/TCP/,
    ],
    ['that nothing is denied', () => changed('default-deny', () => undefined), /./],
  ];

  test.each(planted)('%s', (_, plant, line) => {
    const [allowed, expected] = [allowedLines(external, plant()), expectedLines(external)];
    const different = [
      ...allowed.filter((each) => !expected.includes(each)),
      ...expected.filter((each) => !allowed.includes(each)),
    ];
    expect(different).toContainEqual(expect.stringMatching(line));
  });
});

describe('by hand, for the auditor: who may reach', () => {
  /** What follows from the edges would agree with an edge too many: this does not. */
  const callers: Readonly<Record<string, readonly string[]>> = {
    mongodb: [
      ...['auth', 'global-directory', 'global-session', 'project-data', 'session'],
      ...['mongodb', 'mongodb-backup', 'mongodb-initiate', 'mongodb-restore'],
    ],
    rabbitmq: ['rabbitmq'],
    cache: [],
  };
  const ofApiServer = ['discovery', 'global-directory', 'local-directory', 'local-directory-windows-2022'];
  const ofApiServerWithGpus = [
    ...['device-plugin', 'gpu-feature-discovery', 'mps-control-daemon', 'nfd-gc', 'nfd-master', 'nfd-worker'],
    ...ofApiServer,
  ];

  function nameOf(host: Host): string {
    return (host.kind === 'pod' ? host.labels['app.kubernetes.io/name'] : undefined) ?? host.id;
  }

  /** Who may connect to a host at any port. */
  function callersOf(synthesis: Synthesis, callee: Host): readonly string[] {
    const network = networkOfSynthesis(synthesis);
    const ports = portsOfModel(synthesis);
    return pairsOf(synthesis, hostsOf(synthesis))
      .filter(({ to }) => to.id === callee.id)
      .filter((pair) =>
        ports.some((port) => protocols.some((protocol) => isAllowed(network, { ...pair, port, protocol }))),
      )
      .map(({ from }) => nameOf(from))
      .toSorted();
  }

  function hostOf(synthesis: Synthesis, name: string): Host {
    const found = hostsOf(synthesis).find((host) => nameOf(host) === name);
    if (found === undefined) throw new Error(`there is no ${name}`);
    return found;
  }

  const whole = flavours.map((flavour) => [flavour, everything(flavour, 'lab').target] as const);

  test.each(whole)('the stores on %s', (_, target) => {
    const synthesis = synthesized(target);
    const found = Object.keys(callers).map((store) => [store, callersOf(synthesis, hostOf(synthesis, store))]);
    const wanted = Object.entries(callers).map(([store, names]) => [store, names.toSorted()]);
    expect(found).toEqual(wanted);
  });

  test.each(whole)('the API server on %s, where nobody knows its address', (flavour, target) => {
    const synthesis = synthesized(target);
    const hasAgents = ['kubernetes', 'eks', 'aks'].includes(flavour);
    expect(callersOf(synthesis, hostOf(synthesis, 'the internet'))).toEqual(
      (hasAgents ? ofApiServerWithGpus : ofApiServer).toSorted(),
    );
  });

  test('the API server where its address is known', () => {
    const synthesis = synthesized(targetOf(platformOf('external'), 'external'));
    const withoutMps = ofApiServerWithGpus.filter((name) => name !== 'mps-control-daemon');
    expect(callersOf(synthesis, hostOf(synthesis, 'address 10.3.0.1'))).toEqual(withoutMps.toSorted());
    expect(callersOf(synthesis, hostOf(synthesis, 'the internet'))).toEqual([]);
  });

  test('an edge too many is found by this, and by nothing else', () => {
    const { target } = everything('kubernetes', 'lab');
    const { system, data } = target.namespaces;
    const edge = { from: workload(system, 'relay'), to: workload(data, 'mongodb'), ports: [27_017], why: 'planted' };
    const synthesis = synthesized(target, { objects: [], access: [], edges: [edge] });
    expect(allowedLines(synthesis)).toEqual(expectedLines(synthesis));
    expect(callersOf(synthesis, hostOf(synthesis, 'mongodb'))).toContain('relay');
  });
});

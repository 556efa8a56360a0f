import { describe, expect, test } from '@jest/globals';
import type { Edge, Peer } from '../../../../infra/charts/edge.ts';
import { partsOf } from '../../../../infra/charts/parts.ts';
import type { ComposeFile } from '../../../../infra/compose/compose-file.ts';
import { composeOf } from '../../../../infra/compose/compose.ts';
import { composeTarget, withoutHardware } from '../../../../infra/compose/compose-target.ts';
import { linksOf } from '../../../../infra/compose/links.ts';
import { reachability } from '../../../../infra/compose/reachability.ts';
import { composed, lab, serviceOf } from './support/lab.ts';

/** What becomes of an end of an edge, said apart from the code: workers are in the container of the local directory. */
function endOf(peer: Peer): string {
  switch (peer.kind) {
    case 'workload':
      return peer.name;
    case 'workers':
      return 'local-directory';
    case 'cidr':
      return 'outside';
    default:
      return peer.kind;
  }
}

/** The links of the model: its edges, but for those of what is in a cluster only. */
function linksOfModel(edges: readonly Edge[]): ReadonlySet<string> {
  const elsewhere = new Set(['cad', 'api-server', 'namespace', 'registration', 'scheduler']);
  const links = edges
    .map(({ from, to }) => [endOf(from), endOf(to)] as const)
    .filter(([from, to]) => from !== to && !elsewhere.has(from) && !elsewhere.has(to))
    // The one container copies the database, the other brings the copy away.
    .map(([from, to]) =>
      to === 'outside' ? [from.replace('backup', 'upload').replace('restore', 'fetch'), to] : [from, to],
    );
  return new Set(links.map(([from, to]) => `${from}→${to}`));
}

describe.each([false, true])('the networks (production: %s)', (production) => {
  const project = composed(lab, { production });
  const { edges } = {
    edges: partsOf(withoutHardware(composeTarget(lab, { production }))).flatMap((part) => part.edges),
  };
  const reached = reachability(project.file);

  test('let everybody reach whom the model lets them reach, and what is published', () => {
    const wanted = [...linksOfModel(edges), 'outside→gateway', 'outside→api'];
    expect(wanted.length).toBeGreaterThan(30);
    expect(wanted.filter((link) => !reached.has(link))).toEqual([]);
  });

  test('let nobody reach anybody else, but for whom a service of the application calls', () => {
    const wanted = linksOfModel(edges);
    const further = [...reached].filter((link) => !wanted.has(link) && !link.startsWith('outside→'));
    expect(further.toSorted()).toEqual(['api→page', 'db→api', 'db→page']);
    const noted = project.notes.filter(({ text }) => text.includes('no direction')).map(({ path }) => path);
    expect(noted).toEqual(['/services/api', '/services/page', '/services/page']);
  });

  test('lead nowhere, unless something outside is declared', () => {
    const open = Object.entries(project.file.networks).filter(([, { internal }]) => !internal);
    const expected = [
      'outside-api',
      'outside-gateway',
      ...(production ? ['outside-mongodb-fetch', 'outside-mongodb-upload'] : []),
    ];
    expect(open.map(([name]) => name).toSorted()).toEqual(expected);
  });

  test('have ranges of their own', () => {
    const ranges = Object.values(project.file.networks).map(({ ipam }) => ipam.config[0]?.subnet ?? '');
    expect(new Set(ranges).size).toBe(ranges.length);
    const beginning = production ? '10.214.' : '10.213.';
    expect(ranges.every((range) => range.startsWith(beginning) && range.endsWith('.0/24'))).toBe(true);
  });
});

describe('a further service', () => {
  test('leaves the networks of the roles as they are', () => {
    const before = composed({ name: 'lab' }).file.networks;
    const after = composed(lab).file.networks;
    expect(
      Object.keys(before).filter(
        (name) => before[name]?.ipam.config[0]?.subnet !== after[name]?.ipam.config[0]?.subnet,
      ),
    ).toEqual([]);
  });
});

describe('who can reach whom', () => {
  const { file } = composed(lab);
  const changed = (name: string, change: object): ComposeFile => ({
    ...file,
    services: { ...file.services, [name]: { ...serviceOf(composed(lab), name), ...change } },
  });
  const without = [...reachability(file)];
  const added = (other: ComposeFile) => [...reachability(other)].filter((link) => !without.includes(link)).toSorted();

  test('is more when a container joins a network', () => {
    expect(
      added(changed('relay', { networks: { ...serviceOf(composed(lab), 'relay').networks, 'to-mongodb': {} } })),
    ).toEqual(['relay→mongodb']);
  });

  test('is more when a role listens on all of its addresses', () => {
    const all = Object.entries(serviceOf(composed(lab), 'auth').environment ?? {});
    const environment = Object.fromEntries(all.filter(([name]) => name !== 'BERTH_HOST'));
    expect(added(changed('auth', { environment }))).toEqual(expect.arrayContaining(['relay→auth', 'discovery→auth']));
  });

  test('is more when a container names no network, as others do not either', () => {
    const two = { ...changed('page', { networks: undefined }) };
    const db = { ...serviceOf(composed(lab), 'db'), networks: undefined };
    expect(added({ ...two, services: { ...two.services, db } })).toEqual(
      expect.arrayContaining(['page→outside', 'db→outside']),
    );
  });

  test('is more when a network leads out', () => {
    const network = { ...file.networks['to-auth'], internal: false } as ComposeFile['networks'][string];
    expect(added({ ...file, networks: { ...file.networks, 'to-auth': network } })).toEqual(
      expect.arrayContaining(['auth→outside', 'gateway→outside']),
    );
  });
});

describe('an edge', () => {
  const target = composeTarget({ name: 'lab' }, { production: false });
  const workload = (name: string): Peer => ({ kind: 'workload', namespace: target.namespaces.system, name });

  test('of a workload that compose does not know is an error, not passed over', () => {
    const edges = [{ from: workload('gateway'), to: workload('oracle'), ports: [1], why: 'a test' }];
    expect(() => linksOf({ target, edges, containers: [], absent: new Set(['gateway']) })).toThrow('lab-system/oracle');
    expect(() => composeOf({ name: 'lab' }, { edgesOf: () => edges })).toThrow('of which compose does not know');
  });

  test('of agents on nodes of a cluster is passed over', () => {
    const agent: Peer = { kind: 'workload', namespace: target.namespaces.nodes, name: 'fluent-bit' };
    const edges = [{ from: agent, to: { kind: 'cidr', cidr: '203.0.113.0/24' } as const, ports: [1], why: 'a test' }];
    expect(linksOf({ target, edges, containers: [], absent: new Set() })).toEqual([]);
  });
});

import { describe, expect, test } from '@jest/globals';
import { checkPlatform } from '../../../infra/model/platform.ts';
import { expectedSecrets } from '../../../infra/charts/secrets/expected-secrets.ts';
import { identityOf } from '../../../infra/constructs/strict/identity.ts';
import { clusterFindings, type ClusterFacts } from '../../../services/cli/delivery/cluster/cluster-findings.ts';
import { neededObjects } from '../../../services/cli/delivery/cluster/cluster-needs.ts';
import { assemble, type Assembly } from '../../../stacks/assemble.ts';
import { smallPlatform, withDev } from '../../support/delivery-models.ts';

const node = (name: string, changes: object = {}) => ({
  metadata: {
    name,
    labels: {
      'berth.dev/pool': 'general',
      'kubernetes.io/os': 'linux',
      'kubernetes.io/arch': 'amd64',
      ...changes,
    },
  },
  status: { capacity: { cpu: '8', memory: '32Gi' } },
});

function assembled(platform: object = smallPlatform): Assembly {
  return assemble(checkPlatform(platform), 'dev');
}

/** A cluster that has everything. */
function factsFor({ target, synthesis }: Assembly, changes: Partial<ClusterFacts> = {}): ClusterFacts {
  const namespaces = Object.values({ ...target.namespaces });
  return {
    version: 'v1.34.4',
    served: new Set(synthesis.objects.map(({ object: { apiVersion, kind } }) => `${apiVersion}/${kind}`)),
    present: new Set([
      ...namespaces.map((name) => `Namespace ${name}`),
      ...neededObjects(target, synthesis).map(({ object }) => identityOf(object)),
    ]),
    secretKeys: new Map(
      expectedSecrets(target).map(({ namespace, name, keys }) => [`${namespace}/${name}`, Object.keys(keys)]),
    ),
    defaultStorageClasses: ['standard'],
    nodes: [node('node-1')],
    ...changes,
  };
}

/** What is said of a cluster that lacks something, but for what is well. */
function lacks(assembly: Assembly, changes: Partial<ClusterFacts>) {
  const findings = clusterFindings(factsFor(assembly, changes), assembly.target, assembly.synthesis);
  return findings.filter(({ state }) => state !== 'ok');
}

const exposed = withDev({
  domain: 'lab.example.org',
  exposure: { class: 'envoy', issuer: 'letsencrypt' },
  secrets: { store: 'vault' },
  monitoring: { serviceMonitors: true },
});

describe('what a cluster lacks for an environment', () => {
  test.each([
    ['by itself', smallPlatform],
    ['with parts of others', exposed],
  ])('is nothing where all is there (%s)', (_what, platform) => {
    expect(lacks(assembled(platform), {})).toEqual([]);
  });

  test.each(['v1.31.9', 'v1.9.0', 'unknown'])('is a newer Kubernetes where it has %s', (version) => {
    expect(lacks(assembled(), { version })).toEqual([
      expect.objectContaining({
        name: 'Kubernetes',
        state: 'missing',
        found: version,
        why: expect.stringMatching('1.32'),
      }),
    ]);
  });

  test('is Kubernetes 1.34 where GPUs are claimed', () => {
    const gpu = {
      cpu: 8,
      memory: '32Gi',
      max: 2,
      gpu: { model: 'NVIDIA L4', memory: '24Gi', sharing: { mode: 'dra' } },
    };
    const claiming = assembled({ ...smallPlatform, nodePools: { ...smallPlatform.nodePools, gpu } });
    expect(lacks(assembled(), { version: 'v1.33.1' })).toEqual([]);
    expect(lacks(claiming, { version: 'v1.33.1' })).toEqual([
      expect.objectContaining({ name: 'Kubernetes', why: expect.stringContaining('1.34') }),
    ]);
    expect(lacks(claiming, { version: 'v1.34.0+vendor' })).toEqual([]);
  });

  test('is each third part of which no kind is served, with the kinds and what to install', () => {
    const served = [...factsFor(assembled(exposed)).served].filter((kind) => !/monitoring|cert-manager/.test(kind));
    const findings = lacks(assembled(exposed), { served: new Set(served) });
    expect(Object.fromEntries(findings.map(({ name, found }) => [name, found]))).toEqual({
      'cert-manager': 'no cert-manager.io/v1/Certificate',
      'the Prometheus Operator': expect.stringContaining('monitoring.coreos.com/v1/ServiceMonitor'),
    });
    for (const { remedy } of findings) expect(remedy).toMatch(/^Install /);
  });

  test('is each class, issuer and store that the environment names', () => {
    const present = [...factsFor(assembled(exposed)).present].filter((identity) => identity.startsWith('Namespace'));
    const names = lacks(assembled(exposed), { present: new Set(present) }).map(({ name, state }) => [name, state]);
    expect(names.toSorted()).toEqual([
      ['ClusterIssuer letsencrypt', 'missing'],
      ['ClusterSecretStore vault', 'missing'],
      ['GatewayClass envoy', 'missing'],
    ]);
  });

  test('is a class of Ingress, where the environment is exposed that way', () => {
    const through = withDev({ domain: 'lab.example.org', exposure: { through: 'ingress', class: 'nginx' } });
    const needed = neededObjects(assembled(through).target, assembled(through).synthesis);
    expect(needed.map(({ object }) => identityOf(object))).toContain('IngressClass.networking.k8s.io nginx');
  });

  test('is a default class for volumes, where claims name none', () => {
    const [finding, ...others] = lacks(assembled(), { defaultStorageClasses: [] });
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ name: 'Default StorageClass', why: expect.stringContaining('lab-data/mongodb') });
  });

  test('is the class that claims name, and then no default', () => {
    const { licences } = smallPlatform.services;
    const named = assembled({
      ...smallPlatform,
      services: { licences: { ...licences, storage: { ...licences.storage, storageClass: 'fast' } } },
      stores: { mongodb: { storageClass: 'fast' }, rabbitmq: { storageClass: 'fast' } },
    });
    const namespaces = [...factsFor(named).present].filter((identity) => identity.startsWith('Namespace'));
    expect(lacks(named, { defaultStorageClasses: [], present: new Set(namespaces) })).toEqual([
      expect.objectContaining({ name: 'StorageClass fast', state: 'missing' }),
    ]);
  });

  test('is each Secret, or key of one, that pods name', () => {
    const keys = new Map(factsFor(assembled()).secretKeys);
    keys.delete('lab-system/mongodb-uri');
    keys.set('lab-data/rabbitmq-user', ['password']);
    const findings = lacks(assembled(), { secretKeys: keys });
    expect(findings.map(({ name, found }) => [name, found])).toEqual([
      ['Secret lab-system/mongodb-uri', undefined],
      ['Secret lab-data/rabbitmq-user', expect.stringMatching(/^no [^,]+$/)],
    ]);
    for (const { remedy } of findings) expect(remedy).toContain('berth secrets init dev');
  });

  test('is no Secret of External Secrets before the manifests are applied', () => {
    const { present } = factsFor(assembled(exposed));
    const before = new Set([...present].filter((identity) => !identity.startsWith('Namespace')));
    const findings = lacks(assembled(exposed), { secretKeys: new Map(), present: before });
    expect(new Set(findings.map(({ state }) => state))).toEqual(new Set(['optional-missing']));
    expect(lacks(assembled(exposed), { secretKeys: new Map() })[0]).toMatchObject({
      state: 'missing',
      remedy: expect.stringContaining('ExternalSecret'),
    });
  });

  test('is not its namespaces: they are made with the secrets or the manifests', () => {
    expect(lacks(assembled(), { present: new Set() })).toEqual([
      expect.objectContaining({
        name: 'Namespaces',
        state: 'optional-missing',
        found: expect.stringMatching('lab-data'),
      }),
    ]);
  });

  test('is a node that a pool is to have, or what a node of it lacks', () => {
    expect(lacks(assembled(), { nodes: [] })).toEqual([
      expect.objectContaining({ name: 'Pool general', state: 'missing', found: 'nodes: 0 nodes' }),
    ]);
    expect(lacks(assembled(), { nodes: [node('node-1', { 'kubernetes.io/arch': 'arm64' })] })).toEqual([
      expect.objectContaining({
        name: 'Node node-1',
        found: 'label kubernetes.io/arch: arm64',
        remedy: expect.any(String),
      }),
    ]);
  });

  test('is a Linux node where the model has no pools', () => {
    const withoutPools = { ...smallPlatform, nodePools: {} };
    expect(lacks(assembled(withoutPools), {})).toEqual([]);
    expect(lacks(assembled(withoutPools), { nodes: [] })).toEqual([
      expect.objectContaining({ name: 'Linux nodes', state: 'missing' }),
    ]);
  });
});

import { describe, expect, test } from '@jest/globals';
import { withWorker } from './support/full-platform.ts';
import { linesOf } from './support/issues.ts';

const image = 'lab/main:1';
const pool = { cpu: 4, memory: '8Gi', max: 2 };
const cidrs = ['192.0.2.0/28'];

function withEnvironment(more: object): unknown {
  return { name: 'lab', environments: { dev: { flavour: 'kubernetes', ...more } } };
}

function withHost(host: string): unknown {
  return { name: 'lab', stores: { mongodb: { external: { hosts: [host], cidrs } } } };
}

function withBucket(s3: object): unknown {
  const to = { s3: { endpoint: 'https://s3.example.org', bucket: 'lab-cold', cidrs, ...s3 } };
  return { name: 'lab', stores: { backup: { to } } };
}

function withLogs(host: string): unknown {
  return withEnvironment({ monitoring: { logs: { host, port: 24_224, cidrs } } });
}

function withPool(more: object): unknown {
  return { name: 'lab', nodePools: { a: { ...pool, ...more } } };
}

const hosts = '/stores/mongodb/external/hosts/0';
const dev = '/environments/dev';

describe('what a cluster would refuse later is refused in the model', () => {
  const cases: readonly (readonly [model: unknown, path: string, expected: RegExp])[] = [
    [withHost('db.example.org:99999'), hosts, /"db\.example\.org:99999"; expected host:port/],
    [withHost('db.example.org:0'), hosts, /host:port/],
    [withHost('-..:27017'), hosts, /host:port/],
    [withHost('db.example.org'), hosts, /host:port/],
    [withHost('mongodb://admin:topsecret@db.example.org:27017'), hosts, /found "mongodb:\/\/…@db.*Secret mongodb-uri/],
    [withBucket({ bucket: 'ab' }), '/stores/backup/to/s3/bucket', /a bucket such as "lab-backups"/],
    [withBucket({ bucket: 'Lab Cold' }), '/stores/backup/to/s3/bucket', /a bucket/],
    [withBucket({ endpoint: 'https://a b' }), '/stores/backup/to/s3/endpoint', /"https:\/\/s3\.example\.org"/],
    [
      withBucket({ endpoint: 'https://key:secret@s3' }),
      '/stores/backup/to/s3/endpoint',
      /without user, password and path/,
    ],
    [withBucket({ endpoint: 'https://s3.example.org/path' }), '/stores/backup/to/s3/endpoint', /and path/],
    [withBucket({ region: 'eu 1' }), '/stores/backup/to/s3/region', /a region such as/],
    [
      { name: 'lab', stores: { mongodb: { storageClass: 'Fast disk' } } },
      '/stores/mongodb/storageClass',
      /a storage class/,
    ],
    [withLogs('a b'), `${dev}/monitoring/logs/host`, /a host such as "logs\.example\.org"/],
    [withLogs('-logs'), `${dev}/monitoring/logs/host`, /a host/],
    [withEnvironment({ monitoring: { namespace: 'Bad_NS' } }), `${dev}/monitoring/namespace`, /a namespace/],
    [withEnvironment({ exposure: { from: { namespace: 'Bad_NS' } } }), `${dev}/exposure/from/namespace`, /a namespace/],
    [withEnvironment({ exposure: { class: 'My Class' } }), `${dev}/exposure/class`, /a name such as/],
    [withEnvironment({ exposure: { issuer: 'lets_encrypt' } }), `${dev}/exposure/issuer`, /a name such as/],
    [withEnvironment({ secrets: { store: 'My Store' } }), `${dev}/secrets/store`, /a name such as/],
    [
      withEnvironment({ images: { mongodb: 'UPPER CASE:bad' } }),
      `${dev}/images/mongodb`,
      /a container image such as "registry\.example\.org\/lab\/solver:1\.4"/,
    ],
    [withWorker({ image: 'UPPER CASE:bad' }), '/sessionTypes/design/workers/solver/image', /a container image/],
    [withWorker({ image: 'Lab/Solver' }), '/sessionTypes/design/workers/solver/image', /a container image/],
    [withWorker({ image: 'lab/solver:' }), '/sessionTypes/design/workers/solver/image', /a container image/],
    [
      withWorker({ image: `lab/solver@sha256:${'a'.repeat(63)}` }),
      '/sessionTypes/design/workers/solver/image',
      /image/,
    ],
    [
      withWorker({ image, sidecars: { store: { image: 'a b', port: 1 } } }),
      '/sessionTypes/design/workers/solver/sidecars/store/image',
      /a container image/,
    ],
    [withWorker({ image, labels: { zone: 'a b' } }), '/sessionTypes/design/workers/solver/labels/zone', /label/],
    [withPool({ labels: { zone: '-a' } }), '/nodePools/a/labels/zone', /label/],
    [withPool({ labels: { '-./zone': 'a' } }), '/nodePools/a/labels/-.~1zone', /name that matches/],
    [withPool({ taints: [{ key: 'a', value: 'b c', effect: 'NoSchedule' }] }), '/nodePools/a/taints/0/value', /label/],
    [withPool({ gpu: { model: 'A100 (80 GB)', memory: '80Gi' } }), '/nodePools/a/gpu/model', /as its driver calls it/],
    [
      withPool({ gpu: { model: 'A100', memory: '80Gi', label: { key: 'a b', value: 'c' } } }),
      '/nodePools/a/gpu/label/key',
      /label/,
    ],
    [
      withEnvironment({
        patches: [
          { target: { kind: 'deployment', name: 'x' }, patch: [{ op: 'remove', path: '/a' }], reason: 'No need.' },
        ],
      }),
      `${dev}/patches/0/target/kind`,
      /a kind such as "Deployment"/,
    ],
  ];
  test.each(cases)('%j', (model, path, expected) => {
    const lines = linesOf(model).filter((line) => line.startsWith(`${path}: `));
    expect(lines).toEqual([expect.stringMatching(expected)]);
  });
});

describe('what a cluster takes', () => {
  test.each([
    'x',
    'lab/solver:1.4',
    'localhost:5000/lab/solver',
    'registry.example.org:443/lab/solver-v2:1.4_rc.1',
    `ghcr.io/lab/cad__x/y.z@sha256:${'a'.repeat(64)}`,
    `lab/solver:1.4@sha256:${'0'.repeat(64)}`,
  ])('as an image: %s', (name) => {
    expect(linesOf(withWorker({ image: name }))).toEqual([]);
  });

  test.each(['db.example.org:27017', '192.0.2.1:27017', 'db-0.db:65535', 'DB:1'])('as a host: %s', (host) => {
    expect(linesOf(withHost(host))).toEqual([]);
  });

  test.each(['logs.example.org', '192.0.2.33', 'logs'])('as a receiver of logs: %s', (host) => {
    expect(linesOf(withLogs(host))).toEqual([]);
  });

  test.each(['NVIDIA A100-SXM4-80GB', 'Tesla T4', 'NVIDIA RTX 6000 Ada Generation'])('as a GPU: %s', (model) => {
    expect(linesOf(withPool({ gpu: { model, memory: '16Gi' } }))).toEqual([]);
  });

  test.each(['', 'a', 'a.b_C-1'])('as the value of a label: "%s"', (value) => {
    expect(linesOf(withPool({ labels: { 'lab.example/zone': value } }))).toEqual([]);
  });

  test.each(['https://s3.eu-central-1.amazonaws.com', 'https://minio.lab:9000/', 'https://192.0.2.1'])(
    'as an endpoint: %s',
    (endpoint) => {
      expect(linesOf(withBucket({ endpoint }))).toEqual([]);
    },
  );
});

describe('images of an environment', () => {
  test('have the names of images', () => {
    expect(linesOf(withEnvironment({ images: { mongo: 'x/y:1', aplication: 'x/y:2', zork: 'x' } }))).toEqual([
      expect.stringMatching(
        /^\/environments\/dev\/images\/mongo: expected one of the fields platform, .* Write "mongodb" instead of "mongo"\.$/,
      ),
      expect.stringMatching(
        /^\/environments\/dev\/images\/aplication: .* Write "application" instead of "aplication"\.$/,
      ),
      expect.stringMatching(/^\/environments\/dev\/images\/zork: .* Remove "zork"\.$/),
    ]);
  });

  test('may be any of them', () => {
    const images = { platform: 'x', 'platform-windows': 'x', 'fluent-bit-windows-2022': 'x', nfd: 'x' };
    expect(linesOf(withEnvironment({ images }))).toEqual([]);
  });
});

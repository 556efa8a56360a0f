import { partsOf } from '../../../../../infra/charts/parts.ts';
import type { ComposeService } from '../../../../../infra/compose/compose-file.ts';
import { composeOf, type ComposeOptions, type ComposeProject } from '../../../../../infra/compose/compose.ts';
import { definePlatform, type Platform } from '../../../../../infra/model/platform.ts';

/** Services that call one another, one for Windows; session types with all kinds of workers; every store. */
export const lab = definePlatform({
  name: 'lab',
  services: {
    api: {
      command: ['node', 'api.ts'],
      port: 8090,
      external: true,
      callers: ['page', 'design'],
      env: { PRICE: '5$ or ${MORE}' },
      secrets: { DB_PASSWORD: 'lab-db/password' },
      egress: [{ cidr: '203.0.113.0/24', ports: [443] }],
    },
    page: { image: 'lab/page:1.2', port: 8091, replicas: 3 },
    db: { image: 'lab/db:17', port: 5432, callers: ['api', 'page'], storage: { path: '/data', size: '1Gi' } },
    render: {
      image: 'lab/render:3',
      gpu: { share: '1/2' },
      sidecars: { queue: { image: 'lab/queue:1', port: 6379, scratch: { path: '/queue', size: '64Mi' } } },
    },
    cad: { image: 'lab/cad:2025', os: 'windows', port: 9000, callers: ['api'] },
  },
  sessionTypes: {
    design: {
      workers: {
        mesher: { command: ['node', 'mesher.ts'], cpu: 2, memory: '3Gi', count: 2, labels: { 'lab/disk': 'fast' } },
        solver: { command: ['./solver'], gpu: { count: 1 } },
        viewer: { image: 'lab/viewer:1' },
        cad: { command: ['cad.exe'], os: 'windows' },
      },
    },
  },
  stores: {
    rabbitmq: {},
    cache: {},
    backup: {
      schedule: '30 1,13 * * 1-5',
      keepDays: 7,
      to: { s3: { endpoint: 'https://s3.example.org', bucket: 'lab-copies', cidrs: ['203.0.113.9/32'] } },
    },
  },
  nodePools: {
    linux: { cpu: 16, memory: '64Gi', max: 4, labels: { 'lab/disk': 'fast' } },
    gpu: { cpu: 16, memory: '64Gi', gpu: { model: 'NVIDIA A10', memory: '24Gi', count: 2 }, max: 2 },
    windows: { os: 'windows', cpu: 8, memory: '32Gi', max: 2 },
  },
  environments: {
    live: {
      flavour: 'eks',
      domain: 'lab.example.org',
      images: { platform: `registry.example.org/berth@sha256:${'a'.repeat(64)}` },
      replicas: { relay: 4 },
    },
  },
});

/** The compose file of a model with the edges of the cluster. */
export function composed(platform: Platform, options: Partial<ComposeOptions> = {}): ComposeProject {
  return composeOf(platform, { edgesOf: (target) => partsOf(target).flatMap(({ edges }) => edges), ...options });
}

/** A container that must be there. */
export function serviceOf({ file }: ComposeProject, name: string): ComposeService {
  const service = file.services[name];
  if (service === undefined)
    throw new Error(`there is no container ${name}; there are ${Object.keys(file.services).join(', ')}`);
  return service;
}

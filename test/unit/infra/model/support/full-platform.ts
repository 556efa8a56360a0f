import type { Platform } from '../../../../../infra/model/platform.ts';

const probes = {
  startup: { http: { port: 8080, path: '/started' }, failures: 30 },
  liveness: { tcp: { port: 8080 }, period: '10s', timeout: '2s' },
  readiness: { http: { port: 8080, path: '/ready' }, period: '500ms' },
};
const program = {
  command: ['node', 'main.ts'],
  image: 'lab/main:1',
  os: 'linux',
  cpu: 1.5,
  memory: '2Gi',
  gpu: { share: '1/4', memory: '8Gi', model: 'A100' },
  labels: { 'lab.example/zone': 'a' },
} as const;

/** A model that says everything that can be said. */
export const fullPlatform = {
  name: 'full',
  services: {
    store: { ...program, command: [...program.command], replicas: 3 },
    api: {
      command: ['node', 'api.ts'],
      env: { LOG_LEVEL: 'debug' },
      port: 8080,
      external: true,
      callers: ['store'],
      probes,
      stopGrace: '10s',
    },
  },
  sessionTypes: {
    design: {
      description: 'Draws and simulates.',
      deadlines: { open: '2m', close: '1m' },
      workers: {
        solver: {
          ...program,
          command: [...program.command],
          env: { OMP_NUM_THREADS: '2' },
          protocol: 'http',
          count: { min: 1, max: 3 },
          warm: 2,
          restart: { policy: 'always', max: 5, backoff: '2s' },
          critical: false,
          probes,
          deadlines: { start: '90s', initialise: '5m' },
          stopGrace: '30s',
          window: { messages: 64, memory: '4Mi', whenFull: 'wait' },
        },
      },
    },
  },
  jobs: {
    nightly: {
      ...program,
      command: [...program.command],
      env: { MODE: 'night' },
      timeout: '8h',
      retries: 0,
      priority: 200,
    },
  },
  nodePools: {
    gpu: {
      os: 'linux',
      cpu: 32,
      memory: '128Gi',
      gpu: { model: 'NVIDIA A100', memory: '80Gi', count: 4 },
      labels: { pool: 'gpu' },
      min: 0,
      max: 8,
      costPerHour: 12.5,
    },
  },
  environments: { staging: { flavour: 'eks', domain: 'lab.example.org', pools: ['gpu'] } },
  demo: { project: 'demo', files: ['geometries'] },
} satisfies Platform;

/** A model with one worker, of which parts may be wrong. */
export function withWorker(worker: unknown): Record<string, unknown> {
  return { name: 'lab', sessionTypes: { design: { workers: { solver: worker } } } };
}

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
const secrets = { DB_PASSWORD: 'lab-db/password' };
const egress = [{ cidr: '192.0.2.0/24', ports: [443] }];
const sidecars = {
  cache: {
    image: 'lab/store:1',
    command: ['store', '--memory'],
    env: { MODE: 'local' },
    secrets,
    port: 6379,
    cpu: 0.5,
    memory: '512Mi',
    scratch: { path: '/data', size: '1Gi' },
  },
};

/** A model that says everything that can be said. */
export const fullPlatform = {
  name: 'full',
  services: {
    store: {
      ...program,
      command: [...program.command],
      replicas: 3,
      secrets,
      egress,
      sidecars,
      storage: { path: '/data', size: '10Gi', storageClass: 'fast' },
    },
    api: {
      command: ['node', 'api.ts'],
      env: { LOG_LEVEL: 'debug' },
      port: 8080,
      external: true,
      callers: ['store', 'design'],
      probes,
      stopGrace: '10s',
      replicas: 2,
      autoscale: { max: 6, cpuPercent: 60 },
    },
    collector: { command: ['node', 'collector.ts'], perNode: true },
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
          secrets,
          sidecars,
          egress,
          threads: 4,
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
        timer: { image: 'lab/timer:1', cpu: 2, exclusiveCpus: true },
        cad: { image: 'lab/cad:2025', os: 'windows', gpu: { count: 1 } },
      },
    },
    paint: {
      sameGpu: 'affinity',
      workers: {
        brush: { image: 'lab/brush:1', gpu: { share: '1/4' } },
        canvas: { image: 'lab/canvas:1', gpu: { share: '1/4' } },
      },
    },
    train: { sameGpu: 'claim', workers: { model: { image: 'lab/model:1', gpu: {}, count: 2 } } },
  },
  jobs: {
    nightly: {
      ...program,
      command: [...program.command],
      env: { MODE: 'night' },
      secrets,
      egress,
      timeout: '8h',
      retries: 0,
      priority: 200,
    },
  },
  nodePools: {
    general: { cpu: 16, memory: '64Gi', max: 20, exclusiveCpus: true },
    gpu: {
      os: 'linux',
      cpu: 32,
      memory: '128Gi',
      gpu: {
        model: 'NVIDIA A100',
        memory: '80Gi',
        count: 1,
        sharing: { mode: 'time-slicing', shares: 4 },
        resource: 'nvidia.com/gpu.shared',
        label: { key: 'nvidia.com/gpu.product', value: 'NVIDIA-A100' },
      },
      labels: { pool: 'gpu', 'lab.example/zone': 'a' },
      taints: [{ key: 'nvidia.com/gpu', value: 'present', effect: 'NoSchedule' }],
      min: 0,
      max: 8,
      costPerHour: 12.5,
    },
    claims: {
      cpu: 32,
      memory: '128Gi',
      gpu: { model: 'NVIDIA H100', memory: '80Gi', sharing: { mode: 'dra' } },
      max: 4,
    },
    win: {
      os: 'windows',
      windows: { version: '2022' },
      cpu: 8,
      memory: '32Gi',
      gpu: { model: 'NVIDIA A10', memory: '24Gi' },
      max: 4,
    },
  },
  stores: {
    mongodb: { members: 3, storage: '100Gi', storageClass: 'fast', cpu: 2, memory: '8Gi' },
    rabbitmq: { members: 3, storage: '20Gi', storageClass: 'fast', cpu: 1, memory: '2Gi' },
    cache: { cpu: 0.5, memory: '1Gi' },
    backup: {
      schedule: '0 */4 * * *',
      keepDays: 30,
      to: {
        s3: { endpoint: 'https://s3.example.org', bucket: 'lab-cold', region: 'eu-1', cidrs: ['198.51.100.0/24'] },
      },
    },
  },
  exposure: { through: 'gateway', class: 'lab', issuer: 'lab', from: { namespace: 'gateways' } },
  policies: {
    levels: { 'workload-spread': 'mandatory' },
    parameters: { minReplicas: 2 },
    exceptions: [
      {
        rule: 'image-digest',
        target: { kind: 'Deployment', name: 'api', namespace: 'full-services' },
        reason: 'The image is built on the day of its release.',
        until: '2027-03-31',
      },
    ],
  },
  environments: {
    staging: {
      flavour: 'eks',
      prefix: 'lab-staging',
      domain: 'lab.example.org',
      pools: {
        general: { labels: { tier: 'low' }, taints: [], min: 1, max: 4, costPerHour: 0.4 },
        gpu: { gpuSharing: { mode: 'mps', shares: 4 } },
        claims: {},
        win: { windows: { version: '2025' } },
      },
      exposure: { class: 'staging' },
      provisioning: {
        karpenter: {
          cluster: 'lab',
          role: 'lab-nodes',
          machineTypes: {
            general: ['m7i.4xlarge'],
            gpu: ['p4d.24xlarge'],
            claims: ['p5.4xlarge'],
            win: ['g5.2xlarge'],
          },
          zones: ['eu-1a'],
          images: { win: 'ami-0123456789abcdef0' },
          staticCapacity: true,
        },
      },
      replicas: { gateway: 3, api: 3 },
      images: { platform: 'registry.example.org/berth:1' },
      stores: { mongodb: { external: { hosts: ['db.example.org:27017'], cidrs: ['203.0.113.0/24'] } } },
      network: {
        pods: '10.0.0.0/16',
        services: '10.1.0.0/16',
        nodes: '10.2.0.0/16',
        apiServer: ['10.2.0.0/28'],
      },
      secrets: { store: 'vault', kind: 'SecretStore', path: 'lab/staging' },
      monitoring: {
        serviceMonitors: true,
        namespace: 'prometheus',
        logs: { host: 'logs.example.org', port: 24_224, cidrs: ['203.0.113.7/32'], credentials: true },
      },
      policies: { levels: { 'stateful-storage-class': 'off' } },
      patches: [
        {
          target: { kind: 'Deployment', name: 'gateway', namespace: 'lab-staging-system' },
          patch: [{ op: 'add', path: '/metadata/annotations', value: { 'lab.example/team': 'core' } }],
          reason: 'The team is shown on the dashboard.',
        },
      ],
    },
  },
  demo: { project: 'demo', files: ['geometries'] },
} satisfies Platform;

/** A model with one worker, of which parts may be wrong. */
export function withWorker(worker: unknown): Record<string, unknown> {
  return { name: 'lab', sessionTypes: { design: { workers: { solver: worker } } } };
}

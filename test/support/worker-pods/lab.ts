import { clusterCatalogueOf, type ClusterCatalogue } from '../../../infra/model/cluster-catalogue.ts';
import type { Environment } from '../../../infra/model/environment.ts';
import type { Flavour } from '../../../infra/model/flavour.ts';
import { definePlatform, type Platform } from '../../../infra/model/platform.ts';
import { targetOf, type Target } from '../../../infra/model/target.ts';

const gpuModel = { model: 'NVIDIA A100', memory: '80Gi' };
const size = { cpu: 16, memory: '64Gi', max: 4 };
const probes = {
  startup: { http: { port: 8080, path: '/started' }, period: '2s', failures: 60 },
  liveness: { tcp: { port: 8080 } },
  readiness: { http: { port: 8080, path: '/ready' } },
};

const nodePools = {
  plain: { ...size, max: 20 },
  exact: { ...size, exclusiveCpus: true, taints: [{ key: 'lab.example/exact', effect: 'NoSchedule' as const }] },
  whole: { ...size, gpu: { ...gpuModel, count: 2 } },
  sliced: { ...size, gpu: { ...gpuModel, sharing: { mode: 'time-slicing' as const, shares: 4 } } },
  mps: { ...size, gpu: { ...gpuModel, sharing: { mode: 'mps' as const, shares: 2 } } },
  mig: { ...size, gpu: { ...gpuModel, sharing: { mode: 'mig' as const, profile: '2g.20gb' } } },
  claims: { ...size, gpu: { ...gpuModel, sharing: { mode: 'dra' as const } } },
  win: { ...size, os: 'windows' as const, windows: { version: '2022' as const } },
  wingpu: { ...size, os: 'windows' as const, gpu: { model: 'NVIDIA A10', memory: '24Gi' } },
} satisfies Platform['nodePools'];

/** A pool of the laboratory. */
export type LabPool = keyof typeof nodePools;

const sessionTypes = {
  plain: {
    workers: {
      image: { image: 'lab/plain:1' },
      command: {
        command: ['node', 'worker.ts', '--price=$(COST)$$'],
        env: { PRICE: '$(COST)' },
        cpu: 1,
        memory: '1Gi',
      },
      full: {
        image: 'lab/full:1',
        command: ['/app/run'],
        env: { MODE: 'fast', TMPDIR: '/var/lib/berth/scratch' },
        secrets: { DB_PASSWORD: 'lab-db/password' },
        threads: 8,
        probes,
        stopGrace: '30s',
        deadlines: { start: '10m' },
        window: { memory: '64Mi' },
        labels: { 'topology.kubernetes.io/zone': 'a' },
        warm: 1,
      },
      process: { image: 'lab/process:1', protocol: 'none', probes: { readiness: { tcp: { port: 9000 } } } },
      stored: {
        image: 'lab/stored:1',
        sidecars: {
          store: {
            image: 'lab/store:1',
            command: ['store', '--serve'],
            port: 6379,
            secrets: { STORE_PASSWORD: 'lab-db/password' },
            scratch: { path: '/data', size: '5Gi' },
          },
          index: { image: 'lab/index:1', port: 9200, cpu: 0.5, memory: '1Gi' },
        },
      },
      exact: {
        image: 'lab/exact:1',
        cpu: 4,
        exclusiveCpus: true,
        threads: 4,
        sidecars: { store: { image: 'lab/store:1', port: 6379 } },
      },
    },
  },
  gpu: {
    workers: {
      whole: { image: 'lab/whole:1', gpu: { count: 2, model: 'A100', memory: '40Gi' } },
      share: { image: 'lab/share:1', gpu: { share: '1/4', memory: '16Gi' } },
      half: { image: 'lab/half:1', gpu: { share: '1/2' } },
      slice: {
        image: 'lab/slice:1',
        gpu: { share: '1/4' },
        sidecars: { store: { image: 'lab/store:1', port: 6379, env: { MODE: 'local' } } },
      },
    },
  },
  paint: {
    sameGpu: 'affinity',
    workers: {
      brush: { image: 'lab/brush:1', gpu: { share: '1/4' } },
      canvas: { image: 'lab/canvas:1', gpu: { share: '1/4' } },
      desk: { image: 'lab/desk:1' },
    },
  },
  train: {
    sameGpu: 'claim',
    workers: {
      model: { image: 'lab/model:1', gpu: { model: 'A100', memory: '40Gi' }, count: 2 },
      viewer: { image: 'lab/viewer:1', gpu: { memory: '8Gi' } },
      desk: { image: 'lab/desk:1' },
    },
  },
} satisfies Platform['sessionTypes'];

const windowsTypes = {
  windows: {
    workers: {
      cad: { image: 'lab/cad:2022', os: 'windows', memory: '4Gi', warm: 1, probes },
      script: {
        command: ['node.exe', 'worker.ts'],
        os: 'windows',
        sidecars: {
          store: { image: 'lab/store:2022', port: 6379, scratch: { path: 'C:\\data', size: '1Gi' } },
        },
      },
    },
  },
} satisfies Platform['sessionTypes'];
const windowsGpuTypes = {
  render: { workers: { scene: { image: 'lab/scene:2022', os: 'windows', gpu: {} } } },
} satisfies Platform['sessionTypes'];

/** Neither GKE nor OpenShift has Windows nodes with GPUs. */
export function hasWindowsGpus(flavour: Flavour): boolean {
  return flavour !== 'gke' && flavour !== 'openshift';
}

/** A platform with every kind of worker and pool, in an environment of a flavour. */
export function labTarget(flavour: Flavour, environment: Partial<Environment> = {}): Target {
  const pools = (Object.keys(nodePools) as LabPool[]).filter((name) => name !== 'wingpu' || hasWindowsGpus(flavour));
  const platform = definePlatform({
    name: 'lab',
    sessionTypes: { ...sessionTypes, ...windowsTypes, ...(hasWindowsGpus(flavour) && windowsGpuTypes) },
    nodePools,
    environments: { dev: { flavour, pools, ...environment } },
  });
  return targetOf(platform, 'dev');
}

/** The same as the run-time services read it. */
export function labCatalogue(flavour: Flavour): ClusterCatalogue {
  return clusterCatalogueOf(labTarget(flavour));
}

import { definePlatform } from '@berth-platform/berth';
import simulation from '../examples/simulation/berth.config.ts';
import dev from './dev.ts';
import production from './production.ts';
import staging from './staging.ts';

/**
 * The platform that this checkout synthesizes: the simulation example, and a laboratory that shows what a cluster is
 * needed for: a solver on a share of a GPU, a CAD kernel on Windows, a licence server with a volume of its own.
 */
export default definePlatform({
  ...simulation,
  name: 'lab',
  sessionTypes: {
    ...simulation.sessionTypes,
    design: {
      description: 'Antennas: geometry in a CAD kernel, fields on the GPU.',
      sameGpu: 'affinity',
      workers: {
        mesher: { command: ['node', 'mesher.ts'], cpu: 1, memory: '2Gi' },
        solver: {
          image: 'registry.example.org/lab/solver:1.4',
          count: { min: 1, max: 4 },
          cpu: 2,
          memory: '8Gi',
          gpu: { share: '1/4', memory: '4Gi' },
          threads: 2,
        },
        cad: {
          image: 'registry.example.org/lab/cad:2025',
          os: 'windows',
          cpu: 2,
          memory: '8Gi',
          warm: 2,
          critical: true,
          protocol: 'none',
          probes: { readiness: { tcp: { port: 5050 } } },
        },
      },
    },
  },
  services: {
    licences: {
      image: 'registry.example.org/lab/licences:3.2',
      port: 27_000,
      callers: ['design'],
      storage: { path: '/var/lib/licences', size: '1Gi' },
      probes: { readiness: { tcp: { port: 27_000 } } },
    },
    portal: {
      image: 'registry.example.org/lab/portal:7.0',
      port: 8000,
      external: true,
      autoscale: { max: 6 },
      probes: { readiness: { http: { port: 8000, path: '/healthz' } } },
    },
  },
  nodePools: {
    general: { cpu: 8, memory: '32Gi', min: 2, max: 10, costPerHour: 0.4 },
    gpu: {
      cpu: 8,
      memory: '32Gi',
      max: 4,
      costPerHour: 1,
      gpu: { model: 'NVIDIA L4', memory: '24Gi', sharing: { mode: 'time-slicing', shares: 4 } },
    },
    win: { os: 'windows', cpu: 8, memory: '32Gi', max: 4, costPerHour: 0.8 },
  },
  stores: {
    mongodb: { storage: '20Gi' },
    rabbitmq: { storage: '8Gi' },
    cache: { memory: '256Mi' },
    backup: { to: { volume: { size: '50Gi' } } },
  },
  policies: {
    // The clusters have a default class for volumes.
    levels: { 'claim-storage-class': 'off', 'stateful-storage-class': 'off' },
    parameters: {
      // The images of this example are not built anywhere: there are no digests to name.
      requireDigests: false,
      allowedRegistries: [
        'registry.example.org/',
        'ghcr.io/berth-platform/',
        'docker.io/',
        'nvcr.io/nvidia/',
        'registry.k8s.io/',
      ],
    },
  },
  environments: { dev, staging, production },
});

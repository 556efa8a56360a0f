import type { Environment } from '@berth-platform/berth';

/** What users work on. */
export default {
  flavour: 'eks',
  domain: 'lab.example.org',
  exposure: { class: 'lab', issuer: 'lab' },
  pools: { general: { min: 0 }, gpu: { max: 8 }, win: { max: 8 } },
  provisioning: {
    karpenter: {
      cluster: 'lab-production',
      role: 'lab-production-node',
      machineTypes: { general: ['m7i.2xlarge', 'm7a.2xlarge'], gpu: ['g6.2xlarge'], win: ['m7i.2xlarge'] },
    },
  },
  replicas: { gateway: 3, session: 3, relay: 3 },
  stores: {
    mongodb: { storage: '100Gi', storageClass: 'gp3' },
    rabbitmq: { storage: '20Gi', storageClass: 'gp3' },
    backup: {
      keepDays: 35,
      to: {
        s3: {
          endpoint: 'https://s3.eu-central-1.amazonaws.com',
          bucket: 'lab-production-backups',
          region: 'eu-central-1',
          cidrs: ['0.0.0.0/0'],
        },
      },
    },
  },
  secrets: { store: 'lab' },
  monitoring: { serviceMonitors: true },
} satisfies Environment;

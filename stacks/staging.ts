import type { Environment } from '@berth-platform/berth';

/** As production, but small: Karpenter makes the nodes, External Secrets bring the secrets. */
export default {
  flavour: 'eks',
  domain: 'staging.lab.example.org',
  exposure: { class: 'lab', issuer: 'lab' },
  pools: { general: { min: 0, max: 4 }, gpu: { max: 2 }, win: { max: 2 } },
  provisioning: {
    karpenter: {
      cluster: 'lab-staging',
      role: 'lab-staging-node',
      machineTypes: { general: ['m7i.2xlarge'], gpu: ['g6.2xlarge'], win: ['m7i.2xlarge'] },
    },
  },
  secrets: { store: 'lab' },
  monitoring: { serviceMonitors: true },
} satisfies Environment;

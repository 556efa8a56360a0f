import type { Environment } from '@berth-platform/berth';

/** A cluster of one's own: nodes that are there, small stores, secrets by `berth secrets init`. */
export default {
  flavour: 'kubernetes',
  pools: { general: { min: 1, max: 2 }, gpu: { max: 1 }, win: { max: 1 } },
  stores: {
    mongodb: { members: 1, storage: '5Gi' },
    rabbitmq: { members: 1, storage: '2Gi' },
    backup: { to: { volume: { size: '10Gi' } } },
  },
} satisfies Environment;

/** The images that a platform is made of; an environment names others under `images`. */
export const defaultImages = {
  /** One image for all roles, and its Windows variant. */
  platform: 'ghcr.io/berth-platform/berth:0.1.0',
  'platform-windows': 'ghcr.io/berth-platform/berth:0.1.0-windows',
  /** What workers, services and jobs without an image of their own run in. */
  application: 'ghcr.io/berth-platform/application:0.1.0',
  'application-windows': 'ghcr.io/berth-platform/application:0.1.0-windows',
  mongodb: 'docker.io/library/mongo:8.0.14',
  rabbitmq: 'docker.io/library/rabbitmq:4.1.4',
  cache: 'docker.io/valkey/valkey:8.1.3',
  /** Brings copies of the database to a bucket and back. */
  rclone: 'docker.io/rclone/rclone:1.71.0',
  /** Has the device plugin, GPU feature discovery and the MPS control daemon. */
  'device-plugin': 'nvcr.io/nvidia/k8s-device-plugin:v0.18.2',
  /** For GPUs that show pictures (WDDM), and for those that only compute (MCDM). */
  'directx-plugin': 'docker.io/tensorworks/wddm-device-plugin:0.0.1',
  'directx-compute-plugin': 'docker.io/tensorworks/mcdm-device-plugin:0.0.1',
  nfd: 'registry.k8s.io/nfd/node-feature-discovery:v0.18.3',
  'fluent-bit': 'docker.io/fluent/fluent-bit:5.1.3',
  'fluent-bit-windows-2022': 'docker.io/fluent/fluent-bit:windows-2022-5.1.3',
  'fluent-bit-windows-2025': 'docker.io/fluent/fluent-bit:windows-2025-5.1.3',
} as const;

export type ImageName = keyof typeof defaultImages;

/** All that an environment may name. */
export const imageNames: readonly ImageName[] = Object.keys(defaultImages) as ImageName[];

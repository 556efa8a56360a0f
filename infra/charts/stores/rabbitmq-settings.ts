import type { Target } from '../../model/target.ts';
import type { RabbitMq } from '../../model/stores.ts';
import type { Group } from './members.ts';
import { storeSize, type StoreSize } from './store-settings.ts';

export const rabbitMqName = 'rabbitmq';
export const amqpPort = 5672;
/** Erlang's names of nodes, and the nodes among one another. */
export const epmdPort = 4369;
export const distributionPort = 25_672;
export const metricsPort = 15_692;
/** The user `rabbitmq` of the official image (docker-library/rabbitmq, 4.1/ubuntu/Dockerfile: `useradd --uid 999`). */
export const rabbitMqUser = 999;

const defaults = {
  cpu: 0.5,
  memory: '1Gi',
  storage: '8Gi',
  leastMemory: '512Mi',
  because: 'an idle node and one command of its tools take about 300 MiB',
} as const;

/** A cluster of RabbitMQ, every default filled in. */
export interface RabbitMqSettings extends StoreSize, Group {
  /** Above so much, publishers wait. */
  readonly highWatermarkBytes: number;
  /** Below so much free space, publishers wait. */
  readonly diskFreeBytes: number;
  /** Of the log that all quorum queues of a node share; it is in memory as well. */
  readonly logBytes: number;
}

/** RabbitMQ's own default; what is above is for the collector of garbage and the file system. */
const highWatermark = 0.6;
/** A node needs three to four times of its log in memory (docs: quorum queues, memory footprint). */
const logShare = 1 / 8;
const largestLogBytes = 512 * 2 ** 20;

/** @throws {ModelError} with less than 512 MiB of memory */
export function rabbitMqSettings(target: Target, authored: RabbitMq): RabbitMqSettings {
  const size = storeSize(target, 'rabbitmq', authored, defaults);
  return {
    ...size,
    name: rabbitMqName,
    members: authored.members ?? 3,
    highWatermarkBytes: Math.floor(size.memoryBytes * highWatermark),
    diskFreeBytes: Math.floor(Math.min(size.memoryBytes, size.storageBytes / 4)),
    logBytes: Math.min(largestLogBytes, Math.floor(size.memoryBytes * logShare)),
  };
}

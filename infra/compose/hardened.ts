import type { ComposeService, Deploy, GpuReservation } from './compose-file.ts';
import type { Container } from './container.ts';
import { nonRootUser } from '../constructs/security.ts';
import type { Size } from '../constructs/resources.ts';

/** What is different from container to container. */
export type ContainerOptions = Partial<Container['service']> & {
  readonly image: string;
  readonly size: Size;
  /** Processes and threads. @default 256 */
  readonly pids?: number;
  /** Numeric user and group of the image. @default 65532 */
  readonly uid?: number;
  /** @default 1 */
  readonly replicas?: number;
  readonly gpus?: readonly GpuReservation[];
  /** Folders that are only in memory, beside `/tmp`: those that an image declares as volumes, and that are not mounted. */
  readonly inMemory?: readonly string[];
  /** From the signal to the end. @default 10 */
  readonly graceSeconds?: number;
  /** Runs once: others wait until it has succeeded. @default false */
  readonly once?: boolean;
  /** Whether a limit of processors is written. @default true */
  readonly limitCpu?: boolean;
};

/** The whole of a container's memory that may be files in memory. */
const temporaryMebi = 64;
const defaultPids = 256;
const defaultGraceSeconds = 10;

/** A container with as few rights as it can have, and bounds for all that it takes. */
export function hardened(options: ContainerOptions): Container['service'] {
  const {
    size,
    pids,
    uid = nonRootUser,
    replicas,
    gpus,
    inMemory = [],
    graceSeconds,
    once,
    limitCpu,
    ...rest
  } = options;
  return {
    user: `${uid}:${uid}`,
    tmpfs: ['/tmp', ...inMemory].map((path) => temporaryFolder(path, temporaryMebi, uid)),
    read_only: true,
    init: true,
    cap_drop: ['ALL'],
    security_opt: ['no-new-privileges:true'],
    restart: once === true ? 'no' : 'unless-stopped',
    stop_grace_period: `${graceSeconds ?? defaultGraceSeconds}s`,
    logging: { driver: 'json-file', options: { 'max-size': '10m', 'max-file': '3' } },
    deploy: deployOf({ size, pids, replicas, gpus, limitCpu }),
    ...rest,
  };
}

/** A folder in memory. */
export function temporaryFolder(path: string, mebi: number, uid: number = nonRootUser): string {
  return `${path}:size=${mebi}m,uid=${uid},gid=${uid},mode=0700,nosuid,nodev`;
}

function deployOf({
  size: { cpuMillis, memoryBytes },
  pids = defaultPids,
  replicas = 1,
  gpus,
  limitCpu = true,
}: Pick<ContainerOptions, 'size' | 'pids' | 'replicas' | 'gpus' | 'limitCpu'>): Deploy {
  return {
    replicas,
    resources: {
      limits: { ...(limitCpu && { cpus: showProcessors(cpuMillis) }), memory: showMemory(memoryBytes), pids },
      ...(gpus !== undefined && { reservations: { devices: gpus } }),
    },
  };
}

/** Where more is idle one whole processor may be used; Docker refuses a limit above those of the machine. */
const burstMillis = 1000;

function showProcessors(cpuMillis: number): string {
  return (Math.max(cpuMillis, burstMillis) / 1000).toFixed(2);
}

/** Bytes in the unit of compose files that is exact; `m` and `k` are powers of 1024 there. */
export function showMemory(bytes: number): ComposeService['deploy']['resources']['limits']['memory'] {
  if (bytes % 2 ** 20 === 0) return `${bytes / 2 ** 20}m`;
  return bytes % 1024 === 0 ? `${bytes / 1024}k` : `${bytes}b`;
}

import type { ResourceRequirements } from '../kubernetes/types.ts';

/** What a container gets, in plain units. */
export interface Size {
  readonly cpuMillis: number;
  readonly memoryBytes: number;
}

/** Above what is requested a container may use idle processors, up to so many times as much. */
const cpuBurst = 4;
const mebi = 2 ** 20;

/** How resources are bounded. */
export interface ResourceOptions {
  /** Windows and exclusive processors: no bursting. @default false */
  readonly exact?: boolean;
  /** What the node has: more is refused by the limits of the workers' namespace. @default no bound */
  readonly nodeCpuMillis?: number;
}

/**
 * Requests and limits. Memory is the same in both: a node then never takes back what it promised. Processors may be
 * burst into, unless they are `exact`.
 */
export function resourcesOf(
  { cpuMillis, memoryBytes }: Size,
  { exact = false, nodeCpuMillis = Infinity }: ResourceOptions = {},
): ResourceRequirements {
  const memory = showBytes(memoryBytes);
  const burst = Math.min(cpuMillis * cpuBurst, nodeCpuMillis);
  return {
    requests: { cpu: showCpu(cpuMillis), memory },
    limits: { cpu: showCpu(exact ? cpuMillis : Math.max(cpuMillis, burst)), memory },
  };
}

/** Processors as Kubernetes writes them: `250m`, `2`. */
export function showCpu(millis: number): string {
  return millis % 1000 === 0 ? String(millis / 1000) : `${millis}m`;
}

/** Memory as Kubernetes writes it, in the largest unit that is exact: `512Mi`, `2Gi`. */
export function showBytes(bytes: number): string {
  if (bytes % (1024 * mebi) === 0) return `${bytes / (1024 * mebi)}Gi`;
  if (bytes % mebi === 0) return `${bytes / mebi}Mi`;
  return bytes % 1024 === 0 ? `${bytes / 1024}Ki` : String(bytes);
}

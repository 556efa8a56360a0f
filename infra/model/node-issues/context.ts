import type { Environment } from '../environment.ts';
import type { Platform } from '../platform.ts';
import type { Pool } from '../pools.ts';

/** What is judged: the pools of one environment, and where they were written. */
export interface NodeContext {
  readonly platform: Platform;
  /** The name of the environment. */
  readonly name: string;
  readonly environment: Environment;
  readonly prefix: string;
  readonly pools: readonly Pool[];
}

/** Fields of a pool that an environment may say differently. */
type OverlaidField = 'min' | 'windows' | 'gpuSharing';

const fieldsOfPool = { min: 'min', windows: 'windows/version', gpuSharing: 'gpu/sharing' } as const;
const fieldsOfOverlay = { min: 'min', windows: 'windows/version', gpuSharing: 'gpuSharing' } as const;

/** Where a field of a pool was written: in the environment's overlay, else in the model. */
export function poolPath(context: NodeContext, { name }: Pick<Pool, 'name'>, field: OverlaidField): string {
  const { pools } = context.environment;
  const overlay = pools === undefined || Array.isArray(pools) ? undefined : pools[name];
  if (overlay?.[field] === undefined) return `/nodePools/${name}/${fieldsOfPool[field]}`;
  return `/environments/${context.name}/pools/${name}/${fieldsOfOverlay[field]}`;
}

/** A place below the environment's `provisioning`. */
export function provisioningPath({ name }: NodeContext, ...parts: readonly string[]): string {
  return ['', 'environments', name, 'provisioning', ...parts].join('/');
}

import { showValue, type Issue } from '../check.ts';
import { isResourceOf } from '../gpu-facts.ts';
import type { NodePool, PoolOverlay } from '../node-pool.ts';
import type { Platform } from '../platform.ts';

const exampleResource = { linux: 'nvidia.com/gpu', windows: 'microsoft.com/directx' } as const;

/**
 * What holds between the fields of a pool, and of what environments say differently of it. What a flavour does not have
 * is in `provisioning-issues.ts`.
 */
export function poolIssues(platform: Platform): Issue[] {
  const pools = Object.entries(platform.nodePools ?? {});
  return [
    ...pools.flatMap(([name, pool]) => ownIssues(pool, `/nodePools/${name}`)),
    ...Object.entries(platform.environments ?? {}).flatMap(([name, { pools: chosen }]) => {
      if (chosen === undefined || Array.isArray(chosen)) return [];
      return pools.flatMap(([pool, value]) =>
        overlayIssues(value, chosen[pool], `/environments/${name}/pools/${pool}`),
      );
    }),
  ];
}

function ownIssues(pool: NodePool, path: string): Issue[] {
  return [...rangeIssues(pool, `${path}/min`), ...resourceIssues(pool, path)];
}

function rangeIssues({ min = 0, max }: Pick<NodePool, 'min' | 'max'>, path: string): Issue[] {
  return min > max ? [{ path, value: showValue(min), expected: `at most max, ${max}` }] : [];
}

/** One resource name, and one that the plugin of the pool's system makes. */
function resourceIssues({ os = 'linux', gpu }: NodePool, path: string): Issue[] {
  if (gpu?.resource === undefined) return [];
  const { resource, sharing } = gpu;
  const other = os === 'linux' ? 'windows' : 'linux';
  if (isResourceOf(other, resource)) {
    return [
      {
        path: `${path}/gpu/resource`,
        value: showValue(resource),
        expected: `a GPU resource of ${os}: this one is of ${other}`,
        remedy: `Write for example "${exampleResource[os]}", or remove it.`,
      },
    ];
  }
  if (sharing?.mode !== 'dra') return [];
  return [
    {
      path: `${path}/gpu/resource`,
      value: showValue(resource),
      expected: 'no resource beside sharing: { mode: "dra" }: its GPUs are given by claims',
      remedy: 'Remove the resource, or share the GPUs another way.',
    },
  ];
}

function overlayIssues(pool: NodePool, overlay: PoolOverlay | undefined, path: string): Issue[] {
  if (overlay === undefined) return [];
  const { min, max, gpuSharing } = overlay;
  const isSaid = min !== undefined || max !== undefined;
  const range = { min: min ?? pool.min ?? 0, max: max ?? pool.max };
  return [
    ...(isSaid ? rangeIssues(range, `${path}/${min === undefined ? 'max' : 'min'}`) : []),
    ...(gpuSharing === undefined || pool.gpu !== undefined ? [] : [sharingOfNothing(`${path}/gpuSharing`, gpuSharing)]),
  ];
}

function sharingOfNothing(path: string, sharing: unknown): Issue {
  return {
    path,
    value: showValue(sharing),
    expected: 'no sharing for a pool without GPUs',
    remedy: 'Remove it, or add `gpu` to the pool.',
  };
}

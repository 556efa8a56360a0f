import type { Os } from '../../model/hardware.ts';
import type { ImageName } from '../../model/images.ts';
import type { WindowsVersion } from '../../model/node-pool.ts';
import type { Pool } from '../../model/pools.ts';
import type { Target } from '../../model/target.ts';

/** A DaemonSet of log collectors: one for Linux, and one for each build of Windows. */
export interface Collector {
  readonly name: string;
  readonly os: Os;
  readonly image: ImageName;
  /** Whose nodes; empty: any of its system. */
  readonly pools: readonly Pool[];
}

/** Health and metrics of the collector itself. */
export const collectorPort = 2020;

/**
 * Images of Fluent Bit for Windows. There is none for 2019: logs of such nodes are not collected
 * (docs.fluentbit.io, Installation, Docker: Windows Server 2022 and, from 5.1, 2025).
 */
const windowsImages: Readonly<Partial<Record<WindowsVersion, ImageName>>> = {
  '2022': 'fluent-bit-windows-2022',
  '2025': 'fluent-bit-windows-2025',
};

/** The collectors of an environment; none where its logs go nowhere. */
export function collectors(target: Target): readonly Collector[] {
  if (target.environment.monitoring?.logs === undefined) return [];
  const versions = [...new Set(target.pools.flatMap(({ windowsVersion }) => windowsVersion ?? []))].toSorted();
  return [
    { name: 'fluent-bit', os: 'linux', image: 'fluent-bit', pools: target.pools.filter(({ os }) => os === 'linux') },
    ...versions.flatMap((version): readonly Collector[] => {
      const image = windowsImages[version];
      if (image === undefined) return [];
      const pools = target.pools.filter(({ windowsVersion }) => windowsVersion === version);
      return [{ name: `fluent-bit-windows-${version}`, os: 'windows', image, pools }];
    }),
  ];
}

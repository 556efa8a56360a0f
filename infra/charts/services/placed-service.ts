import type { Size } from '../../constructs/resources.ts';
import type { Os } from '../../model/hardware.ts';
import type { CatalogueSidecar, Requirements } from '../../model/catalogue.ts';
import type { Pool } from '../../model/pools.ts';
import type { Service } from '../../model/service.ts';

/** What a service becomes: replicas that are alike, replicas with a volume each, or one on each node. */
export type WorkloadKind = 'Deployment' | 'StatefulSet' | 'DaemonSet';

/** A service of the application with what follows from its environment; every object of it is made of this. */
export interface PlacedService {
  readonly name: string;
  readonly service: Service;
  /** The second containers of its pods, every default filled in. */
  readonly sidecars: readonly CatalogueSidecar[];
  readonly kind: WorkloadKind;
  readonly os: Os;
  /** Of its own container. */
  readonly size: Size;
  readonly gpu?: NonNullable<Requirements['gpu']>;
  /** Whether it gets what it requests and no more: Windows, and exclusive processors. */
  readonly isExact: boolean;
  /** At the least, where it is scaled. */
  readonly replicas: number;
  /** The pools that it fits, the cheapest first; empty where the environment has none. */
  readonly pools: readonly Pool[];
  /** Of every object of it. */
  readonly labels: Readonly<Record<string, string>>;
  readonly selector: Readonly<Record<string, string>>;
}

export const serviceComponent = 'service';

import type { CatalogueSessionType, WorkerType } from '../../model/catalogue.ts';
import type { CatalogueCluster } from '../../model/catalogue-pool.ts';
import type { Pool } from '../../model/pools.ts';

/** Where a worker shall run. */
export interface Placement {
  /** The pool that was chosen, of the catalogue's `cluster.pools`; absent in an environment without pools. */
  readonly pool?: Pool;
  /** The node that was chosen. A preference: the scheduler keeps the last word. */
  readonly nodeName?: string;
  /** Only this pool will do: its autoscaler shall bring a node. @default any node of the same hardware */
  readonly pinned?: boolean;
}

/** Everything of which the Pod of one worker is made. */
export interface WorkerPodInput {
  /** `catalogue.platform` */
  readonly platform: string;
  /** `catalogue.cluster` */
  readonly cluster: CatalogueCluster;
  readonly sessionType: Pick<CatalogueSessionType, 'name' | 'sameGpu'>;
  /** One of the session type's workers. */
  readonly worker: WorkerType;
  /** `<type>-<index>`, its id in the session; of a warm worker any id that no other of its session type has. */
  readonly workerId: string;
  /** From 1; one more each time that the worker is placed anew. */
  readonly incarnation: number;
  /** Absent: a warm worker, which serves the session that claims it by a message. */
  readonly session?: { readonly id: string; readonly user?: string };
  readonly placement: Placement;
  /**
   * Variables of the supervisor, such as where it reaches the services. No secrets: what is personal comes over its own
   * channel.
   */
  readonly supervisor?: Readonly<Record<string, string>>;
}

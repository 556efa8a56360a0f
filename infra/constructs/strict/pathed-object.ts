import type { KubernetesObject } from '../../kubernetes/object.ts';

/** An object and where it was made. */
export interface PathedObject {
  /** Of the construct, e.g. `workloads/Deployment-lab-system-gateway`. */
  readonly path: string;
  readonly object: KubernetesObject;
}

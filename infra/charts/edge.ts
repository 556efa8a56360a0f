import type { Target } from '../model/target.ts';

/** One end of a connection. */
export type Peer =
  /** The pods of a workload of ours: those with its `app.kubernetes.io/name`. */
  | { readonly kind: 'workload'; readonly namespace: string; readonly name: string }
  /** Workers of sessions: of one type, or of all. */
  | { readonly kind: 'workers'; readonly namespace: string; readonly sessionType?: string }
  /** All pods of a namespace that is not ours, e.g. that of the proxies. */
  | { readonly kind: 'namespace'; readonly namespace: string }
  /** Addresses outside of the cluster. */
  | { readonly kind: 'cidr'; readonly cidr: string }
  /** The API server of the cluster. */
  | { readonly kind: 'api-server' };

/** A connection that is allowed. Name resolution is allowed to everybody and needs none. */
export interface Edge {
  readonly from: Peer;
  readonly to: Peer;
  /** TCP ports of the callee's pods. */
  readonly ports: readonly number[];
  /** Why it is needed; shown to auditors. */
  readonly why: string;
}

/** A workload as an end of a connection. */
export function workload(namespace: string, name: string): Peer {
  return { kind: 'workload', namespace, name };
}

/** API servers listen on one of these, where nothing else is said. */
const usualApiServerPorts = [443, 6443];

/** Where the API server of an environment listens, behind its Service. */
export function apiServerPorts({ environment }: Pick<Target, 'environment'>): readonly number[] {
  return environment.network?.apiServerPorts ?? usualApiServerPorts;
}

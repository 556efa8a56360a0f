/** Verbs of the Kubernetes API that a grant may name; nobody gets another one. `use` is for OpenShift's SCCs only. */
export type Verb = 'get' | 'list' | 'watch' | 'create' | 'update' | 'patch' | 'delete' | 'use';

/** What a service account may do with some resources. */
export interface Grant {
  /** The namespace; absent: everywhere, for resources that have none (nodes). */
  readonly namespace?: string;
  /** `''` is the core group. */
  readonly apiGroup: string;
  /** e.g. `pods`, `pods/log`, `statefulsets/scale`. */
  readonly resources: readonly string[];
  /** Only these objects. Not for `create`, `list` and `watch`: the API server does not know the name then. */
  readonly names?: readonly string[];
  /** Each verb with the reason why it is needed. */
  readonly verbs: Readonly<Partial<Record<Verb, string>>>;
}

/** A service account. Without grants its pods get no token for the API. */
export interface Access {
  readonly namespace: string;
  readonly name: string;
  readonly component: string;
  readonly grants: readonly Grant[];
}

/** What the policies read of an object of the Kubernetes API: they know it by its kind, and otherwise only its fields. */
export interface KubernetesObject {
  /** Group and version, e.g. `apps/v1`; the core group is `v1`. */
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata?: {
    readonly name?: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
}

/** An object and where it comes from. */
export interface PlacedObject {
  /** Where a reader finds it: a construct path, a place in the model, a file, a URN. */
  readonly path: string;
  readonly object: KubernetesObject;
}

/** Which object is meant, as messages and exceptions name it. */
export interface Target {
  readonly kind: string;
  readonly name: string;
  /** Absent for kinds without a namespace. */
  readonly namespace?: string;
}

/** Any value of JSON as it is met in an object of unknown kind. */
export type Fields = Readonly<Record<string, unknown>>;

/** Names an object. One whose name the server generates goes by the beginning of it. */
export function targetOf({ kind, metadata }: KubernetesObject): Target {
  const { name, namespace } = metadata ?? {};
  const generated: unknown = (metadata as Fields | undefined)?.['generateName'];
  const shown = name ?? (typeof generated === 'string' ? `${generated}*` : '');
  return { kind, name: shown, ...(namespace !== undefined && { namespace }) };
}

/** `Deployment berth-system/gateway` */
export function showTarget({ kind, name, namespace }: Target): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}

/** The fields of a value, none where it is no object. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

/** The items of a value that are objects, none where it is no list. */
export function itemsOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map(fieldsOf) : [];
}

/** A value that is a text, else `undefined`. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

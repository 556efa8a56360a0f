import type { Part } from '../../../../../infra/charts/part.ts';
import type { KnownObject } from '../../../../../infra/kubernetes/types.ts';

/** The object types by their kind. */
type OfKind<K extends KnownObject['kind']> = Extract<KnownObject, { readonly kind: K }>;

/** All objects of a kind, in the order in which they are applied. */
export function objectsOf<K extends KnownObject['kind']>(part: Part, kind: K): readonly OfKind<K>[] {
  return part.objects.flatMap(({ object }) => (object.kind === kind ? [object as OfKind<K>] : []));
}

/**
 * The object of a kind with a name.
 * @throws Error where there is none
 */
export function objectOf<K extends KnownObject['kind']>(part: Part, kind: K, name: string): OfKind<K> {
  const found = objectsOf(part, kind).find(({ metadata }) => metadata.name === name);
  if (found === undefined) throw new Error(`there is no ${kind} ${name}`);
  return found;
}

/** Edges as lines: `lab-services/web -> lab-services/api :8080`. */
export function linesOf({ edges }: Part): readonly string[] {
  return edges.map(({ from, to, ports }) => `${show(from)} -> ${show(to)} :${ports.join(',')}`);
}

function show(peer: Part['edges'][number]['from']): string {
  switch (peer.kind) {
    case 'workload':
      return `${peer.namespace}/${peer.name}`;
    case 'workers':
      return `${peer.namespace}/workers:${peer.sessionType ?? '*'}`;
    case 'namespace':
      return `namespace ${peer.namespace}`;
    case 'cidr':
      return peer.cidr;
    case 'api-server':
      return 'api-server';
  }
}

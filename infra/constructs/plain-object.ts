import { ApiObject, type JsonPatch } from 'cdk8s';
import type { Construct } from 'constructs';
import type { KubernetesObject } from '../kubernetes/object.ts';

/**
 * An object that is written as it is: nothing is filtered or filled in on the way. A patch that somebody adds to it
 * works as on any other ApiObject.
 */
export class PlainObject extends ApiObject {
  readonly #plain: KubernetesObject;
  #patched = false;

  constructor(scope: Construct, id: string, plain: KubernetesObject) {
    super(scope, id, plain);
    this.#plain = plain;
  }

  override addJsonPatch(...operations: JsonPatch[]): void {
    this.#patched = true;
    super.addJsonPatch(...operations);
  }

  /** Resolving tokens costs more than everything else of a synthesis, and there are none here. */
  override toJson(): unknown {
    return this.#patched ? super.toJson() : this.#plain;
  }
}

/** The id of an object in its chart: what it is, never where it came from. */
export function constructId({ kind, metadata: { namespace, name } }: KubernetesObject): string {
  return [kind, namespace, name].filter((part) => part !== undefined).join('-');
}

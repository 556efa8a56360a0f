import { BerthError, isBerthError } from '../kit/errors/berth-error.ts';

/** Where the local directories of nodes are reached; asks again when one is not there any more. */
export class NodeAddresses {
  readonly #urls = new Map<string, string>();
  readonly #ask: () => Promise<readonly { readonly name: string; readonly url: string }[]>;
  readonly #onLearnt: (node: string) => void;

  /**
   * @param ask the present addresses of all nodes
   * @param onLearnt called for each node whose address is learnt
   */
  constructor(
    ask: () => Promise<readonly { readonly name: string; readonly url: string }[]>,
    onLearnt: (node: string) => void,
  ) {
    this.#ask = ask;
    this.#onLearnt = onLearnt;
  }

  learn(node: string, url: string): void {
    this.#urls.set(node, url);
    this.#onLearnt(node);
  }

  /** Calls a node at its address; a local directory that was restarted elsewhere is found at the second attempt. */
  async call<T>(node: string, call: (url: string) => Promise<T>): Promise<T> {
    const known = this.#urls.get(node);
    if (known !== undefined) {
      try {
        return await call(known);
      } catch (error) {
        if (!isBerthError(error, 'UNAVAILABLE')) throw error;
        this.#urls.delete(node);
      }
    }
    for (const { name, url } of await this.#ask()) this.#urls.set(name, url);
    const url = this.#urls.get(node);
    if (url === undefined) throw new BerthError('NODE_UNKNOWN', { detail: `The node "${node}" is not known.` });
    return call(url);
  }
}

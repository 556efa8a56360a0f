import type { Endpoint } from '../kit/endpoints.ts';

interface Entry {
  readonly endpoint: Endpoint;
  readonly heardAtMs: number;
}

/** Who serves what, by what instances said of themselves; judged by this process's own monotonic clock. */
export class EndpointTable {
  readonly #entries = new Map<string, Entry>();
  readonly #expireMs: number;
  #revision = 1;

  constructor(expireMs: number) {
    this.#expireMs = expireMs;
  }

  get revision(): number {
    return this.#revision;
  }

  get endpoints(): readonly Endpoint[] {
    return [...this.#entries.values()].map(({ endpoint }) => endpoint);
  }

  /** Counts an instance as there; answers whether the table changed. */
  hear(endpoint: Endpoint, nowMs: number): boolean {
    const key = keyOf(endpoint);
    const known = this.#entries.get(key);
    this.#entries.set(key, { endpoint, heardAtMs: nowMs });
    if (known?.endpoint.instance === endpoint.instance) return false;
    this.#revision++;
    return true;
  }

  /** Removes the instances at an address; answers whether the table changed. */
  remove(url: string): boolean {
    return this.#removeWhere(({ endpoint }) => endpoint.url === url);
  }

  /** Removes the instances that were not heard of for too long; answers whether the table changed. */
  expire(nowMs: number): boolean {
    return this.#removeWhere(({ heardAtMs }) => nowMs - heardAtMs > this.#expireMs);
  }

  #removeWhere(gone: (entry: Entry) => boolean): boolean {
    const keys = [...this.#entries].filter(([, entry]) => gone(entry)).map(([key]) => key);
    for (const key of keys) this.#entries.delete(key);
    if (keys.length > 0) this.#revision++;
    return keys.length > 0;
  }
}

function keyOf({ service, url }: Endpoint): string {
  return `${service} ${url}`;
}

import type { MessageGap } from './types.ts';

/** Where a client stands with a worker: it has everything up to `seq` of the `incarnation`. */
export interface Position {
  readonly incarnation: number;
  readonly seq: number;
}

/** A number of a worker's message. */
export interface MessageNumber extends Position {
  readonly worker: string;
}

/** What a message means for its worker's position. */
export type Arrival =
  /** It has been here before. */
  | { readonly kind: 'duplicate' }
  /** It is new; `gap` names what is missing before it and was not announced. */
  | { readonly kind: 'new'; readonly gap?: MessageGap };

/** Where a client stands with each worker. */
export class Positions {
  readonly #byWorker = new Map<string, Position>();

  /** Takes note of a message. */
  arrived({ worker, incarnation, seq }: MessageNumber): Arrival {
    const has = this.#seqOf(worker, incarnation);
    if (seq <= has) return { kind: 'duplicate' };
    this.#byWorker.set(worker, { incarnation, seq });
    if (seq === has + 1) return { kind: 'new' };
    return { kind: 'new', gap: { worker, incarnation, from: has + 1, to: seq - 1 } };
  }

  /** Takes note of a gap; `undefined` where nothing of it is news. */
  missed({ worker, incarnation, from, to }: MessageGap): MessageGap | undefined {
    const has = this.#seqOf(worker, incarnation);
    if (to <= has) return undefined;
    this.#byWorker.set(worker, { incarnation, seq: to });
    return { worker, incarnation, from: Math.max(from, has + 1), to };
  }

  of(worker: string): Position | undefined {
    return this.#byWorker.get(worker);
  }

  /** The field `after` of the frame `attach`. */
  all(): Readonly<Record<string, Position>> {
    return Object.fromEntries(this.#byWorker);
  }

  /** The last number it has of an incarnation: 0 for a new one, infinite for one that has been replaced. */
  #seqOf(worker: string, incarnation: number): number {
    const position = this.#byWorker.get(worker);
    if (position === undefined || incarnation > position.incarnation) return 0;
    return incarnation === position.incarnation ? position.seq : Infinity;
  }
}

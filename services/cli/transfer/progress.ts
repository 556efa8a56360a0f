import type { CommandIo } from '../io.ts';
import { printable } from '../output/printable.ts';
import { humanBytes } from '../output/units.ts';

const redrawMs = 100;
const clearLine = '\r\u001b[K';

/** A line on a terminal that tells how far a transfer is; nothing where there is no terminal. */
export class TransferProgress {
  readonly #io: CommandIo;
  readonly #totalBytes: number;
  readonly #verb: string;
  #bytes = 0;
  #drawnAtMs = 0;

  constructor(io: CommandIo, verb: string, totalBytes: number) {
    this.#io = io;
    this.#verb = verb;
    this.#totalBytes = totalBytes;
  }

  /** How much has gone through. */
  get bytes(): number {
    return this.#bytes;
  }

  advance(bytes: number, name: string): void {
    this.#bytes += bytes;
    const nowMs = performance.now();
    if (!this.#io.stderr.isTTY || nowMs - this.#drawnAtMs < redrawMs) return;
    this.#drawnAtMs = nowMs;
    const share = this.#totalBytes === 0 ? 100 : Math.floor((this.#bytes / this.#totalBytes) * 100);
    const text = `${this.#verb} ${share} % of ${humanBytes(this.#totalBytes)}  ${printable(name)}`;
    this.#io.stderr.write(clearLine + text.slice(0, (this.#io.stderr.columns ?? 80) - 1));
  }

  end(): void {
    if (this.#drawnAtMs > 0) this.#io.stderr.write(clearLine);
  }
}

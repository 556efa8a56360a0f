import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { WorkerMessage } from '../../relay-client/session-stream.ts';

const pngSignature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] as const;
const seqDigits = 6;

/** The name of the file for a message's payload. Its parts come from the session: only harmless characters are kept. */
export function payloadFileName({ worker, incarnation, seq, type, bytes }: WorkerMessage): string {
  const isPng = pngSignature.every((byte, index) => bytes[index] === byte);
  const number = String(seq).padStart(seqDigits, '0');
  return `${harmless(worker)}-${incarnation}-${number}-${harmless(type)}.${isPng ? 'png' : 'bin'}`;
}

function harmless(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9_-]/g, '_');
}

/** Writes payloads into a folder, one after the other. */
export class PayloadFolder {
  readonly #folder: string;
  #last: Promise<unknown>;
  #failure: Error | undefined;

  constructor(folder: string) {
    this.#folder = folder;
    this.#last = mkdir(folder, { recursive: true });
    this.#last.catch((error: unknown) => this.#fail(error));
  }

  /** The path that the payload will have. */
  save(message: WorkerMessage): string {
    const path = join(this.#folder, payloadFileName(message));
    this.#last = this.#last
      .then(async () => {
        await writeFile(`${path}.part`, message.bytes);
        await rename(`${path}.part`, path);
      })
      .catch((error: unknown) => this.#fail(error));
    return path;
  }

  /** Waits until everything is written. @throws the first error of a write */
  async finish(): Promise<void> {
    await this.#last;
    if (this.#failure !== undefined) throw this.#failure;
  }

  #fail(error: unknown): void {
    this.#failure ??= error instanceof Error ? error : new Error(String(error));
  }
}

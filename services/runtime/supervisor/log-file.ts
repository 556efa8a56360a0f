import { createWriteStream, renameSync, type WriteStream } from 'node:fs';

/** A log of a worker is kept up to twice this size: the current file and the one before it. */
const rotateBytes = 8 * 2 ** 20;

/** Writes the output of a worker as JSON lines `{"time", "stream", "line"}`, with one older file beside it. */
export class LogFile {
  readonly #path: string;
  #stream: WriteStream;
  #bytes = 0;

  constructor(path: string) {
    this.#path = path;
    this.#stream = openAppending(path);
  }

  write(stream: 'stdout' | 'stderr' | 'supervisor', line: string): void {
    const text = `${JSON.stringify({ time: new Date().toISOString(), stream, line })}\n`;
    this.#bytes += Buffer.byteLength(text);
    this.#stream.write(text);
    if (this.#bytes > rotateBytes) this.#rotate();
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => this.#stream.end(resolve));
  }

  #rotate(): void {
    this.#bytes = 0;
    try {
      renameSync(this.#path, `${this.#path}.1`);
    } catch {
      return; // The file is not open yet, or its folder is gone: the worker goes on all the same.
    }
    this.#stream.end();
    this.#stream = openAppending(this.#path);
  }
}

function openAppending(path: string): WriteStream {
  const stream = createWriteStream(path, { flags: 'a' });
  // A full disk must not end the worker: its lines are lost, its work goes on.
  stream.on('error', () => undefined);
  return stream;
}

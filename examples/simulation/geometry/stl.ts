import { isBinaryStl, readBinaryStl } from './binary-stl.ts';
import { readAsciiStl } from './ascii-stl.ts';
import { geometryBroken } from './problem.ts';
import type { TriangleMesh } from './triangle-mesh.ts';

const ASCII_START = /^\s*solid\b/i;
/** How far into the file the first word is looked for. */
const START_BYTES = 256;

/**
 * Reads an STL file, ASCII or binary.
 *
 * @param name of the file, for messages
 * @throws WorkerError `GEOMETRY_BROKEN` with the file, the line or byte, and the reason
 */
export function readStl(bytes: Uint8Array, name: string): TriangleMesh {
  if (bytes.byteLength === 0) {
    throw geometryBroken(`${name}: the file is empty`);
  }
  // Some programs begin binary files with "solid" too, so the length that the header promises is looked at first.
  if (isBinaryStl(bytes)) {
    return readBinaryStl(bytes, name);
  }
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, START_BYTES));
  return ASCII_START.test(start) ? readAsciiStl(bytes, name) : readBinaryStl(bytes, name);
}

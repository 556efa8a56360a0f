import { geometryBroken } from './problem.ts';
import { NUMBERS_PER_TRIANGLE, refuseTooMany } from './triangle-mesh.ts';
import type { TriangleMesh } from './triangle-mesh.ts';

/** An 80-byte text, then the number of triangles. */
const COUNT_OFFSET = 80;
const HEADER_BYTES = COUNT_OFFSET + Uint32Array.BYTES_PER_ELEMENT;
/** The normal and three corners as 32-bit floats, then two bytes of attributes. */
const TRIANGLE_BYTES = 50;
const NORMAL_BYTES = 12;

/** Whether the file is exactly as long as the triangle count of a binary header says. */
export function isBinaryStl(bytes: Uint8Array): boolean {
  return bytes.byteLength >= HEADER_BYTES && bytes.byteLength === lengthOf(countOf(bytes));
}

/** Reads the binary form of STL; all its numbers are little-endian. */
export function readBinaryStl(bytes: Uint8Array, name: string): TriangleMesh {
  if (bytes.byteLength < HEADER_BYTES) {
    throw geometryBroken(
      `${name} byte 0: expected "solid" (ASCII STL) or a binary header of ${HEADER_BYTES} bytes, ` +
        `found ${bytes.byteLength} bytes`,
    );
  }
  const triangles = countOf(bytes);
  if (bytes.byteLength !== lengthOf(triangles)) {
    throw geometryBroken(
      `${name} byte ${COUNT_OFFSET}: expected a file of ${lengthOf(triangles)} bytes for ${triangles} triangles, ` +
        `found ${bytes.byteLength} bytes`,
    );
  }
  refuseTooMany(name, triangles);
  const positions = Array.from({ length: triangles }, (_, triangle) => HEADER_BYTES + triangle * TRIANGLE_BYTES);
  const cornersMillimetres = Float64Array.from(positions.flatMap((position) => cornersAt(bytes, position, name)));
  return { name, format: 'binary', triangles, cornersMillimetres, positions };
}

function cornersAt(bytes: Uint8Array, position: number, name: string): number[] {
  const view = viewOf(bytes);
  return Array.from({ length: NUMBERS_PER_TRIANGLE }, (_, index) => {
    const offset = position + NORMAL_BYTES + index * Float32Array.BYTES_PER_ELEMENT;
    const value = view.getFloat32(offset, true);
    if (!Number.isFinite(value)) {
      throw geometryBroken(`${name} byte ${offset}: expected a finite coordinate, found ${value}`);
    }
    return value;
  });
}

function countOf(bytes: Uint8Array): number {
  return viewOf(bytes).getUint32(COUNT_OFFSET, true);
}

function lengthOf(triangles: number): number {
  return HEADER_BYTES + triangles * TRIANGLE_BYTES;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

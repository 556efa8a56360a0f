import { WorkerError } from '@berth-platform/berth/worker';

/** The value at an index that the caller knows to be inside; in the field loops the engine makes it a plain load. */
export function at(values: Float32Array | Float64Array, index: number): number {
  return values[index] ?? 0;
}

/** The bytes of 32-bit floats, little-endian as on every machine that runs Node, without a copy. */
export function bytesOf(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

/**
 * The 32-bit floats in the payload of a message.
 *
 * @param expected how many there must be
 */
export function floatsOf(bytes: Uint8Array, expected: number, name: string): Float32Array {
  const expectedBytes = expected * Float32Array.BYTES_PER_ELEMENT;
  if (bytes.byteLength !== expectedBytes) {
    throw new WorkerError(
      'MESSAGE_INVALID',
      `${name}: found ${bytes.byteLength} bytes of payload, expected ${expectedBytes}`,
    );
  }
  // A payload may begin anywhere inside a received frame; floats need an address that four divides.
  return new Float32Array(new Uint8Array(bytes).buffer);
}

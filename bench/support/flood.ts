/** What is sent, the same by the worker on the platform and by the producer of the yardstick. */

/** How many messages are sent, and how large their payload is (0: none, JSON alone). */
export interface Flood {
  readonly count: number;
  readonly bytes: number;
}

/**
 * So many messages may be on their way before the worker waits. Of small ones about as many bytes as the producer of the
 * yardstick has under way in its socket (256 KiB), of large ones some MiB, as the kernel holds for it beyond that.
 */
export function windowMessages({ bytes }: Flood): number {
  return bytes === 0 ? 2048 : 256;
}

/** The JSON part of a message: with its frame about 100 bytes. */
export function messageData(index: number): { step: number; energy: number } {
  return { step: index, energy: index / 7 };
}

/** The payload, or `undefined` for none. */
export function payloadOf(bytes: number): Uint8Array | undefined {
  return bytes === 0 ? undefined : new Uint8Array(bytes).fill(7);
}

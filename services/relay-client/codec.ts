/** A frame between client and relay (docs/reference/relay-protocol.md, "Frames"). */
export interface Frame {
  readonly header: Readonly<Record<string, unknown>>;
  /** Empty where the frame carries none. */
  readonly bytes: Uint8Array;
}

const lengthBytes = 4;
const noBytes = new Uint8Array(0);
const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/** The largest frame that a relay takes from a client, in bytes. */
export const maxFrameBytes = 1 * 2 ** 20;

/** Encodes a frame: the header as JSON text, or, with a payload, its length, the header and the payload. */
export function encodeFrame(header: object, bytes: Uint8Array = noBytes): string | Uint8Array<ArrayBuffer> {
  const json = JSON.stringify(header);
  if (bytes.length === 0) return json;
  const head = encoder.encode(json);
  const frame = new Uint8Array(lengthBytes + head.length + bytes.length);
  new DataView(frame.buffer).setUint32(0, head.length);
  frame.set(head, lengthBytes);
  frame.set(bytes, lengthBytes + head.length);
  return frame;
}

/** The size of a frame on the wire, without the WebSocket's own. */
export function sizeOfFrame(frame: string | Uint8Array): number {
  return typeof frame === 'string' ? encoder.encode(frame).length : frame.length;
}

/**
 * Decodes what a WebSocket with `binaryType` "arraybuffer" received: text holds a frame in each line, binary data is
 * one. What is no frame is left out.
 */
export function decodeFrames(data: unknown): readonly Frame[] {
  const frames =
    typeof data === 'string' ? data.split('\n').map((line) => withHeader(line, noBytes)) : [decodeBinary(data)];
  return frames.filter((frame) => frame !== undefined);
}

function decodeBinary(data: unknown): Frame | undefined {
  if (!(data instanceof ArrayBuffer) || data.byteLength < lengthBytes) return undefined;
  const length = new DataView(data).getUint32(0);
  if (lengthBytes + length > data.byteLength) return undefined;
  try {
    const json = decoder.decode(new Uint8Array(data, lengthBytes, length));
    return withHeader(json, new Uint8Array(data, lengthBytes + length));
  } catch {
    return undefined;
  }
}

function withHeader(json: string, bytes: Uint8Array): Frame | undefined {
  try {
    const header: unknown = JSON.parse(json);
    if (typeof header !== 'object' || header === null || Array.isArray(header)) return undefined;
    return { header: header as Readonly<Record<string, unknown>>, bytes };
  } catch {
    return undefined;
  }
}

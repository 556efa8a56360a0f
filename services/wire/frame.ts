/** A frame of a WebSocket between worker, supervisor, relay and client. */
export interface Frame {
  readonly header: Readonly<Record<string, unknown>>;
  /** Empty where the frame carries none. */
  readonly payload: Uint8Array;
}

/** A frame as it goes over a WebSocket: text without a payload, binary with one. */
export type EncodedFrame = string | Uint8Array;

/** A frame that cannot be read; the message says why. */
export class FrameError extends Error {
  override readonly name = 'FrameError';
}

const lengthBytes = 4;
const maxHeaderBytes = 16 * 2 ** 20;
const noPayload = new Uint8Array(0);

/**
 * Encodes a frame. Without a payload it is the header as JSON text; with one it is a four-byte big-endian length, the
 * header in JSON of that length, and the payload.
 */
export function encodeFrame(header: object, payload: Uint8Array = noPayload): EncodedFrame {
  const json = JSON.stringify(header);
  if (payload.length === 0) return json;
  const head = Buffer.from(json);
  const frame = Buffer.allocUnsafe(lengthBytes + head.length + payload.length);
  frame.writeUInt32BE(head.length, 0);
  head.copy(frame, lengthBytes);
  frame.set(payload, lengthBytes + head.length);
  return frame;
}

/** Decodes what a WebSocket received. @throws {FrameError} */
export function decodeFrame(data: Uint8Array, isBinary: boolean): Frame {
  if (!isBinary) return { header: parseHeader(data), payload: noPayload };
  const buffer = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  if (buffer.length < lengthBytes) throw new FrameError('a binary frame begins with a four-byte length');
  const length = buffer.readUInt32BE(0);
  if (length > maxHeaderBytes || lengthBytes + length > buffer.length) {
    throw new FrameError(
      `the frame says its header has ${length} bytes, but only ${buffer.length - lengthBytes} follow`,
    );
  }
  return {
    header: parseHeader(buffer.subarray(lengthBytes, lengthBytes + length)),
    payload: buffer.subarray(lengthBytes + length),
  };
}

const newline = 0x0a;

/** The frames in what a WebSocket received: text holds one in each line (JSON has no line ends of its own), binary is one. */
export function splitFrames(data: Buffer, isBinary: boolean): readonly Buffer[] {
  if (isBinary) return [data];
  const lines: Buffer[] = [];
  let from = 0;
  for (let end = data.indexOf(newline); end >= 0; end = data.indexOf(newline, from)) {
    lines.push(data.subarray(from, end));
    from = end + 1;
  }
  lines.push(data.subarray(from));
  return lines;
}

function parseHeader(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'));
  } catch (cause) {
    throw new FrameError('the header is not JSON', { cause });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new FrameError('the header is not a JSON object');
  }
  return value as Readonly<Record<string, unknown>>;
}

/** How many bytes a frame takes on the wire, without the WebSocket's own. */
export function frameBytes(frame: EncodedFrame): number {
  return typeof frame === 'string' ? Buffer.byteLength(frame) : frame.byteLength;
}

import { BerthError } from '../kit/errors/berth-error.ts';
import { decodeFrame, FrameError, type Frame } from '../wire/frame.ts';

/** Where a client stands with a worker. */
export interface Position {
  readonly incarnation: number;
  readonly seq: number;
}

/** What a client says. */
export type ClientFrame =
  | { readonly kind: 'attach'; readonly after: Readonly<Record<string, Position>> }
  | { readonly kind: 'ack'; readonly worker: string }
  | { readonly kind: 'message'; readonly to: string; readonly id: number };

/** The largest frame of a client, in bytes. */
export const maxClientFrameBytes = 1 * 2 ** 20;

/** Reads a frame of a client. @throws {BerthError} `FRAME_INVALID`, `FRAME_TOO_LARGE` */
export function readClientFrame(data: Uint8Array, isBinary: boolean): ClientFrame {
  if (data.byteLength > maxClientFrameBytes) {
    throw new BerthError('FRAME_TOO_LARGE', {
      detail: `The frame has ${data.byteLength} bytes; at most ${maxClientFrameBytes} are taken.`,
    });
  }
  const { header } = decode(data, isBinary);
  switch (header['kind']) {
    case 'attach':
      return { kind: 'attach', after: readPositions(header['after']) };
    case 'ack':
      count(header['seq'], '/seq');
      return { kind: 'ack', worker: text(header['worker'], '/worker') };
    case 'message':
      checkType(header['type']);
      return { kind: 'message', to: text(header['to'], '/to'), id: count(header['id'], '/id') };
    default:
      throw invalid('/kind', header['kind'], '"attach", "ack" or "message"');
  }
}

function decode(data: Uint8Array, isBinary: boolean): Frame {
  try {
    return decodeFrame(data, isBinary);
  } catch (error) {
    if (!(error instanceof FrameError)) throw error;
    throw new BerthError('FRAME_INVALID', { detail: `The frame cannot be read: ${error.message}.`, cause: error });
  }
}

function readPositions(value: unknown): Readonly<Record<string, Position>> {
  if (value === undefined) return {};
  if (typeof value !== 'object' || value === null) throw invalid('/after', value, 'an object');
  const entries = Object.entries(value).map(([worker, position]): [string, Position] => {
    const { incarnation, seq } = (position ?? {}) as { incarnation?: unknown; seq?: unknown };
    const path = `/after/${worker}`;
    return [worker, { incarnation: count(incarnation, `${path}/incarnation`), seq: count(seq, `${path}/seq`) }];
  });
  return Object.fromEntries(entries);
}

function checkType(value: unknown): void {
  if (typeof value === 'string' && /^[A-Za-z0-9._-]{1,64}$/.test(value)) return;
  throw invalid('/type', value, 'up to 64 characters of A–Z a–z 0–9 . _ -');
}

function text(value: unknown, path: string): string {
  if (typeof value === 'string') return value;
  throw invalid(path, value, 'text');
}

function count(value: unknown, path: string): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw invalid(path, value, 'a whole number of at least 0');
}

function invalid(path: string, value: unknown, expected: string): BerthError {
  const found = value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 60);
  return new BerthError('FRAME_INVALID', {
    detail: `${path}: expected ${expected}, found ${found}.`,
    issues: [{ path, expected, value: found }],
  });
}

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  decodeFrame,
  encodeFrame,
  frameBytes,
  FrameError,
  splitFrames,
  type EncodedFrame,
} from '../../../services/wire/frame.ts';

function decode(frame: EncodedFrame) {
  return typeof frame === 'string' ? decodeFrame(Buffer.from(frame), false) : decodeFrame(frame, true);
}

/** A header as JSON brings it back: without `undefined` and without -0. */
const headers = fc
  .dictionary(fc.string(), fc.jsonValue())
  .map((header) => JSON.parse(JSON.stringify(header)) as Record<string, unknown>);

describe('a frame', () => {
  test('comes back as it went', () => {
    fc.assert(
      fc.property(headers, fc.uint8Array({ maxLength: 2000 }), (header, payload) => {
        const encoded = encodeFrame(header, payload);
        const decoded = decode(encoded);
        expect(decoded.header).toEqual(header);
        expect(new Uint8Array(decoded.payload)).toEqual(payload);
        expect(frameBytes(encoded)).toBe(Buffer.from(encoded).length);
      }),
    );
  });

  test('is text without a payload and binary with one', () => {
    expect(encodeFrame({ kind: 'ready' })).toBe('{"kind":"ready"}');
    expect(encodeFrame({ kind: 'ready' }, new Uint8Array(0))).toBe('{"kind":"ready"}');
    const binary = encodeFrame({}, Uint8Array.of(7));
    expect([...Buffer.from(binary)]).toEqual([0, 0, 0, 2, 0x7b, 0x7d, 7]);
  });

  test('is read from the middle of a larger buffer', () => {
    const binary = Buffer.from(encodeFrame({ a: 1 }, Uint8Array.of(1, 2)));
    const around = Buffer.concat([Buffer.from('before'), binary]);
    const decoded = decodeFrame(around.subarray('before'.length), true);
    expect(decoded.header).toEqual({ a: 1 });
    expect([...decoded.payload]).toEqual([1, 2]);
  });
});

describe('garbage', () => {
  const mustRead = (data: Uint8Array, isBinary: boolean) => {
    try {
      const { header } = decodeFrame(data, isBinary);
      expect(typeof header).toBe('object');
    } catch (error) {
      expect(error).toBeInstanceOf(FrameError);
      expect((error as Error).message).not.toBe('');
    }
  };

  test('never fails otherwise than with a FrameError', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), mustRead), { numRuns: 500 });
  });

  test('that resembles a frame does not either', () => {
    const cut = fc
      .tuple(headers, fc.uint8Array({ minLength: 1, maxLength: 50 }), fc.nat(300))
      .map(([header, payload, length]) => Buffer.from(encodeFrame(header, payload)).subarray(0, length));
    fc.assert(fc.property(cut, (data) => mustRead(data, true)));
  });

  test.each([
    ['too short for a length', Buffer.of(0, 0, 1), true, /four-byte length/],
    ['shorter than its header', Buffer.of(0, 0, 0, 9, 0x7b), true, /9 bytes, but only 1 follow/],
    ['with a header of 4 GiB', Buffer.of(255, 255, 255, 255), true, /4294967295 bytes/],
    ['that is no JSON', Buffer.from('{'), false, /not JSON/],
    ['that is a list', Buffer.from('[]'), false, /not a JSON object/],
    ['that is null', Buffer.from('null'), false, /not a JSON object/],
    ['that is empty', Buffer.from(''), false, /not JSON/],
  ])('%s is refused with its reason', (_, data, isBinary, reason) => {
    expect(() => decodeFrame(data, isBinary)).toThrow(reason);
  });
});

describe('text with several frames', () => {
  test('is split into its lines, whatever the values hold; binary data is one', () => {
    fc.assert(
      fc.property(fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { minLength: 1 }), (headers) => {
        const data = Buffer.from(headers.map((header) => JSON.stringify(header)).join('\n'));
        const decoded = splitFrames(data, false).map((line) => decodeFrame(line, false).header);
        expect(decoded).toEqual(headers.map((header) => JSON.parse(JSON.stringify(header)) as unknown));
        expect(splitFrames(data, true)).toEqual([data]);
      }),
    );
  });
});

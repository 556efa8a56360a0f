import { describe, expect, test } from '@jest/globals';
import { decodeFrames, encodeFrame } from '../../../services/relay-client/codec.ts';
import { decodeFrame as decodeOnServer, encodeFrame as encodeOnServer } from '../../../services/wire/frame.ts';

const header = { kind: 'message', text: 'Größe → 1' };
const bytes = new Uint8Array([0, 255, 7]);

describe('frames of the client', () => {
  test('are read by the services', () => {
    const binary = encodeFrame(header, bytes);
    if (typeof binary === 'string') throw new Error('a payload makes a frame binary');
    const read = decodeOnServer(binary, true);
    expect(read.header).toEqual(header);
    expect([...read.payload]).toEqual([...bytes]);
    expect(encodeFrame(header)).toBe(JSON.stringify(header));
  });

  test('of the services are read by the client', () => {
    const encoded = encodeOnServer(header, bytes) as Uint8Array;
    const [frame] = decodeFrames(new Uint8Array(encoded).buffer);
    expect(frame?.header).toEqual(header);
    expect([...(frame?.bytes ?? [])]).toEqual([...bytes]);
  });

  test.each([
    ['text that is no JSON', '{'],
    ['JSON that is no object', '[1]'],
    ['less than a length', new ArrayBuffer(3)],
    ['a length beyond the end', new Uint8Array([0, 0, 1, 0, 123]).buffer],
    ['a header that is no UTF-8', new Uint8Array([0, 0, 0, 1, 255]).buffer],
    ['something else', 7],
  ])('are not made of %s', (_what, data) => {
    expect(decodeFrames(data)).toEqual([]);
  });
});

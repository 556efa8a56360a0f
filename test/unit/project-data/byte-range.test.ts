import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { requestedRange } from '../../../services/project-data/byte-range.ts';

const etag = '"abc"';

describe('a requested range', () => {
  test.each<[string | undefined, [number, number] | undefined]>([
    [undefined, undefined],
    ['bytes=0-99', [0, 100]],
    ['bytes=0-0', [0, 1]],
    ['bytes=900-', [900, 1000]],
    ['bytes=-100', [900, 1000]],
    ['bytes=-5000', [0, 1000]],
    ['bytes=500-5000', [500, 1000]],
    ['bytes=1000-', undefined],
    ['bytes=5-4', undefined],
    ['bytes=-0', undefined],
    ['bytes=-', undefined],
    ['bytes=0-1,5-6', undefined],
    ['lines=0-1', undefined],
  ])('of %j is %j', (range, expected) => {
    const found = requestedRange({ range }, 1000, etag);
    expect(found && [found.start, found.end]).toEqual(expected);
  });

  test('continues only the content that it was begun with', () => {
    const range = 'bytes=10-';
    expect(requestedRange({ range, 'if-range': etag }, 100, etag)).toEqual({ start: 10, end: 100 });
    expect(requestedRange({ range, 'if-range': '"other"' }, 100, etag)).toBeUndefined();
  });

  test('lies inside the file', () => {
    const header = fc.tuple(fc.option(fc.nat(50)), fc.option(fc.nat(50)));
    fc.assert(
      fc.property(header, fc.nat(40), ([first, last], size) => {
        const range = requestedRange({ range: `bytes=${first ?? ''}-${last ?? ''}` }, size, etag);
        if (range === undefined) return;
        expect(range.start).toBeGreaterThanOrEqual(0);
        expect(range.end).toBeLessThanOrEqual(size);
        expect(range.start).toBeLessThan(range.end);
      }),
    );
  });
});

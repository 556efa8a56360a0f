import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonicalCidr, overlaps, parseCidr } from '../../../../infra/model/cidr.ts';

function range(text: string) {
  const parsed = parseCidr(text);
  if (parsed === undefined) throw new Error(`${text} is no range`);
  return parsed;
}

describe('a range of addresses', () => {
  test('goes from its first to its last address', () => {
    expect(range('10.1.0.0/16')).toEqual({ family: 4, first: 0x0a010000n, last: 0x0a01ffffn });
    expect(range('0.0.0.0/0')).toEqual({ family: 4, first: 0n, last: 0xffffffffn });
    expect(range('192.0.2.7/32')).toEqual({ family: 4, first: 0xc0000207n, last: 0xc0000207n });
    expect(range('2001:db8::/32')).toMatchObject({ family: 6, first: 0x20010db8n << 96n });
    expect(range('::1/128')).toEqual({ family: 6, first: 1n, last: 1n });
  });

  const wrong = [
    '',
    '10.0.0.0',
    '10.0.0.0/33',
    '10.0.0/8',
    '256.0.0.0/8',
    '010.0.0.0/8',
    '10.0.0.0/8/8',
    'a/8',
    '1::2::3/64',
    '1:2:3/64',
    '::/129',
    '12345::/16',
    '1:2:3:4:5:6:7:8::/64',
  ];
  test.each(wrong)('is not %p', (text) => {
    expect(parseCidr(text)).toBeUndefined();
    expect(canonicalCidr(text)).toBeUndefined();
  });

  test('is written by its first address', () => {
    expect(canonicalCidr('10.1.2.3/8')).toBe('10.0.0.0/8');
    expect(canonicalCidr('10.0.0.0/8')).toBe('10.0.0.0/8');
    expect(canonicalCidr('2001:db8::/32')).toBe('2001:db8::/32');
  });

  test('overlaps another where an address is in both', () => {
    expect(overlaps(range('10.0.0.0/8'), range('10.96.0.0/12'))).toBe(true);
    expect(overlaps(range('10.0.0.0/9'), range('10.128.0.0/9'))).toBe(false);
    expect(overlaps(range('0.0.0.0/0'), range('::/0'))).toBe(false);
  });

  test('overlaps another in both directions or in none, and always itself', () => {
    const any = fc
      .tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 }))
      .map(([address, length]) => range(`${address}/${length}`));
    fc.assert(
      fc.property(any, any, (a, b) => {
        expect(overlaps(a, b)).toBe(overlaps(b, a));
        expect(overlaps(a, a)).toBe(true);
        // One of two ranges of a family is inside of the other, or they are apart.
        const isInside = (inner: typeof a, outer: typeof a) => inner.first >= outer.first && inner.last <= outer.last;
        expect(overlaps(a, b)).toBe(isInside(a, b) || isInside(b, a));
      }),
    );
  });
});

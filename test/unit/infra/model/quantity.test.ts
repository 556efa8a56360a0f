import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  durationMs,
  memoryBytes,
  shareThousandths,
  showMemory,
  thousandths,
} from '../../../../infra/model/quantity.ts';

describe('memory', () => {
  test.each([
    ['0', 0],
    ['1k', 1000],
    ['1Ki', 1024],
    ['1.5Gi', 1.5 * 2 ** 30],
    ['2T', 2e12],
    ['1Ti', 2 ** 40],
    ['0.1', 1],
  ])('%s is %d bytes', (quantity, bytes) => {
    expect(memoryBytes(quantity)).toBe(bytes);
  });

  test('of whole binary units comes back from its number', () => {
    const units = [
      ['', 1],
      ['Ki', 2 ** 10],
      ['Mi', 2 ** 20],
      ['Gi', 2 ** 30],
    ] as const;
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.constantFrom(...units), (amount, [unit, factor]) => {
        expect(memoryBytes(`${amount}${unit}`)).toBe(amount * factor);
      }),
    );
  });

  test('is shown to within a twentieth', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 45 }), (bytes) => {
        const [amount = '', unit = ''] = showMemory(bytes).split(' ');
        const shown = memoryBytes(`${amount}${unit === 'B' ? '' : unit.slice(0, 2)}`);
        expect(Math.abs(shown - bytes) / bytes).toBeLessThanOrEqual(0.051);
      }),
    );
  });
});

describe('a duration', () => {
  test.each([
    ['500ms', 500],
    ['30s', 30_000],
    ['1.5m', 90_000],
    ['8h', 28_800_000],
    ['1d', 86_400_000],
    ['0.2ms', 1],
  ])('%s is %d ms', (duration, ms) => {
    expect(durationMs(duration)).toBe(ms);
  });

  test('is as long in smaller units', () => {
    fc.assert(
      fc.property(fc.nat(10_000), (amount) => {
        expect(durationMs(`${amount}s`)).toBe(durationMs(`${amount * 1000}ms`));
        expect(durationMs(`${amount}h`)).toBe(durationMs(`${amount * 60}m`));
      }),
    );
  });
});

describe('thousandths', () => {
  test('round to the nearest', () => {
    expect([thousandths(0.001), thousandths(0.25), thousandths(4096)]).toEqual([1, 250, 4_096_000]);
  });

  test('of a share never add up to more than one GPU', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 100 }), (parts) => {
        expect(shareThousandths(`1/${parts}`) * parts).toBeLessThanOrEqual(1000);
        expect(shareThousandths(`1/${parts}`)).toBeGreaterThan(0);
      }),
    );
  });
});

import { describe, expect, test } from '@jest/globals';
import { identifyProcess, isSameProcess, parseIdentity, startTicksOf } from '../../../services/kit/process-identity.ts';

const STAT_TAIL = 'S 1 42 42 0 -1 4194560 1 0 0 0 7 3 0 0 20 0 12 0 987654 1000 55 18446744073709551615';

describe('the identity of a process', () => {
  test('is read past any name', () => {
    expect(startTicksOf(`42 (java) ${STAT_TAIL}`)).toBe(987_654);
    expect(startTicksOf(`42 (a) b (c)) ${STAT_TAIL}`)).toBe(987_654);
  });

  test('is none for a process that only waits to be reaped, and for nonsense', () => {
    expect(startTicksOf(`42 (java) ${STAT_TAIL.replace('S', 'Z')}`)).toBeUndefined();
    expect(startTicksOf('')).toBeUndefined();
  });

  test('tells this process from another with its pid', async () => {
    const own = await identifyProcess(process.pid);
    if (own === undefined) throw new Error('no /proc');
    expect(await isSameProcess(own)).toBe(true);
    expect(await isSameProcess({ ...own, startTicks: own.startTicks - 1 })).toBe(false);
    expect(await isSameProcess({ ...own, bootId: 'another boot' })).toBe(false);
  });

  test('comes back from JSON, or not at all', () => {
    const identity = { pid: 1, startTicks: 2, bootId: 'b' };
    expect(parseIdentity(JSON.parse(JSON.stringify(identity)))).toEqual(identity);
    expect(parseIdentity({ pid: '1', startTicks: 2, bootId: 'b' })).toBeUndefined();
    expect(parseIdentity(null)).toBeUndefined();
  });
});

import { describe, expect, test } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { createTurns } from '../../../services/auth/turns.ts';

describe('turns', () => {
  test('run tasks of one key one after the other, in their order, also after a failure', async () => {
    const turns = createTurns();
    const seen: string[] = [];
    const task = (name: string, ms: number, fails = false) =>
      turns('key', async () => {
        seen.push(`${name} begins`);
        await delay(ms);
        seen.push(`${name} ends`);
        if (fails) throw new Error(name);
        return name;
      });
    const results = await Promise.allSettled([task('a', 20), task('b', 5, true), task('c', 0)]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  });

  test('let tasks of other keys pass', async () => {
    const turns = createTurns();
    const first = turns('a', () => delay(50, 'slow'));
    const second = turns('b', async () => 'fast');
    expect(await Promise.race([first, second])).toBe('fast');
    await first;
  });
});

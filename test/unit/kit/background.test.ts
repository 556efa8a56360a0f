import { describe, expect, test } from '@jest/globals';
import { createBackground, pause } from '../../../services/kit/background.ts';
import { createLog } from '../../../services/kit/log.ts';

function setup() {
  const logged: string[] = [];
  const background = createBackground(createLog({ destination: { write: (line: string) => void logged.push(line) } }));
  return { background, logged };
}

describe('background tasks', () => {
  test('are repeated, also after a failure, which is logged', async () => {
    const { background, logged } = setup();
    let runs = 0;
    await new Promise<void>((resolve) => {
      background.repeat('count', 0, async () => {
        if (++runs === 1) throw new Error('first');
        if (runs === 3) resolve();
      });
    });
    await background.stop();
    expect(runs).toBeGreaterThanOrEqual(3);
    expect(logged).toHaveLength(1);
    expect(JSON.parse(logged[0] ?? '')).toMatchObject({ task: 'count', err: { message: 'first' } });
  });

  test('end with their owner, which waits for what runs', async () => {
    const { background } = setup();
    const steps: string[] = [];
    background.run('slow', async (signal) => {
      await pause(60_000, signal);
      steps.push('woken');
      await Promise.resolve();
      steps.push('ended');
    });
    background.repeat('rare', 60_000, async () => {
      steps.push('repeated');
    });
    await background.stop();
    expect(steps.sort()).toEqual(['ended', 'repeated', 'woken']);
    expect(background.signal.aborted).toBe(true);
  });

  test('that fail because they were ended are no failures', async () => {
    const { background, logged } = setup();
    background.run('watch', async (signal) => {
      await pause(60_000, signal);
      signal.throwIfAborted();
    });
    await background.stop();
    expect(logged).toEqual([]);
  });

  test('that run once and fail are logged and trouble nobody else', async () => {
    const { background, logged } = setup();
    background.run('once', () => Promise.reject(new Error('broken')));
    await pause(0, background.signal);
    await background.stop();
    expect(logged.join('')).toContain('broken');
  });
});

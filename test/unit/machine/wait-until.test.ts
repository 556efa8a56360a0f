import { describe, expect, test } from '@jest/globals';
import { waitUntil, withDeadline } from '../../../services/machine/wait-until.ts';

describe('waiting', () => {
  test('ends with what was found', async () => {
    let looks = 0;
    const look = async (): Promise<string | undefined> => (++looks === 3 ? 'found' : undefined);
    expect(await waitUntil(look, { what: 'it', deadlineMs: 5_000, everyMs: 1 })).toBe('found');
    expect(looks).toBe(3);
  });

  test('ends at the deadline and names what was waited for', async () => {
    const never = async (): Promise<undefined> => undefined;
    await expect(waitUntil(never, { what: 'the sun', deadlineMs: 5, everyMs: 1 })).rejects.toMatchObject({
      code: 'DEADLINE_EXCEEDED',
      message: expect.stringContaining('the sun') as unknown,
    });
  });

  test('ends when it is aborted', async () => {
    const abort = new AbortController();
    const look = async (): Promise<undefined> => {
      abort.abort(new Error('enough'));
      return undefined;
    };
    await expect(waitUntil(look, { what: 'it', deadlineMs: 5_000, signal: abort.signal })).rejects.toThrow('enough');
  });
});

describe('work with a deadline', () => {
  test('gives its result or its own error', async () => {
    expect(await withDeadline(Promise.resolve(7), { what: 'it', deadlineMs: 5_000 })).toBe(7);
    await expect(withDeadline(Promise.reject(new Error('own')), { what: 'it', deadlineMs: 5_000 })).rejects.toThrow(
      'own',
    );
  });

  test('is given up when it is late', async () => {
    await expect(withDeadline(new Promise(() => undefined), { what: 'it', deadlineMs: 5 })).rejects.toMatchObject({
      code: 'DEADLINE_EXCEEDED',
    });
  });
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { BerthError } from '../../../../services/kit/errors/berth-error.ts';
import {
  checkCount,
  checkFailure,
  checkMessage,
  checkMessages,
  checkProgress,
} from '../../../../services/runtime/supervisor/worker-input.ts';

const isKnown = (worker: string) => worker === 'solver-1';

function problemOf(check: () => unknown): { code: string; path: string | undefined } {
  try {
    check();
  } catch (error) {
    if (error instanceof BerthError) return { code: error.code, path: error.issues[0]?.path };
    throw error;
  }
  throw new Error('nothing was wrong');
}

describe('a message of a worker', () => {
  test('goes to the clients or to a worker of the session', () => {
    const bytes = Buffer.from([1, 2, 255]).toString('base64');
    const message = checkMessage({ to: 'solver-1', type: 'field.step', data: { a: 1 }, bytes }, isKnown);
    expect(message).toMatchObject({ to: 'solver-1', type: 'field.step', data: { a: 1 } });
    expect([...message.payload]).toEqual([1, 2, 255]);
    expect(checkMessage({ to: 'clients', type: 'frame' }, isKnown).payload).toHaveLength(0);
    expect('data' in checkMessage({ to: 'clients', type: 'frame' }, isKnown)).toBe(false);
  });

  test.each([
    [{ to: 'solver-9', type: 'x' }, '/messages/0/to'],
    [{ type: 'x' }, '/messages/0/to'],
    [{ to: 'clients', type: '' }, '/messages/0/type'],
    [{ to: 'clients', type: 'x'.repeat(65) }, '/messages/0/type'],
    [{ to: 'clients', type: 'with space' }, '/messages/0/type'],
    [{ to: 'clients', type: 'x', bytes: 5 }, '/messages/0/bytes'],
    ['text', '/messages/0'],
    [null, '/messages/0'],
  ])('%j is refused at its place', (value, path) => {
    expect(problemOf(() => checkMessages({ messages: [value] }, isKnown))).toEqual({ code: 'REQUEST_INVALID', path });
  });

  test('must be in a list', () => {
    expect(problemOf(() => checkMessages({}, isKnown)).path).toBe('/messages');
  });
});

describe('progress and failure', () => {
  test('are taken, texts cut at their limits', () => {
    expect(checkProgress({ fraction: 1 })).toEqual({ fraction: 1, text: '' });
    expect(checkProgress({ fraction: 0, text: 'x'.repeat(600) }).text).toHaveLength(500);
    expect(checkFailure({ code: 'GEOMETRY_BROKEN', message: 'x'.repeat(3000) }).message).toHaveLength(2000);
  });

  test.each([
    [{ fraction: 1.1 }, '/fraction'],
    [{ fraction: -0.1 }, '/fraction'],
    [{ fraction: NaN }, '/fraction'],
    [{ fraction: '0.5' }, '/fraction'],
    [{ fraction: 0.5, text: 7 }, '/text'],
  ])('progress %j is refused', (fields, path) => {
    expect(problemOf(() => checkProgress(fields)).path).toBe(path);
  });

  test.each([
    [{ message: 'm' }, '/code'],
    [{ code: 'lower', message: 'm' }, '/code'],
    [{ code: 'X'.repeat(65), message: 'm' }, '/code'],
    [{ code: 'X', message: '' }, '/message'],
    [{ code: 'X' }, '/message'],
  ])('failure %j is refused', (fields, path) => {
    expect(problemOf(() => checkFailure(fields)).path).toBe(path);
  });
});

describe('a count', () => {
  test.each([
    [null, 9],
    [undefined, 9],
    ['', 9],
    ['0', 0],
    [42, 42],
    ['42', 42],
  ])('%j is %d', (value, count) => {
    expect(checkCount(value, '/n', 9)).toBe(count);
  });

  test.each<unknown>([-1, 1.5, '1e99', 'x', {}, true, { toString: 1, valueOf: 1 }])('is not %j', (value) => {
    expect(problemOf(() => checkCount(value, '/n', 9))).toEqual({ code: 'REQUEST_INVALID', path: '/n' });
  });
});

test('whatever JSON a worker sends, it gets a result or REQUEST_INVALID', () => {
  const fields = fc.dictionary(
    fc.constantFrom('to', 'type', 'data', 'bytes', 'fraction', 'text', 'code', 'message', 'messages'),
    fc.jsonValue(),
  );
  const checks = [
    (value: Record<string, unknown>) => checkMessages({ messages: [value] }, isKnown),
    (value: Record<string, unknown>) => checkMessages(value, isKnown),
    checkProgress,
    checkFailure,
    (value: Record<string, unknown>) => checkCount(value['data'], '/data', 0),
  ];
  fc.assert(
    fc.property(fields, fc.constantFrom(...checks), (value, check) => {
      try {
        check(value);
      } catch (error) {
        expect(error).toMatchObject({ code: 'REQUEST_INVALID' });
      }
    }),
    { numRuns: 500 },
  );
});

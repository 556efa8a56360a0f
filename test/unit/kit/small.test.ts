import { describe, expect, test } from '@jest/globals';
import { Change } from '../../../services/kit/change.ts';
import { methodPath } from '../../../services/kit/contract.ts';
import { Liveness } from '../../../services/kit/liveness.ts';
import { newTrace, readTrace, traceHeader } from '../../../services/kit/trace.ts';

describe('the path of a method', () => {
  test.each([
    ['session', 'open', '/v1/session/open'],
    ['local-directory', 'updatePeers', '/v1/local-directory/update-peers'],
    ['auth', 'aBC', '/v1/auth/a-b-c'],
  ] as const)('%s.%s is %s', (service, name, path) => {
    expect(methodPath(service, name)).toBe(path);
  });
});

describe('a trace', () => {
  const traceId = '0af7651916cd43dd8448eb211c80319c';
  const spanId = 'b7ad6b7169203331';

  test('goes on from the header of the caller', () => {
    expect(readTrace(`00-${traceId}-${spanId}-01`)).toEqual({ traceId, spanId });
    const header = traceHeader({ traceId, spanId });
    expect(readTrace(header).traceId).toBe(traceId);
    expect(readTrace(header).spanId).not.toBe(spanId);
  });

  test.each([
    undefined,
    '',
    'x',
    `01-${traceId}-${spanId}-01`,
    `00-${traceId.toUpperCase()}-${spanId}-01`,
    `00-${traceId}-${spanId}`,
    `00-${'0'.repeat(32)}-${spanId}-01`,
    `00-${traceId}-${'0'.repeat(16)}-01`,
  ])('begins anew after %j', (header) => {
    expect(readTrace(header)).toEqual({
      traceId: expect.stringMatching(/^(?=.*[1-9a-f])[0-9a-f]{32}$/),
      spanId: expect.stringMatching(/^(?=.*[1-9a-f])[0-9a-f]{16}$/),
    });
    expect(readTrace(header).traceId).not.toBe(traceId);
  });

  test('is never the same twice', () => {
    expect(newTrace()).not.toEqual(newTrace());
  });
});

describe('liveness', () => {
  test('is lost when the counter has not moved for the time-out, by the own clock', () => {
    const liveness = new Liveness(100);
    const looks = [0, 50, 100, 101].map((nowMs) => liveness.observe('a', 7, nowMs));
    expect(looks).toEqual([true, true, true, false]);
  });

  test('comes back with the counter, also with a lower one after a restart', () => {
    const liveness = new Liveness(100);
    for (const nowMs of [0, 50, 100]) liveness.observe('a', 7, nowMs);
    expect(liveness.observe('a', 7, 150)).toBe(false);
    expect(liveness.observe('a', 1, 151)).toBe(true);
    expect(liveness.observe('a', 1, 201)).toBe(true);
  });

  test('says nothing of the time in which nobody looked', () => {
    const liveness = new Liveness(100);
    liveness.observe('a', 7, 0);
    expect(liveness.observe('a', 7, 500)).toBe(true);
    expect(liveness.observe('a', 7, 550)).toBe(true);
    expect(liveness.observe('a', 7, 601)).toBe(false);
  });

  test('is not prolonged by a counter that is not there any more', () => {
    const liveness = new Liveness(100);
    liveness.observe('a', 7, 0);
    expect(liveness.observe('a', undefined, 60)).toBe(true);
    expect(liveness.observe('a', undefined, 101)).toBe(false);
    expect(liveness.observe('b', undefined, 0)).toBe(true);
    liveness.observe('b', undefined, 60);
    expect(liveness.observe('b', undefined, 101)).toBe(false);
  });

  test('is judged for each by itself, and anew after forgetting', () => {
    const liveness = new Liveness(100);
    for (const nowMs of [0, 60, 120]) liveness.observe('a', 1, nowMs);
    expect(liveness.observe('b', 1, 120)).toBe(true);
    expect(liveness.observe('a', 1, 121)).toBe(false);
    liveness.keepOnly(new Set(['b']));
    expect(liveness.observe('a', 1, 122)).toBe(true);
  });
});

describe('a change', () => {
  test('wakes everybody who waits', async () => {
    const change = new Change();
    const waiting = [change.wait(60_000), change.wait(60_000)];
    change.notify();
    await Promise.all(waiting);
  });

  test('is not waited for after an abort, nor for no time', async () => {
    const change = new Change();
    await change.wait(0);
    await change.wait(60_000, AbortSignal.abort());
    const controller = new AbortController();
    const waiting = change.wait(60_000, controller.signal);
    controller.abort();
    await waiting;
  });

  test('may be waited for again from within', async () => {
    const change = new Change();
    let wakes = 0;
    const loop = async () => {
      for (; wakes < 3; wakes++) await change.wait(60_000);
    };
    const looping = loop();
    while (wakes < 3) {
      change.notify();
      await Promise.resolve();
    }
    await looping;
    expect(wakes).toBe(3);
  });
});

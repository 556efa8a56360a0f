import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { orderByRoom } from '../../../services/global-session/choose.ts';

function service(instance: string, sessions: number, capacity: number) {
  return { instance, url: `http://${instance}`, sessions, capacity, beat: 1 };
}

const order = (services: readonly ReturnType<typeof service>[]) =>
  orderByRoom(services).map(({ instance }) => instance);

describe('the session services for a new session', () => {
  test('are those with room, the largest share of room first', () => {
    const services = [service('small', 1, 2), service('large', 40, 100), service('full', 3, 3)];
    expect(order(services)).toEqual(['large', 'small']);
  });

  test('are ordered by name among equals, in whatever order they are found', () => {
    const services = [service('b', 5, 10), service('a', 50, 100)];
    expect(order(services)).toEqual(['a', 'b']);
    expect(order(services.toReversed())).toEqual(['a', 'b']);
  });

  test('are none where none has room', () => {
    expect(order([])).toEqual([]);
    expect(order([service('full', 3, 3), service('closed', 0, 0)])).toEqual([]);
  });

  test('are all that have room and no others, never a fuller one before another', () => {
    const any = fc.record({ sessions: fc.nat(20), capacity: fc.nat(20) });
    fc.assert(
      fc.property(fc.array(any), (all) => {
        const services = all.map(({ sessions, capacity }, index) => service(`s${index}`, sessions, capacity));
        const open = services.filter(({ sessions, capacity }) => sessions < capacity);
        const ordered = orderByRoom(services);
        expect(new Set(ordered)).toEqual(new Set(open));
        const loads = ordered.map(({ sessions, capacity }) => sessions / capacity);
        expect(loads).toEqual(loads.toSorted((a, b) => a - b));
      }),
    );
  });
});

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { NumberedQueue } from '../../../services/wire/numbered-queue.ts';

describe('a queue of numbered entries', () => {
  test('gives what is above a number and takes out what is up to it', () => {
    const queue = new NumberedQueue<string>();
    for (const entry of ['a', 'b', 'c']) queue.push(entry);
    expect(queue.after(0)).toEqual(['a', 'b', 'c']);
    expect(queue.takeUpTo(2)).toEqual(['a', 'b']);
    expect([queue.first, queue.length]).toEqual([3, 1]);
    expect(queue.after(0)).toEqual(['c']);
    expect(queue.after(3)).toEqual([]);
  });

  test('passes over numbers that are gone, or have not come yet, and such as are none', () => {
    const queue = new NumberedQueue<string>(5);
    queue.push('five');
    expect([queue.takeUpTo(4), queue.takeUpTo(-1), queue.takeUpTo(NaN)]).toEqual([[], [], []]);
    expect(queue.takeUpTo(99)).toEqual(['five']);
    expect([queue.first, queue.length]).toEqual([6, 0]);
  });

  test('behaves as an array of numbered entries, however much comes and goes', () => {
    const step = fc.oneof(fc.record({ push: fc.nat(400) }), fc.record({ take: fc.nat(500) }));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const queue = new NumberedQueue<number>();
        let model: number[] = [];
        let last = 0;
        for (const operation of steps) {
          if ('push' in operation) {
            for (let count = 0; count < operation.push; count++) {
              queue.push(++last);
              model.push(last);
            }
          } else {
            const upTo = (model[0] ?? last) + operation.take;
            expect(queue.takeUpTo(upTo)).toEqual(model.filter((n) => n <= upTo));
            model = model.filter((n) => n > upTo);
          }
          expect(queue.length).toBe(model.length);
          expect(queue.first).toBe(model[0] ?? last + 1);
          expect(queue.after(last - 3)).toEqual(model.filter((n) => n > last - 3));
        }
      }),
    );
  });
});

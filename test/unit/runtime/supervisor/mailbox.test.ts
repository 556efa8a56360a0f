import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Mailbox, type NewInput } from '../../../../services/runtime/supervisor/mailbox.ts';

function message(bytes = 0, data?: unknown): NewInput {
  return {
    kind: 'message',
    fields: { from: 'a', ...(data !== undefined && { data }) },
    payload: new Uint8Array(bytes),
  };
}

const stop: NewInput = { kind: 'stop', fields: {}, payload: new Uint8Array(0) };

describe('a mailbox', () => {
  test('numbers its inputs from 1 and keeps them until they are acknowledged', () => {
    const mailbox = new Mailbox();
    for (let count = 0; count < 3; count++) expect(mailbox.push(message())).toBe(true);
    expect(mailbox.after(0).map(({ n }) => n)).toEqual([1, 2, 3]);
    mailbox.acknowledge(2);
    expect(mailbox.after(0).map(({ n }) => n)).toEqual([3]);
    mailbox.push(stop);
    expect(mailbox.after(3)).toEqual([{ ...stop, n: 4 }]);
  });

  test('takes no more messages than it may, but always what the platform says', () => {
    const mailbox = new Mailbox({ inputs: 2, memoryBytes: 10_000 });
    expect([mailbox.push(message()), mailbox.push(message()), mailbox.push(message())]).toEqual([true, true, false]);
    expect(mailbox.push(stop)).toBe(true);
    mailbox.acknowledge(3);
    expect(mailbox.push(message())).toBe(true);
    expect(mailbox.after(0).map(({ n }) => n)).toEqual([4]);
  });

  test('counts payloads and data', () => {
    const mailbox = new Mailbox({ inputs: 100, memoryBytes: 1000 });
    expect(mailbox.push(message(800))).toBe(true);
    expect(mailbox.push(message(200))).toBe(false);
    expect(mailbox.push(message(0, 'x'.repeat(200)))).toBe(false);
    mailbox.acknowledge(1);
    expect(mailbox.push(message(0, 'x'.repeat(800)))).toBe(true);
  });

  test('tells its listeners of each input until they leave', () => {
    const mailbox = new Mailbox();
    let heard = 0;
    const leave = mailbox.onInput(() => heard++);
    mailbox.push(message());
    leave();
    mailbox.push(message());
    expect(heard).toBe(1);
  });

  test('has room again for as much as was acknowledged, whatever came before', () => {
    const steps = fc.array(fc.oneof(fc.nat(300), fc.record({ acknowledge: fc.nat(5) })), { maxLength: 100 });
    fc.assert(
      fc.property(steps, (operations) => {
        const mailbox = new Mailbox({ inputs: 5, memoryBytes: 1000 });
        let last = 0;
        for (const step of operations) {
          if (typeof step === 'number') last += mailbox.push(message(step)) ? 1 : 0;
          else mailbox.acknowledge(last - step.acknowledge);
          const numbers = mailbox.after(0).map(({ n }) => n);
          expect(numbers).toEqual(numbers.map((_, index) => last - numbers.length + 1 + index));
          expect(numbers.length).toBeLessThanOrEqual(5);
        }
        mailbox.acknowledge(last);
        expect(mailbox.after(0)).toEqual([]);
        expect(mailbox.push(message(900))).toBe(true);
      }),
    );
  });
});

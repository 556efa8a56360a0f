import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MessageWindow, type WindowLimits } from '../../../../services/runtime/supervisor/window.ts';

const limits: WindowLimits = { messages: 5, memoryBytes: 100, whenFull: 'drop-oldest' };

/** A message of so many bytes on the wire. */
const ofBytes = (bytes: number) => () => 'x'.repeat(bytes);

function windowOf(count: number, options: Partial<WindowLimits> = {}): MessageWindow {
  const window = new MessageWindow({ ...limits, ...options });
  for (let index = 0; index < count; index++) window.push((seq) => `message ${seq}`);
  return window;
}

/** Everything that a client gets which has everything up to a number. */
function readAll(window: MessageWindow, after: number) {
  const gaps: { from: number; to: number }[] = [];
  const seqs: number[] = [];
  for (let cursor = after; ;) {
    const { gap, next } = window.read(cursor);
    if (gap !== undefined) gaps.push(gap);
    if (next === undefined) return { gaps, seqs };
    seqs.push(next.seq);
    cursor = next.seq;
  }
}

describe('a window', () => {
  test('gives the messages after a number in their order', () => {
    expect(readAll(windowOf(5), 2)).toEqual({ gaps: [], seqs: [3, 4, 5] });
    expect(windowOf(2).read(0).next).toEqual({ seq: 1, data: Buffer.from('message 1'), isBinary: false });
  });

  test('has nothing before the first message, nor after the last', () => {
    expect(windowOf(0).read(0)).toEqual({});
    expect(windowOf(3).read(3)).toEqual({});
    expect(windowOf(3).read(99)).toEqual({});
  });

  test('drops the oldest and says so', () => {
    expect(readAll(windowOf(8), 0)).toEqual({ gaps: [{ from: 1, to: 3 }], seqs: [4, 5, 6, 7, 8] });
    expect(readAll(windowOf(8), 2)).toEqual({ gaps: [{ from: 3, to: 3 }], seqs: [4, 5, 6, 7, 8] });
    expect(readAll(windowOf(8), 3)).toEqual({ gaps: [], seqs: [4, 5, 6, 7, 8] });
  });

  test('keeps a single message that is larger than its memory', () => {
    const window = windowOf(3);
    window.push(ofBytes(1000));
    expect(readAll(window, 0)).toEqual({ gaps: [{ from: 1, to: 3 }], seqs: [4] });
  });

  test('keeps its bounds and never passes over a message in silence', () => {
    const operations = fc.array(fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constant('read' as const)), {
      maxLength: 300,
    });
    fc.assert(
      fc.property(operations, fc.integer({ min: 1, max: 8 }), fc.nat(50), (steps, messages, start) => {
        const window = new MessageWindow({ messages, memoryBytes: 100, whenFull: 'drop-oldest' });
        /** The simple model: all messages that ever were, of which the newest are kept. */
        const sizes: number[] = [];
        for (const step of steps) {
          if (step !== 'read') {
            expect(window.push(ofBytes(step))).toBe(sizes.push(step));
            continue;
          }
          const after = Math.min(start, sizes.length);
          const { gaps, seqs } = readAll(window, after);
          const kept = keptOf(sizes, messages);
          expect(seqs).toEqual(kept.filter((seq) => seq > after));
          const passed = (kept[0] ?? 1) - 1;
          expect(gaps).toEqual(after < passed ? [{ from: after + 1, to: passed }] : []);
        }
        expect(window.bytes).toBeLessThanOrEqual(100);
        expect(window.last).toBe(sizes.length);
      }),
    );
  });

  function keptOf(sizes: readonly number[], messages: number): number[] {
    const kept: number[] = [];
    let bytes = 0;
    for (const [index, size] of sizes.entries()) {
      kept.push(index + 1);
      bytes += size;
      while (kept.length > 1 && (kept.length > messages || bytes > 100)) bytes -= sizes[(kept.shift() ?? 0) - 1] ?? 0;
    }
    return kept;
  }
});

describe('a window that waits', () => {
  const waiting = { whenFull: 'wait' } as const;

  test('waits while the slowest client lacks what would be dropped', () => {
    const window = windowOf(5, waiting);
    window.confirm('fast', 5);
    window.confirm('slow', 0);
    expect(window.mustWait(1)).toBe(true);
    window.confirm('slow', 1);
    expect(window.mustWait(1)).toBe(false);
  });

  test('waits for nobody where no client is, or the slow one is gone for good', () => {
    const window = windowOf(5, waiting);
    expect(window.mustWait(1)).toBe(false);
    window.confirm('slow', 0);
    expect(window.mustWait(1)).toBe(true);
    window.forget('slow');
    expect(window.mustWait(1)).toBe(false);
  });

  test('never waits where the oldest may be dropped', () => {
    const window = windowOf(5);
    window.confirm('slow', 0);
    expect(window.mustWait(1)).toBe(false);
  });

  test('waits until there is room for the whole message, not for the oldest alone', () => {
    const window = new MessageWindow({ messages: 10, memoryBytes: 100, whenFull: 'wait' });
    window.push(ofBytes(10));
    window.push(ofBytes(80));
    window.confirm('slow', 1);
    expect(window.mustWait(50)).toBe(true);
    window.confirm('slow', 2);
    expect(window.mustWait(50)).toBe(false);
  });

  test('loses nothing that a client has not confirmed, and goes on once it has', () => {
    const operations = fc.array(
      fc.record({ push: fc.integer({ min: 1, max: 120 }), confirm: fc.nat(3), client: fc.constantFrom('a', 'b') }),
      { maxLength: 200 },
    );
    fc.assert(
      fc.property(operations, (steps) => {
        const window = new MessageWindow({ messages: 4, memoryBytes: 100, whenFull: 'wait' });
        const confirmed = new Map([
          ['a', 0],
          ['b', 0],
        ]);
        for (const client of confirmed.keys()) window.confirm(client, 0);
        for (const { push, confirm, client } of steps) {
          if (!window.mustWait(push)) window.push(ofBytes(push));
          const upTo = Math.min(window.last, (confirmed.get(client) ?? 0) + confirm);
          confirmed.set(client, upTo);
          window.confirm(client, upTo);
          for (const after of confirmed.values()) expect(window.read(after).gap).toBeUndefined();
        }
        for (const client of confirmed.keys()) window.confirm(client, window.last);
        expect(window.mustWait(120)).toBe(false);
      }),
    );
  });
});

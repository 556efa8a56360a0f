import { describe, expect, test } from '@jest/globals';
import { Peers, TakenIds } from '../../../../services/runtime/supervisor/peers.ts';

describe('the ids that were taken', () => {
  test('are new once, for each sender by itself', () => {
    const taken = new TakenIds();
    expect(taken.isNew('a', 1)).toBe(true);
    taken.take('a', 1);
    expect([taken.isNew('a', 1), taken.isNew('a', 2), taken.isNew('b', 1)]).toEqual([false, true, true]);
    expect([taken.last('a'), taken.last('b')]).toEqual([1, 0]);
  });

  test('are not taken by the question alone', () => {
    const taken = new TakenIds();
    expect([taken.isNew('a', 1), taken.isNew('a', 1)]).toEqual([true, true]);
  });
});

describe('the other workers', () => {
  const message = { header: { type: 'mesh' }, payload: new Uint8Array(8) };

  test('are known by their ids; a message to one that is not yet reached is kept', () => {
    const peers = new Peers({ id: 'mesher-0', incarnation: 1, channelToken: 'secret' }, ['solver-0']);
    expect([peers.has('solver-0'), peers.has('mesher-0'), peers.has('clients')]).toEqual([true, false, false]);
    expect(peers.sendNow('solver-0', message)).toBe(true);
    peers.close();
  });

  test('are sent no more while too much is on its way; who waits for room ends with its signal', async () => {
    const peers = new Peers({ id: 'mesher-0', incarnation: 1, channelToken: 'secret' }, ['solver-0', 'solver-1']);
    const large = { ...message, payload: new Uint8Array(17 * 2 ** 20) };
    expect([1, 2, 3].map(() => peers.sendNow('solver-0', large))).toEqual([true, true, false]);
    expect(peers.sendNow('solver-1', large)).toBe(true);
    const ended = AbortSignal.abort(new Error('ended'));
    await expect(peers.send('solver-0', message, ended)).rejects.toThrow('ended');
    peers.close();
  });
});

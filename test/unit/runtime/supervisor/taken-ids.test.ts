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
  test('are known by their ids; a message to one that is not yet reached is kept', async () => {
    const peers = new Peers({ id: 'mesher-0', incarnation: 1, channelToken: 'secret' }, ['solver-0']);
    expect([peers.has('solver-0'), peers.has('mesher-0'), peers.has('clients')]).toEqual([true, false, false]);
    await peers.send('solver-0', { header: { type: 'mesh' }, payload: new Uint8Array(8) }, AbortSignal.timeout(1000));
    peers.close();
  });

  test('are not written to once the sender has ended', async () => {
    const peers = new Peers({ id: 'mesher-0', incarnation: 1, channelToken: 'secret' }, ['solver-0']);
    const sent = peers.send('solver-0', { header: {}, payload: new Uint8Array(0) }, AbortSignal.abort(new Error('ended')));
    await expect(sent).rejects.toThrow('ended');
    peers.close();
  });
});

import { describe, expect, test } from '@jest/globals';
import { Life, startedAt, typeOf } from './support/sessions.ts';

const one = () => new Life(typeOf({ solver: {} }));
const two = () => new Life(typeOf({ mesher: {}, solver: {} }));

describe('opening', () => {
  test('goes from a place to an order to running, step by step', () => {
    const life = one();
    expect([life.state, life.steps()]).toEqual(['placing', ['reserve solver-0']]);
    life.reserved('solver-0');
    expect([life.state, life.steps()]).toEqual(['starting', ['order solver-0']]);
    life.ordered('solver-0');
    expect([life.state, life.steps()]).toEqual(['starting', []]);
    life.observed('solver-0', { phase: 'ready' });
    expect(life.steps()).toEqual([]);
    life.observed('solver-0', { phase: 'initialised' });
    expect([life.state, life.steps()]).toEqual(['starting', ['run solver-0']]);
    life.apply({ kind: 'ran', worker: 'solver-0', placementId: life.placement('solver-0') });
    expect([life.state, life.session.hasRun, life.steps()]).toEqual(['ready', true, []]);
    expect(life.worker('solver-0')).toMatchObject({ state: 'running', node: 'n1', url: 'http://solver-0' });
  });

  test('lets none run before the address of each is known', () => {
    const life = two().reserved('mesher-0', 'solver-0').ordered('mesher-0');
    for (const id of ['mesher-0', 'solver-0'])
      life.observed(id, { phase: 'ready' }).observed(id, { phase: 'initialised' });
    expect(life.steps()).toEqual(['order solver-0']);
    expect(life.ordered('solver-0').steps()).toEqual(['run mesher-0', 'run solver-0']);
  });

  test('gives a worker that waited for the places of others its whole time to start', () => {
    const life = two().reserved('mesher-0').refused('solver-0');
    expect(life.pass(life.type.openDeadlineMs - 2000).steps()).toEqual(['reserve solver-0']);
    expect(life.reserved('solver-0').pass(1000).steps()).toEqual(['order mesher-0', 'order solver-0']);
  });

  test('starts no worker before all have a place, and lets none run before all are initialised', () => {
    const life = two().reserved('mesher-0');
    expect(life.steps()).toEqual(['reserve solver-0']);
    life.reserved('solver-0');
    expect(life.steps()).toEqual(['order mesher-0', 'order solver-0']);
    life.ordered('mesher-0', 'solver-0').observed('mesher-0', { phase: 'initialised' });
    expect(life.steps()).toEqual([]);
    life.observed('solver-0', { phase: 'initialised' });
    expect(life.steps()).toEqual(['run mesher-0', 'run solver-0']);
  });

  test('waits in the queue where no node has room, and asks again after a pause', () => {
    const life = one().refused('solver-0');
    expect(life.state).toBe('queued');
    expect(life.worker('solver-0').reason).toMatchObject({
      code: 'PLACEMENT_FULL',
      message: 'No node has room now (n1: needs 2 cpu, 1 free).',
    });
    expect(life.steps()).toEqual([]);
    expect(life.pass(500).steps()).toEqual(['reserve solver-0']);
    expect(life.reserved('solver-0').state).toBe('starting');
    expect(life.worker('solver-0').reason).toBeUndefined();
  });

  test('goes on without optional workers that find no room', () => {
    const life = new Life(typeOf({ solver: { count: { min: 1, max: 3 } } }));
    expect(life.steps()).toEqual(['reserve solver-0 solver-1 solver-2']);
    life.reserved('solver-0', 'solver-1').refused('solver-2');
    expect(Object.keys(life.session.workers)).toEqual(['solver-0', 'solver-1']);
    expect(life.steps()).toEqual(['order solver-0', 'order solver-1']);
  });

  test('keeps an optional worker that has a place, whatever comes late', () => {
    const life = new Life(typeOf({ solver: { count: { min: 1, max: 2 } } })).started('solver-0', 'solver-1');
    expect(life.refused('solver-0', 'solver-1').states()).toEqual({ 'solver-0': 'running', 'solver-1': 'running' });
    expect(life.state).toBe('ready');
  });

  test('believes the node before its answer to the order, which still brings the address', () => {
    const life = one().reserved('solver-0').observed('solver-0', { phase: 'ready' });
    expect(life.worker('solver-0')).toMatchObject({ state: 'ready' });
    // Were the answer lost, the order would be given again: it is how the address is learnt.
    expect(life.steps()).toEqual(['order solver-0']);
    life.ordered('solver-0');
    expect(life.worker('solver-0')).toMatchObject({ state: 'ready', url: 'http://solver-0' });
    expect(life.steps()).toEqual([]);
  });
});

describe('deadlines', () => {
  const timed = () =>
    new Life(typeOf({ solver: { deadlines: { start: '10s', initialise: '20s' }, restart: { policy: 'never' } } }));

  test('a worker that is not ready in time fails, and the session with it', () => {
    const life = timed().reserved('solver-0').ordered('solver-0');
    expect(life.pass(9999).steps()).toEqual([]);
    expect(life.pass(1).steps()).toEqual(['apply failed']);
    life.applyDue();
    expect(life.state).toBe('closing');
    expect(life.session.reason).toEqual({
      code: 'SESSION_DEADLINE',
      message: 'solver-0 was not ready within 10000 ms.',
      worker: 'solver-0',
    });
  });

  test('a worker that is not initialised in time fails', () => {
    const life = timed().reserved('solver-0').ordered('solver-0').pass(5000).observed('solver-0', { phase: 'ready' });
    expect(life.pass(19_999).steps()).toEqual([]);
    expect(life.pass(1).applyDue().session.reason?.message).toBe('solver-0 was not initialised within 20000 ms.');
  });

  test('a session that does not run in time fails, and says what it waited for', () => {
    const life = new Life(typeOf({ solver: {} }, { open: '1m' })).refused('solver-0');
    expect(life.pass(60_000).steps()).toEqual(['apply close']);
    expect(life.applyDue().session).toMatchObject({
      state: 'closing',
      closing: { by: 'berth', final: 'failed' },
      reason: {
        code: 'SESSION_DEADLINE',
        message: expect.stringMatching(/did not run within 60000 ms\. No node has room/),
      },
    });
  });

  test('to open is over once it has run', () => {
    const life = new Life(typeOf({ solver: {} }, { open: '1m' })).started('solver-0');
    expect(life.pass(3_600_000).steps()).toEqual([]);
  });
});

describe('progress', () => {
  test('is kept in steps of a hundredth, and its end always', () => {
    const life = one().started('solver-0');
    const at = (fraction: number) =>
      life.observed('solver-0', { phase: 'running', progress: { fraction, text: '' } }).session;
    const before = at(0.5);
    expect(before.workers['solver-0']?.progress?.fraction).toBe(0.5);
    expect(at(0.505)).toBe(before);
    expect(at(0.511)).not.toBe(before);
    expect(at(0.995).workers['solver-0']?.progress?.fraction).toBe(0.995);
    expect(at(1).workers['solver-0']?.progress?.fraction).toBe(1);
  });
});

describe('closing', () => {
  test('stops the workers, releases what has ended, unlocks the project', () => {
    const life = two().started('mesher-0', 'solver-0').close();
    expect([life.state, life.steps()]).toEqual(['closing', ['stop mesher-0', 'stop solver-0']]);
    life.apply({ kind: 'stop-asked', worker: 'mesher-0', placementId: life.placement('mesher-0') });
    expect(life.steps()).toEqual(['stop solver-0']);
    life.exited('mesher-0', { code: 0 }).exited('solver-0', { signal: 'SIGKILL' });
    expect(life.states()).toEqual({ 'mesher-0': 'stopped', 'solver-0': 'stopped' });
    expect(life.steps()).toEqual(['release mesher-0', 'release solver-0']);
    life.released('mesher-0').released('solver-0');
    expect(life.steps()).toEqual(['unlock']);
    life.pass(10).apply({ kind: 'unlocked' });
    expect(life.session).toMatchObject({ state: 'closed', endedAt: life.now, reason: { code: 'SESSION_CLOSED' } });
    expect(life.steps()).toEqual([]);
  });

  test('needs no stopping where nothing was started', () => {
    expect(one().close().steps()).toEqual(['unlock']);
    expect(one().reserved('solver-0').close().steps()).toEqual(['release solver-0']);
  });

  test('is over at its deadline, whatever the workers do', () => {
    const life = new Life(typeOf({ solver: { restart: { policy: 'always' } } }, { close: '10s' }))
      .started('solver-0')
      .close();
    life.apply({ kind: 'stop-asked', worker: 'solver-0', placementId: life.placement('solver-0') });
    expect(life.pass(7999).steps()).toEqual([]);
    expect(life.pass(1).steps()).toEqual(['release solver-0']);
    expect(life.pass(2000).steps()).toEqual(['apply unlocked']);
    expect(life.applyDue()).toMatchObject({ state: 'closed' });
  });

  test('is begun once: the first reason stays', () => {
    const life = one().started('solver-0').close('ada');
    const closing = life.session;
    expect(life.pass(10).close('bob').session).toBe(closing);
    life.exited('solver-0', { code: 3 });
    expect(life.session).toMatchObject({
      closing: { by: 'ada', final: 'closed' },
      reason: { message: 'Closed by ada.' },
    });
  });

  test('brings no worker back', () => {
    const life = one().started('solver-0').exited('solver-0').close().released('solver-0');
    expect(life.worker('solver-0')).toMatchObject({ state: 'failed', held: undefined });
    expect(life.pass(10_000).steps()).toEqual(['unlock']);
  });

  test('releases a place that was reserved meanwhile', () => {
    const life = two().reserved('mesher-0').close().reserved('solver-0');
    expect(life.steps()).toEqual(['release mesher-0', 'release solver-0']);
  });

  test('nothing follows from the end', () => {
    const life = one().started('solver-0').close().apply({ kind: 'unlocked' });
    const ended = life.session;
    expect(life.started('solver-0').close().exited('solver-0').session).toBe(ended);
    expect(ended.stateSince).toEqual(startedAt);
  });
});

import { describe, expect, test } from '@jest/globals';
import { Life, typeOf } from './support/sessions.ts';

type Policy = 'never' | 'on-failure' | 'always';

function running(policy: Policy, { max = 2, critical = true } = {}): Life {
  const restart = { policy, max, backoff: '1s' } as const;
  return new Life(typeOf({ mesher: { restart: { policy: 'never' } }, solver: { restart, critical } })).started(
    'mesher-0',
    'solver-0',
  );
}

/** Releases a worker that has ended, and brings its next incarnation to running after the pause. */
function restarted(life: Life): Life {
  return life.released('solver-0').pass(1000).started('solver-0');
}

describe('a worker that ends', () => {
  test.each<[Policy, exit: number, state: string]>([
    ['never', 1, 'closing'],
    ['never', 0, 'degraded or ready'],
    ['on-failure', 1, 'restart'],
    ['on-failure', 0, 'degraded or ready'],
    ['always', 1, 'restart'],
    ['always', 0, 'restart'],
  ])('under "%s" with code %d: %s', (policy, code, outcome) => {
    const life = running(policy).exited('solver-0', { code });
    const expected = { closing: 'closing', restart: 'degraded' }[outcome] ?? 'ready';
    expect(life.state).toBe(expected);
    if (outcome !== 'closing') expect(life.steps().includes('release solver-0')).toBe(outcome === 'restart');
    expect(life.worker('solver-0').state).toBe(code === 0 ? 'finished' : 'failed');
  });

  test('is released first, waits for its pause, and is placed anew under the next incarnation', () => {
    const life = running('on-failure').exited('solver-0', { code: 7 });
    expect([life.state, life.steps()]).toEqual(['degraded', ['release solver-0']]);
    life.released('solver-0');
    expect(life.worker('solver-0')).toMatchObject({
      state: 'unplaced',
      incarnation: 2,
      restarts: 1,
      held: undefined,
      url: undefined,
      reason: { code: 'WORKER_EXITED', message: 'The process of solver-0 ended with exit code 7.' },
    });
    expect(life.steps()).toEqual([]);
    expect(life.pass(1000).steps()).toEqual(['reserve solver-0']);
    expect(life.started('solver-0').state).toBe('ready');
  });

  test('gives up at its limit: a critical one ends the session with its reason', () => {
    const life = running('on-failure', { max: 2 });
    restarted(life.exited('solver-0'));
    restarted(life.exited('solver-0'));
    expect([life.state, life.worker('solver-0').restarts]).toEqual(['ready', 2]);
    life.exited('solver-0', { error: { code: 'GEOMETRY_BROKEN', message: 'The mesh has a hole.' } });
    expect(life.session).toMatchObject({
      state: 'closing',
      closing: { by: 'berth', final: 'failed' },
      reason: { code: 'GEOMETRY_BROKEN', message: 'The mesh has a hole.', worker: 'solver-0' },
    });
    expect(life.steps()).toEqual(['stop mesher-0', 'release solver-0']);
  });

  test('gives up at its limit: the session goes on without one that is not critical', () => {
    const life = running('on-failure', { max: 1, critical: false });
    restarted(life.exited('solver-0')).exited('solver-0');
    expect([life.state, life.worker('solver-0').state]).toEqual(['degraded', 'failed']);
    expect(life.steps()).toEqual([]);
    expect(life.pass(3_600_000).steps()).toEqual([]);
  });

  test('does not come back when it finishes after a restart', () => {
    const life = restarted(running('on-failure').exited('solver-0')).exited('solver-0', { code: 0 });
    expect([life.state, life.steps()]).toEqual(['ready', []]);
    life.exited('mesher-0', { code: 0 });
    expect(life.session).toMatchObject({ state: 'closing', closing: { final: 'closed' } });
  });

  test('does not come back when it had to wait for its place', () => {
    const life = new Life(typeOf({ solver: { restart: { policy: 'never' }, critical: false }, mesher: {} }));
    life.refused('solver-0').reserved('mesher-0').pass(500).started('solver-0', 'mesher-0').exited('solver-0');
    expect([life.state, life.steps()]).toEqual(['degraded', []]);
  });

  test('ends the session when it was the last to finish', () => {
    const life = running('never').exited('mesher-0', { code: 0 });
    expect(life.state).toBe('ready');
    life.exited('solver-0', { code: 0 });
    expect(life.session).toMatchObject({ state: 'closing', reason: { code: 'WORKERS_FINISHED' } });
  });

  test('is lost with its supervisor: its policy decides as after a failure', () => {
    const life = running('on-failure');
    life.apply({ kind: 'lost', worker: 'solver-0', placementId: life.placement('solver-0') });
    expect(life.worker('solver-0').reason?.code).toBe('WORKER_LOST');
    expect(life.steps()).toEqual(['release solver-0']);
    const never = running('never');
    never.apply({ kind: 'lost', worker: 'solver-0', placementId: never.placement('solver-0') });
    expect(never.session).toMatchObject({ state: 'closing', reason: { code: 'WORKER_LOST' } });
  });
});

describe('a worker that is not critical', () => {
  test('does not keep the others from running when it fails at the start', () => {
    const life = new Life(typeOf({ mesher: {}, solver: { critical: false, restart: { policy: 'never' } } }));
    life.reserved('mesher-0', 'solver-0').ordered('mesher-0', 'solver-0').exited('solver-0');
    life.observed('mesher-0', { phase: 'initialised' });
    expect(life.steps()).toEqual(['run mesher-0']);
    life.apply({ kind: 'ran', worker: 'mesher-0', placementId: life.placement('mesher-0') });
    expect([life.state, life.session.hasRun]).toEqual(['degraded', true]);
  });

  test('ends the session with its reason where nobody is left', () => {
    const life = new Life(typeOf({ solver: { critical: false, restart: { policy: 'never' } } })).started('solver-0');
    life.exited('solver-0', { code: 9 });
    expect(life.session).toMatchObject({
      state: 'closing',
      closing: { final: 'failed' },
      reason: { code: 'WORKER_EXITED', worker: 'solver-0' },
    });
  });
});

describe('what comes of an earlier placement', () => {
  function secondIncarnation() {
    const life = running('on-failure');
    const placementId = life.placement('solver-0');
    return { life: restarted(life.exited('solver-0')), placementId };
  }

  test('changes nothing', () => {
    const { life, placementId } = secondIncarnation();
    const before = life.session;
    const worker = 'solver-0';
    life.apply(
      { kind: 'observed', worker, placementId, status: { version: 99, phase: 'ended', exit: { code: 1 } } },
      { kind: 'lost', worker, placementId },
      { kind: 'ordered', worker, placementId, url: 'http://elsewhere' },
      { kind: 'ran', worker, placementId },
      { kind: 'stop-asked', worker, placementId },
      { kind: 'released', worker, placementId },
      { kind: 'failed', worker, placementId, reason: { code: 'REQUEST_INVALID', message: 'too late' } },
    );
    expect(life.session).toBe(before);
  });

  test('nor does what comes of a worker that is none of the session', () => {
    const { life } = secondIncarnation();
    const before = life.session;
    life.apply(
      { kind: 'lost', worker: 'viewer-0', placementId: 'x' },
      { kind: 'released', worker: 'viewer-0', placementId: 'x' },
      { kind: 'failed', worker: 'viewer-0', placementId: 'x', reason: { code: 'X', message: '' } },
    );
    expect(life.session).toBe(before);
  });

  test('an order that fails late does not fail a worker that has finished, nor gives it an address again', () => {
    const life = running('never').exited('solver-0', { code: 0 });
    const placementId = life.placement('solver-0');
    const before = life.session;
    life.apply({ kind: 'failed', worker: 'solver-0', placementId, reason: { code: 'REQUEST_INVALID', message: '' } });
    life.ordered('solver-0');
    expect(life.session).toBe(before);
  });
});

import { describe, expect, test } from '@jest/globals';
import { BerthError } from '../../../services/kit/errors/berth-error.ts';
import { NodeAddresses } from '../../../services/session/node-addresses.ts';
import { createStepTaker, type StepClients } from '../../../services/session/steps.ts';
import { Life, typeOf } from './support/sessions.ts';

/** Clients that write down what they are asked for; `failing` methods answer as if the worker were not there. */
function setup(life: Life, failing: readonly string[] = []) {
  const asked: [method: string, request: unknown][] = [];
  const service = (name: string) =>
    new Proxy(
      {},
      {
        get: (_, method: string) => async (request: unknown) => {
          asked.push([`${name}.${method}`, request]);
          if (failing.includes(method)) throw new BerthError('WORKER_UNKNOWN', { detail: '' });
          return { url: 'http://worker', token: 'data-token', placed: [], refused: [] };
        },
      },
    );
  const clients = {
    globalDirectory: service('global-directory'),
    localDirectory: service('local-directory'),
    globalSession: service('global-session'),
    projectData: service('project-data'),
  } as unknown as StepClients;
  const nodes = new NodeAddresses(
    async () => [{ name: 'n1', url: 'http://n1' }],
    () => undefined,
  );
  return { take: createStepTaker({ clients, type: life.type, nodes }), asked };
}

const twoWorkers = () =>
  new Life(typeOf({ mesher: {}, solver: { restart: { policy: 'on-failure', max: 3, backoff: '1s' } } }));

describe('a step', () => {
  test('that lets a worker run gives it the addresses of all', async () => {
    const life = twoWorkers().started('mesher-0', 'solver-0');
    const { take, asked } = setup(life);
    expect(await take(life.session, { kind: 'run', worker: 'solver-0' })).toEqual({
      kind: 'ran',
      worker: 'solver-0',
      placementId: life.placement('solver-0'),
    });
    const peers = [
      { id: 'mesher-0', url: 'http://mesher-0' },
      { id: 'solver-0', url: 'http://solver-0' },
    ];
    expect(asked).toEqual([['local-directory.run', { placementId: life.placement('solver-0'), epoch: 1, peers }]]);
  });

  test('that lets a restarted worker run tells the others, also before all have run together', async () => {
    const life = twoWorkers().reserved('mesher-0', 'solver-0').ordered('mesher-0', 'solver-0');
    life.exited('solver-0').released('solver-0').pass(1000).reserved('solver-0').ordered('solver-0');
    expect(life.session.hasRun).toBe(false);
    const { take, asked } = setup(life);
    await take(life.session, { kind: 'run', worker: 'solver-0' });
    expect(asked.map(([method]) => method)).toEqual(['local-directory.run', 'local-directory.updatePeers']);
    expect(asked[1]?.[1]).toMatchObject({ placementId: life.placement('mesher-0') });
  });

  test('that releases gives back the place, and names the placement that it gave back', async () => {
    const life = twoWorkers().started('mesher-0', 'solver-0').exited('solver-0');
    const placementId = life.placement('solver-0');
    const { take, asked } = setup(life);
    const released = await take(life.session, { kind: 'release', worker: 'solver-0' });
    expect(released).toEqual({ kind: 'released', worker: 'solver-0', placementId });
    expect(asked).toEqual([
      ['local-directory.release', { placementId, epoch: 1 }],
      ['global-directory.release', { node: 'n1', placementIds: [placementId] }],
    ]);
  });

  test('that stops is done where the worker is not there any more', async () => {
    const life = twoWorkers().started('mesher-0', 'solver-0').close();
    const { take } = setup(life, ['stop']);
    const stopped = await take(life.session, { kind: 'stop', worker: 'solver-0', graceMs: 5 });
    expect(stopped).toMatchObject({ kind: 'stop-asked', worker: 'solver-0' });
  });

  test('for a worker without a place is none', async () => {
    const life = twoWorkers();
    const { take, asked } = setup(life);
    for (const kind of ['order', 'run', 'release'] as const) {
      expect(await take(life.session, { kind, worker: 'solver-0' })).toBeUndefined();
    }
    expect(asked).toEqual([]);
  });

  test('that orders a worker says who it is, who the others are, and under which epoch', async () => {
    const life = twoWorkers().reserved('mesher-0', 'solver-0');
    const { take, asked } = setup(life);
    const ordered = await take(life.session, { kind: 'order', worker: 'solver-0' });
    expect(ordered).toMatchObject({ kind: 'ordered', url: 'http://worker', placementId: life.placement('solver-0') });
    expect(asked[1]).toEqual([
      'global-directory.start',
      expect.objectContaining({
        epoch: 1,
        node: 'n1',
        order: expect.objectContaining({
          worker: { id: 'solver-0', type: 'solver', index: 0 },
          command: ['run'],
          projectDataToken: 'data-token',
          channelToken: 'secret',
        }),
      }),
    ]);
  });

  test('that unlocks the project ends the session', async () => {
    const life = twoWorkers().close();
    const { take, asked } = setup(life);
    expect(await take(life.session, { kind: 'unlock' })).toEqual({ kind: 'unlocked' });
    expect(asked).toEqual([['global-session.release', { project: 'demo', sessionId: life.session._id }]]);
  });
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { SessionView } from '../../services/session/contract.ts';
import { eventually } from '../support/eventually.ts';
import { startTestPlatform, type TestPlatform } from '../support/platform.ts';

let berth: TestPlatform;

beforeAll(async () => {
  berth = await startTestPlatform({
    nodes: [
      { name: 'small', cpu: 2, memory: '4Gi', gpus: [] },
      { name: 'large', cpu: 6, memory: '8Gi', gpus: [], labels: { disk: 'fast' } },
      { name: 'gpu', cpu: 8, memory: '16Gi', gpus: [{ model: 'NVIDIA A10', memory: '24Gi' }] },
    ],
  });
}, 120_000);
afterAll(async () => {
  await berth.stop();
}, 60_000);

async function openReady(type: string): Promise<SessionView> {
  const { id } = await berth.demo.open(type, await berth.demo.newProject());
  return berth.demo.until(id, ({ state }) => state === 'ready', 'ready');
}
const nodesOf = ({ workers }: SessionView) => workers.map(({ node }) => node);

describe('several nodes on one machine', () => {
  test('are listed with what they declare', async () => {
    const { body } = await berth.demo.call('GET', '/nodes');
    expect(body['nodes']).toEqual([
      expect.objectContaining({ name: 'gpu', state: 'ready', free: { cpuMillis: 8000, memoryBytes: 16 * 2 ** 30 } }),
      expect.objectContaining({ name: 'large', labels: { disk: 'fast' } }),
      expect.objectContaining({ name: 'small', capacity: expect.objectContaining({ cpuMillis: 2000, gpus: [] }) }),
    ]);
  });

  test('take each worker where its hardware is, and leave the GPU to those who need it', async () => {
    const [echo, wide, gpu] = [await openReady('echo'), await openReady('wide'), await openReady('gpu')];
    expect([nodesOf(echo), nodesOf(wide), nodesOf(gpu)]).toEqual([['small'], ['large'], ['gpu']]);
    for (const { id } of [echo, wide, gpu]) await berth.demo.close(id);
  }, 60_000);

  test('show each worker the GPUs that are reserved for it, and no others', async () => {
    for (const [type, gpus] of [
      ['gpu', '0'],
      ['echo', null],
    ] as const) {
      const session = await openReady(type);
      const seen = await new Promise<unknown>((resolve, reject) => {
        const stream = berth.demo.attach(session.id, {
          onMessage: ({ data }) => resolve((data as { gpus: unknown }).gpus),
        });
        stream.send(session.workers[0]?.id ?? '', 'whoami').catch(reject);
      });
      expect(seen).toBe(gpus);
      await berth.demo.close(session.id);
    }
  }, 60_000);

  test('share a GPU by halves; the third waits', async () => {
    const first = await openReady('gpu');
    const second = await openReady('gpu');
    const { id } = await berth.demo.open('gpu', await berth.demo.newProject());
    const queued = await berth.demo.until(id, ({ state }) => state === 'queued', 'queued');
    expect(queued.workers[0]?.reason?.message).toContain('gpu: needs 50 % of a GPU with 8 GiB, none is free');
    await berth.demo.close(first.id);
    const third = await berth.demo.until(id, ({ state }) => state === 'ready', 'ready');
    expect(nodesOf(third)).toEqual(['gpu']);
    for (const session of [second, third]) await berth.demo.close(session.id);
  }, 60_000);

  test('have books that balance when all is closed', async () => {
    await eventually(async () => {
      const { body } = await berth.demo.call('GET', '/nodes');
      const nodes = body['nodes'] as {
        free: { cpuMillis: number };
        capacity: { cpuMillis: number };
        placements: string[];
      }[];
      for (const { free, capacity, placements } of nodes) {
        expect(placements).toEqual([]);
        expect(free.cpuMillis).toBe(capacity.cpuMillis);
      }
    });
  });
});

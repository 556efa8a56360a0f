import { describe, expect, test } from '@jest/globals';
import { WorkerTable } from '../../../services/local-directory/worker-table.ts';
import type { RunningWorker } from '../../../services/runtime/runtime.ts';

function workerOf(placementId: string): RunningWorker {
  return { placementId, url: `http://${placementId}` } as RunningWorker;
}

function tableOf(...ids: readonly string[]): WorkerTable {
  const table = new WorkerTable();
  for (const id of ids) table.add(workerOf(id));
  return table;
}

const idsOf = (workers: readonly { placementId: string }[]) => workers.map(({ placementId }) => placementId);

describe('the workers of a node', () => {
  test('are told once to who asks from the last version on', () => {
    const table = tableOf('a', 'b');
    const first = table.changesAfter(0);
    expect(idsOf(first.workers)).toEqual(['a', 'b']);
    expect(table.changesAfter(first.version)).toEqual({ version: first.version, workers: [], gone: [] });
    table.update('b', { version: 1, phase: 'ready' });
    const second = table.changesAfter(first.version);
    expect(second.workers).toEqual([{ placementId: 'b', url: 'http://b', status: { version: 1, phase: 'ready' } }]);
    expect(second.version).toBeGreaterThan(first.version);
  });

  test('begin as starting, and change only by newer words of their supervisors', () => {
    const table = tableOf('a');
    expect(table.view('a')?.status).toEqual({ version: 0, phase: 'starting' });
    table.update('a', { version: 5, phase: 'running' });
    const { version } = table;
    table.update('a', { version: 5, phase: 'ready' });
    table.update('a', { version: 4, phase: 'ready' });
    table.update('nobody', { version: 9, phase: 'ready' });
    expect([table.version, table.view('a')?.status.phase]).toEqual([version, 'running']);
  });

  test('are gone for who saw them, once', () => {
    const table = tableOf('a', 'b');
    const { version } = table;
    table.remove('a');
    table.remove('a');
    expect(table.changesAfter(version)).toMatchObject({ workers: [], gone: ['a'] });
    expect(table.changesAfter(table.version).gone).toEqual([]);
    expect([table.worker('a'), table.view('a'), [...table.placements]]).toEqual([undefined, undefined, ['b']]);
  });

  test('that are added twice stay who they are', () => {
    const table = tableOf('a');
    const known = table.worker('a');
    const { version } = table;
    table.add(workerOf('a'));
    expect([table.worker('a'), table.version]).toEqual([known, version]);
  });

  test('that come again are no longer gone', () => {
    const table = tableOf('a');
    table.remove('a');
    table.add(workerOf('a'));
    expect(table.changesAfter(0)).toMatchObject({ workers: [{ placementId: 'a' }], gone: [] });
  });

  test('that are gone are remembered, but not without end', () => {
    const table = new WorkerTable();
    for (let count = 0; count < 1500; count++) {
      table.add(workerOf(`w${count}`));
      table.remove(`w${count}`);
    }
    const { gone } = table.changesAfter(0);
    expect(gone).toHaveLength(1000);
    expect(gone.at(-1)).toBe('w1499');
    // Two versions for each: who has seen less than the first 500 come and go has missed some.
    expect([table.hasForgotten(999), table.hasForgotten(1000)]).toEqual([true, false]);
  });
});

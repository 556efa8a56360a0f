import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Requirements } from '../../../infra/model/catalogue.ts';
import { choose, score } from '../../../services/global-directory/choose.ts';
import { fit, type Claim, type NodeState } from '../../../services/global-directory/fit.ts';
import { remaining } from '../../../services/global-directory/node-store.ts';
import { anyNeeds, anyNodes, gpuOf, inventoryOf, needs, nodeOf } from './support.ts';

const gibibyte = 2 ** 30;

function refusalOf(node: NodeState, wanted: Requirements) {
  const found = fit(node, wanted);
  return found.fits ? undefined : `${found.refusal.kind}: ${found.refusal.reason}`;
}

/** The node after claims were taken of it. */
function after(node: NodeState, claims: readonly Claim[]): NodeState {
  return {
    ...node,
    free: remaining(
      node.inventory,
      claims.map((claim) => ({ claim })),
    ),
  };
}

const claim = (changes: Partial<Claim>): Claim => ({ cpuMillis: 0, memoryBytes: 0, gpus: {}, ...changes });

describe('a refusal names what is missing', () => {
  const a100 = { gpus: [gpuOf(0)] };
  const half = claim({ gpus: { gpu0: { shareMillis: 600, memoryBytes: 0 } } });
  const gpu = { shareMillis: 500, count: 1, memoryBytes: 0 };
  const cases: readonly (readonly [name: string, node: NodeState, wanted: Requirements, refusal: string])[] = [
    [
      'image',
      nodeOf('n'),
      needs({ image: 'lab/solver:1.4' }),
      'never: runs commands only, not the image lab/solver:1.4',
    ],
    ['os', nodeOf('n'), needs({ os: 'windows' }), 'never: needs os windows, has linux'],
    ['label', nodeOf('n'), needs({ labels: { zone: 'a' } }), 'never: needs label zone=a, has none'],
    [
      'other label',
      nodeOf('n', { labels: { zone: 'b' } }),
      needs({ labels: { zone: 'a' } }),
      'never: needs label zone=a, has zone=b',
    ],
    ['cpu', nodeOf('n'), needs({ cpuMillis: 4500 }), 'never: needs 4.5 cpu, has 4'],
    ['memory', nodeOf('n'), needs({ memoryBytes: 9 * gibibyte }), 'never: needs 9 GiB memory, has 8 GiB'],
    ['GPU', nodeOf('n'), needs({ gpu }), 'never: needs 50 % of a GPU, has none'],
    [
      'GPU model',
      nodeOf('n', a100),
      needs({ gpu: { ...gpu, model: 'H100' } }),
      'never: needs 50 % of a GPU H100, has NVIDIA A100 (80 GiB)',
    ],
    [
      'two GPUs',
      nodeOf('n', a100),
      needs({ gpu: { ...gpu, shareMillis: 1000, count: 2 } }),
      'never: needs 2 GPU, has NVIDIA A100 (80 GiB)',
    ],
    ['free cpu', after(nodeOf('n'), [claim({ cpuMillis: 3500 })]), needs(), 'now: needs 1 cpu, 0.5 free'],
    [
      'free memory',
      after(nodeOf('n'), [claim({ memoryBytes: 7.5 * gibibyte })]),
      needs(),
      'now: needs 1 GiB memory, 512 MiB free',
    ],
    ['free GPU', after(nodeOf('n', a100), [half]), needs({ gpu }), 'now: needs 50 % of a GPU, none is free'],
  ];
  test.each(cases)('%s', (_, node, wanted, refusal) => {
    expect(refusalOf(node, wanted)).toBe(refusal);
  });
});

describe('a claim on GPUs', () => {
  test('takes from those that are begun, so that whole ones stay whole', () => {
    const node = nodeOf('n', { gpus: [gpuOf(0), gpuOf(1)] });
    const quarter = needs({ gpu: { shareMillis: 250, count: 1, memoryBytes: 8 * gibibyte } });
    const begun = claim({ gpus: { gpu1: { shareMillis: 250, memoryBytes: 8 * gibibyte } } });
    expect(fit(after(node, [begun]), quarter)).toMatchObject({
      fits: true,
      claim: { gpus: { gpu1: { shareMillis: 250 } } },
    });
  });

  test('knows models by a part of their name, without case', () => {
    const node = nodeOf('n', { gpus: [gpuOf(0, 'Tesla T4'), gpuOf(1, 'NVIDIA A100-SXM4-80GB')] });
    const found = fit(node, needs({ gpu: { shareMillis: 1000, count: 1, memoryBytes: 0, model: 'a100' } }));
    expect(found.fits && Object.keys(found.claim.gpus)).toEqual(['gpu1']);
  });
});

describe('the choice of a node', () => {
  test('packs, and keeps what needs no GPU off the nodes that have one', () => {
    const busy = after(nodeOf('busy'), [claim({ cpuMillis: 2000 })]);
    const gpu = after(nodeOf('gpu', { gpus: [gpuOf(0)] }), [claim({ cpuMillis: 3000 })]);
    expect(choose([nodeOf('empty'), gpu, busy], needs()).candidates.map(({ node }) => node)).toEqual([
      'busy',
      'empty',
      'gpu',
    ]);
  });

  test('is the best of all that fit, and says of every other node why not', () => {
    fc.assert(
      fc.property(anyNodes, anyNeeds, (nodes, wanted) => {
        const { candidates, refusals } = choose(nodes, wanted);
        const fitting = nodes.filter((node) => fit(node, wanted).fits);
        expect(candidates.map(({ node }) => node).sort()).toEqual(fitting.map(({ name }) => name).sort());
        expect(candidates.length + refusals.length).toBe(nodes.length);
        const best = Math.max(...fitting.map((node) => score(node, wanted)));
        if (candidates[0] !== undefined) expect(candidates[0].score).toBe(best);
        for (const { reason } of refusals) expect(reason).toMatch(/^needs (os|label|\S+ cpu|\S+ \S+ memory|.*GPU)/);
      }),
    );
  });

  test('is the same in whatever order the nodes come', () => {
    fc.assert(
      fc.property(anyNodes, anyNeeds, (nodes, wanted) => {
        expect(choose(nodes.toReversed(), wanted).candidates).toEqual(choose(nodes, wanted).candidates);
      }),
    );
  });

  test('never claims more than is free, however many workers come', () => {
    fc.assert(
      fc.property(anyNodes, fc.array(anyNeeds, { maxLength: 30 }), (nodes, workers) => {
        const claims = new Map(nodes.map(({ name }) => [name, [] as Claim[]]));
        for (const wanted of workers) {
          const now = nodes.map((node) => after(node, claims.get(node.name) ?? []));
          const [best] = choose(now, wanted).candidates;
          if (best === undefined) continue;
          claims.get(best.node)?.push(best.claim);
          const gpus = Object.values(best.claim.gpus);
          expect(gpus).toHaveLength(wanted.gpu?.count ?? 0);
        }
        for (const node of nodes) {
          const { free } = after(node, claims.get(node.name) ?? []);
          const amounts = Object.values(free.gpus).flatMap(({ shareMillis, memoryBytes }) => [
            shareMillis,
            memoryBytes,
          ]);
          expect(Math.min(free.cpuMillis, free.memoryBytes, ...amounts)).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  test('never refuses for ever what fits an empty node', () => {
    fc.assert(
      fc.property(anyNodes, anyNeeds, (nodes, wanted) => {
        for (const { kind } of choose(nodes, wanted).refusals) expect(kind).toBe('never');
      }),
    );
  });
});

describe('what remains of a node', () => {
  test('is its hardware less its reservations, GPU by GPU', () => {
    const inventory = inventoryOf({ gpus: [gpuOf(0), gpuOf(1)] });
    const gpus = { gpu1: { shareMillis: 250, memoryBytes: 8 * gibibyte } };
    const reservation = { claim: { cpuMillis: 1500, memoryBytes: gibibyte, gpus } };
    expect(remaining(inventory, [reservation, reservation])).toEqual({
      cpuMillis: 1000,
      memoryBytes: 6 * gibibyte,
      gpus: {
        gpu0: { shareMillis: 1000, memoryBytes: 80 * gibibyte },
        gpu1: { shareMillis: 500, memoryBytes: 64 * gibibyte },
      },
    });
  });
});

import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import type { WorkerPodInput } from '../../../../../infra/constructs/worker-pod/input.ts';
import { workerPod } from '../../../../../infra/constructs/worker-pod/worker-pod.ts';
import { WorkerPodError } from '../../../../../infra/constructs/worker-pod/worker-pod-error.ts';
import { podNeeds } from '../../../../../infra/model/pod-needs.ts';
import { poolFit } from '../../../../../infra/model/pool-fit.ts';
import { podViolations } from '../../../../support/worker-pods/invariants.ts';
import { anyInput } from '../../../../support/worker-pods/any-input.ts';

const runs = 600;
jest.setTimeout(30_000);

describe('any worker in any pool', () => {
  test('becomes a pod that keeps every invariant, or is refused for what the pool lacks', () => {
    let made = 0;
    fc.assert(
      fc.property(anyInput, (input) => {
        if (!goTogether(input)) {
          expect(() => workerPod(input)).toThrow(WorkerPodError);
          return;
        }
        made += 1;
        expect(podViolations(workerPod(input), input)).toEqual([]);
      }),
      { numRuns: runs },
    );
    // The test would say nothing if hardly any worker found a pool.
    expect(made).toBeGreaterThan(runs / 5);
  });
});

function goTogether({ worker, sessionType, session, placement: { pool } }: WorkerPodInput): boolean {
  if (session === undefined && sessionType.sameGpu !== undefined && worker.requirements.gpu !== undefined) return false;
  return pool !== undefined && poolFit(podNeeds(worker, sessionType.sameGpu), pool).length === 0;
}

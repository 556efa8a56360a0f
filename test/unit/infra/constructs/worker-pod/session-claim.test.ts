import { describe, expect, test } from '@jest/globals';
import { sessionResourceClaim } from '../../../../../infra/constructs/worker-pod/session-claim.ts';
import { WorkerPodError } from '../../../../../infra/constructs/worker-pod/worker-pod-error.ts';
import { labCatalogue } from '../../../../support/worker-pods/lab.ts';
import { poolOf, sessionId, sessionTypeOf } from '../../../../support/worker-pods/variants.ts';

const catalogue = labCatalogue('kubernetes');
const input = {
  platform: catalogue.platform,
  cluster: catalogue.cluster,
  sessionType: sessionTypeOf(catalogue, 'train'),
  session: { id: sessionId },
  pool: poolOf(catalogue, 'claims'),
};

describe('the claim of a session', () => {
  test('is for one GPU that suits the most demanding of its workers', () => {
    const claim = sessionResourceClaim(input);
    expect(claim.metadata).toMatchObject({
      name: `gpu-${sessionId}`,
      namespace: 'lab-workers',
      labels: { 'berth.dev/session': sessionId, 'app.kubernetes.io/managed-by': 'berth' },
    });
    expect(claim.spec.devices?.requests).toEqual([
      {
        name: 'gpu',
        exactly: {
          deviceClassName: input.pool.gpu?.deviceClass,
          allocationMode: 'ExactCount',
          count: 1,
          selectors: [
            {
              cel: {
                expression: 'device.attributes["gpu.nvidia.com"].productName.lowerAscii().contains("a100")',
              },
            },
            {
              cel: {
                expression: `device.capacity["gpu.nvidia.com"].memory.compareTo(quantity("${40 * 2 ** 30}")) >= 0`,
              },
            },
          ],
        },
      },
    ]);
  });

  test('is of a pool whose GPUs are claimed, for a session that shares one', () => {
    expect(() => sessionResourceClaim({ ...input, pool: poolOf(catalogue, 'whole') })).toThrow(WorkerPodError);
    expect(() => sessionResourceClaim({ ...input, sessionType: sessionTypeOf(catalogue, 'paint') })).toThrow(
      /\/sessionTypes\/paint\/sameGpu: its workers share no GPU by a claim/,
    );
  });
});

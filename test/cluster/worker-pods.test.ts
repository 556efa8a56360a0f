import { beforeAll, describe, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { sessionResourceClaim } from '../../infra/constructs/worker-pod/session-claim.ts';
import { workerPod } from '../../infra/constructs/worker-pod/worker-pod.ts';
import { clusterCatalogueOf } from '../../infra/model/cluster-catalogue.ts';
import { Flavour } from '../../infra/model/flavour.ts';
import type { KubernetesObject } from '../support/control-plane/api-client.ts';
import { controlPlane } from '../support/control-plane/control-plane.ts';
import { labTarget } from '../support/worker-pods/lab.ts';
import { poolOf, sessionId, sessionTypeOf, workerVariants } from '../support/worker-pods/variants.ts';
import { asSent, prepareWorkers } from '../support/worker-pods/workers-namespace.ts';

const cluster = await controlPlane();

const run = randomBytes(3).toString('hex');
const flavours = Flavour.anyOf.map((literal) => literal.const);

describe.each(flavours)('the API server, with Pod Security restricted, of the flavour %s', (flavour) => {
  const target = labTarget(flavour, { prefix: `wp-${flavour}-${run}` });
  const catalogue = clusterCatalogueOf(target);
  const variants = workerVariants(flavour, catalogue);
  const pods = variants.map(({ name, input }) => [name, asSent(workerPod(input))] as const);

  beforeAll(() => prepareWorkers(cluster, target));

  test.each(pods)('takes %s, strictly and without a warning', async (_, pod) => {
    const { status, body, warnings } = await cluster.create(pod, { dryRun: true });
    expect({ status, message: body['message'], warnings }).toEqual({ status: 201, warnings: [] });
  });

  test('takes the claim of a session', async () => {
    const claim = sessionResourceClaim({
      platform: catalogue.platform,
      cluster: catalogue.cluster,
      sessionType: sessionTypeOf(catalogue, 'train'),
      session: { id: sessionId },
      pool: poolOf(catalogue, 'claims'),
    });
    const { status, body, warnings } = await cluster.create(asSent(claim), { dryRun: true });
    expect({ status, message: body['message'], warnings }).toEqual({ status: 201, warnings: [] });
  });

  // What is refused here would be taken by a server that only looks at schemas: the test above can fail.
  const planted: readonly (readonly [what: string, variant: string, patch: object, message: RegExp])[] = [
    ['a field that nobody knows', 'plain/image in plain', { cpuPinning: true }, /unknown field "spec.cpuPinning"/],
    ['a field of Linux on Windows', 'windows/cad in win', { hostUsers: false }, /hostUsers: Forbidden/],
    ['a Linux pod as root', 'plain/image in plain', { securityContext: {} }, /violates PodSecurity "restricted/],
    ['a RuntimeClass that is not there', 'windows/cad in win', { runtimeClassName: 'none' }, /"none" not found/],
  ];
  test.each(planted)('refuses %s', async (_, variant, patch, message) => {
    const [, pod] = pods.find(([name]) => name === variant) ?? [];
    const spec = { ...(pod?.['spec'] as object), ...patch };
    const { status, body } = await cluster.create({ ...(pod as KubernetesObject), spec }, { dryRun: true });
    expect([400, 403, 422]).toContain(status);
    expect(body['message']).toMatch(message);
  });
});

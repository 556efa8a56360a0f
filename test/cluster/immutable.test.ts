import { beforeAll, describe, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { immutableChanges } from '../../infra/constructs/strict/immutable.ts';
import { applyJsonPatch, pointerParts, valueAt } from '../../infra/constructs/strict/json-patch.ts';
import { kindOf } from '../../infra/constructs/strict/field-types.ts';
import type { KubernetesObject } from '../../infra/kubernetes/object.ts';
import { expectOk, type KubernetesObject as ServerObject } from '../support/control-plane/api-client.ts';
import { controlPlane } from '../support/control-plane/control-plane.ts';
import { installCrds } from '../support/control-plane/crds.ts';
import { immutableCases } from '../support/immutable-cases/all.ts';
import type { ImmutableCase } from '../support/immutable-cases/immutable-case.ts';
import { testContext } from '../support/test-context.ts';

const cluster = await controlPlane();
await installCrds(cluster, testContext);
const run = randomBytes(3).toString('hex');
let namespace = '';

beforeAll(async () => {
  namespace = await cluster.newNamespace('immutable');
});

/** Each case has an object of its own; cluster-wide ones are told from those of other runs. */
function named({ object }: ImmutableCase, index: number): KubernetesObject {
  const isNamespaced = kindOf(object.apiVersion, object.kind)?.isNamespaced === true;
  const name = `web-${run}-${index}`;
  return { ...object, metadata: { ...object.metadata, name, ...(isNamespaced && { namespace }) } };
}

function changed(object: KubernetesObject, { change }: ImmutableCase): KubernetesObject {
  const result = applyJsonPatch(object, change);
  if (!result.ok) throw new Error(JSON.stringify(result));
  return result.value as KubernetesObject;
}

describe('the API server and the table agree on changing', () => {
  test.each(immutableCases.map((given, index) => [given.object.kind, given.title, given, index] as const))(
    '%s: %s',
    async (_kind, _title, given, index) => {
      const before = named(given, index);
      const after = changed(before, given);
      const stored = await expectOk(cluster.apply(before as ServerObject));
      try {
        const { status, body } = await cluster.apply(after as ServerObject, { dryRun: true });
        const changes = immutableChanges(before, after);
        if (given.isKept === true) {
          expect(status).toBe(200);
          for (const { path } of changes) {
            expect(valueAt(body, pointerParts(path))).toEqual(valueAt(stored, pointerParts(path)));
          }
        } else {
          const wanted = changes.length > 0 ? 422 : 200;
          // The message is there for a reader of the failure.
          expect(`${status} ${status === wanted ? '' : String(body['message'])}`).toBe(`${wanted} `);
        }
        expect(changes.map(({ path }) => path)).toEqual(given.immutable);
      } finally {
        await cluster.remove(before as ServerObject);
      }
    },
  );
});

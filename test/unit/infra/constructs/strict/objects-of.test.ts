import { describe, expect, test } from '@jest/globals';
import { ApiObject, Chart, JsonPatch, Lazy, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { checkObject } from '../../../../../infra/constructs/strict/check-object.ts';
import { objectsOf } from '../../../../../infra/constructs/strict/objects-of.ts';

function chart(): Chart {
  return new Chart(Testing.app(), 'services', { disableResourceNameHashes: true, namespace: 'lab' });
}

/** A deployment of cdk8s-plus, and its ApiObject. */
function typedDeployment(): { readonly root: Chart; readonly object: ApiObject } {
  const root = chart();
  const container = { image: 'a', portNumber: 80 };
  const deployment = new kplus.Deployment(root, 'web', { containers: [container] });
  return { root, object: ApiObject.of(deployment) };
}

function plainService(root: Chart, fields: object = {}): ApiObject {
  return new ApiObject(root, 'web', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, ...fields });
}

describe('the objects of a construct tree', () => {
  test('come with the paths of their constructs', () => {
    const { root } = typedDeployment();
    new ApiObject(root, 'plain', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'plain' } });
    expect(objectsOf(root)).toMatchObject({
      issues: [],
      objects: [
        { path: 'services/web/Resource', object: { kind: 'Deployment', metadata: { namespace: 'lab' } } },
        { path: 'services/plain', object: { kind: 'ConfigMap', metadata: { name: 'plain', namespace: 'lab' } } },
      ],
    });
  });

  test('are resolved', () => {
    const root = chart();
    plainService(root, { spec: { clusterIP: Lazy.any({ produce: () => 'None' }) as unknown } });
    expect(objectsOf(root).objects).toMatchObject([{ object: { spec: { clusterIP: 'None' } } }]);
  });

  test('come with what their constructs say is wrong', () => {
    const root = chart();
    plainService(root).node.addValidation({ validate: () => ['needs a port'] });
    expect(objectsOf(root).issues).toEqual([{ path: 'services/web', expected: 'needs a port' }]);
  });

  test('may be patched when they are plain', () => {
    const root = chart();
    const service = plainService(root, { spec: { ports: [{ port: 80 }] } });
    service.addJsonPatch(
      JsonPatch.add('/spec/ports/-', { port: 81, targetPort: 8080 }),
      JsonPatch.add('/spec/trafficDistribution', 'PreferClose'),
      JsonPatch.remove('/spec/ports/0'),
    );
    const { objects, issues } = objectsOf(root);
    expect(issues).toEqual([]);
    expect(objects).toMatchObject([
      { object: { spec: { ports: [{ port: 81, targetPort: 8080 }], trafficDistribution: 'PreferClose' } } },
    ]);
  });

  test('may be patched when they are typed, in fields of 1.27', () => {
    const { root, object } = typedDeployment();
    object.addJsonPatch(
      JsonPatch.add('/spec/minReadySeconds', 5),
      JsonPatch.replace('/spec/template/spec/containers/0/ports/0/containerPort', 8080),
      JsonPatch.add('/metadata/annotations', { value: 'a' }),
    );
    expect(objectsOf(root).issues).toEqual([]);
  });
});

describe('what a typed construct drops of its patches is refused', () => {
  test('a field that is newer than 1.27', () => {
    const { root, object } = typedDeployment();
    const sidecar = { name: 'sidecar', image: 'b', restartPolicy: 'Always' };
    object.addJsonPatch(JsonPatch.add('/spec/template/spec/initContainers', [sidecar]));
    expect(objectsOf(root).issues).toEqual([
      {
        path: 'services/web/Resource: /spec/template/spec/initContainers',
        value: '[{"image":"b","name":"sidecar"}]',
        expected: '[{"name":"sidecar","image":"b","restartPolicy":"Always"}], as the patch says',
        remedy: 'The typed construct does not know the field: build the object as a plain ApiObject.',
      },
    ]);
  });

  test('a number where it expects an IntOrString', () => {
    const { root, object } = typedDeployment();
    object.addJsonPatch(JsonPatch.replace('/spec/strategy/rollingUpdate/maxSurge', 1));
    expect(objectsOf(root).issues).toMatchObject([
      { path: 'services/web/Resource: /spec/strategy/rollingUpdate/maxSurge', expected: '1, as the patch says' },
    ]);
  });

  test('what a patch of an object without a place for it says', () => {
    const { root, object } = typedDeployment();
    object.addJsonPatch(JsonPatch.add('/spec/nothing/here', 1));
    expect(objectsOf(root)).toMatchObject({ objects: [], issues: [{ path: 'services/web/Resource' }] });
  });
});

test('what cdk8s-plus makes of a number in a patch is refused by the schema as well', () => {
  const { root, object } = typedDeployment();
  object.addJsonPatch(JsonPatch.replace('/spec/strategy/rollingUpdate/maxSurge', 1));
  const [made] = objectsOf(root).objects;
  expect(JSON.stringify(made?.object)).not.toContain('"maxSurge":1');
  expect(checkObject(made?.object, 'x')).toEqual(expect.anything());
});

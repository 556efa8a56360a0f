import { describe, expect, test } from '@jest/globals';
import { applyPatches } from '../../../../../infra/constructs/strict/patches.ts';
import type { PathedObject } from '../../../../../infra/constructs/strict/pathed-object.ts';
import type { KubernetesObject } from '../../../../../infra/kubernetes/object.ts';
import type { ManifestPatch, PatchOperation } from '../../../../../infra/model/patch.ts';

function service(namespace: string): PathedObject & { readonly stage: string } {
  const spec = { ports: [{ port: 80 }, { port: 81 }], selector: { 'a/b': 'c' } };
  const object: KubernetesObject = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace } };
  return { path: `services/${namespace}-web`, stage: 'services', object: { ...object, ...{ spec } } };
}

function patch(...operations: readonly PatchOperation[]): ManifestPatch {
  return { target: { kind: 'Service', name: 'web' }, patch: [...operations], reason: 'the cloud wants it so' };
}

function patched(...patches: readonly ManifestPatch[]) {
  const { objects, issues } = applyPatches([service('lab')], patches);
  return { spec: (objects[0]?.object as { spec?: unknown } | undefined)?.spec, issues };
}

describe('a patch of a manifest', () => {
  test('adds, replaces and removes', () => {
    const { spec, issues } = patched(
      patch(
        { op: 'test', path: '/spec/ports/0/port', value: 80 },
        { op: 'add', path: '/spec/ports/-', value: { port: 82 } },
        { op: 'add', path: '/spec/ports/0', value: { port: 79 } },
        { op: 'replace', path: '/spec/selector/a~1b', value: 'd' },
        { op: 'remove', path: '/spec/ports/1' },
        { op: 'add', path: '/spec/type', value: 'NodePort' },
      ),
    );
    expect(issues).toEqual([]);
    expect(spec).toEqual({
      ports: [{ port: 79 }, { port: 81 }, { port: 82 }],
      selector: { 'a/b': 'd' },
      type: 'NodePort',
    });
  });

  test('keeps what is known of the object, and leaves the given one as it was', () => {
    const before = service('lab');
    const { objects } = applyPatches([before], [patch({ op: 'add', path: '/spec/type', value: 'NodePort' })]);
    expect(objects).toMatchObject([{ path: before.path, stage: 'services' }]);
    expect(before).toEqual(service('lab'));
  });

  test('changes one of two places that share a value', () => {
    const labels = { a: 'b' };
    const object = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', labels }, spec: { nodeSelector: labels } };
    const target = { kind: 'Pod', name: 'web' };
    const operation = { op: 'add', path: '/metadata/labels/c', value: 'd' } as const;
    const { objects } = applyPatches([{ path: 'web', object }], [{ ...patch(operation), target }]);
    expect(objects).toMatchObject([{ object: { metadata: { labels: { c: 'd' } } } }]);
    expect(objects[0]?.object).toHaveProperty('spec', { nodeSelector: { a: 'b' } });
  });

  test('sees what an earlier one did', () => {
    const { spec, issues } = patched(
      patch({ op: 'add', path: '/spec/type', value: 'NodePort' }),
      patch({ op: 'test', path: '/spec/type', value: 'NodePort' }, { op: 'remove', path: '/spec/ports/0' }),
    );
    expect(issues).toEqual([]);
    expect(spec).toMatchObject({ type: 'NodePort', ports: [{ port: 81 }] });
  });

  test.each<[string, ManifestPatch[]]>([
    [
      'a parent that it adds first',
      [
        patch(
          { op: 'add', path: '/metadata/annotations', value: {} },
          { op: 'add', path: '/metadata/annotations/a', value: 'b' },
        ),
      ],
    ],
    [
      'a list that it adds first',
      [patch({ op: 'add', path: '/spec/list', value: [] }, { op: 'add', path: '/spec/list/-', value: 'x' })],
    ],
    [
      'what an earlier one added',
      [
        patch({ op: 'add', path: '/metadata/annotations', value: { a: 'b', c: 'd' } }),
        patch({ op: 'replace', path: '/metadata/annotations/a', value: 'e' }),
        patch({ op: 'remove', path: '/metadata/annotations/c' }),
      ],
    ],
    [
      'an item of a list',
      [
        patch({ op: 'add', path: '/spec/ports/-', value: { port: 82 } }),
        patch(
          { op: 'add', path: '/spec/ports/0', value: { port: 79 } },
          { op: 'add', path: '/spec/ports/3/name', value: 'x' },
        ),
      ],
    ],
  ])('refines %s', (_what, patches) => {
    expect(patched(...patches).issues).toEqual([]);
  });

  test('of a namespace finds its object among those of one name', () => {
    const objects = [service('lab'), service('attic')];
    const one = patch({ op: 'add', path: '/spec/type', value: 'NodePort' });
    expect(applyPatches(objects, [one]).issues).toMatchObject([
      { path: '/patches/0/target', value: 'Service web', remedy: 'Add a namespace: lab or attic.' },
    ]);
    const target = { ...one.target, namespace: 'attic' };
    const { objects: changed, issues } = applyPatches(objects, [{ ...one, target }]);
    expect(issues).toEqual([]);
    expect(changed.map(({ object }) => JSON.stringify(object).includes('NodePort'))).toEqual([false, true]);
  });
});

describe('a patch is refused', () => {
  test.each<[string, ManifestPatch['target'], string]>([
    ['another name', { kind: 'Service', name: 'gateway' }, 'There are Services called web.'],
    ['a slip', { kind: 'Service', name: 'wep' }, 'Write "web" instead of "wep".'],
    ['an unknown kind', { kind: 'Gadget', name: 'web' }, 'There is no Gadget.'],
    ['another namespace', { kind: 'Service', name: 'web', namespace: 'attic' }, 'It is in lab.'],
  ])('when it finds no object: %s', (_what, target, remedy) => {
    const { issues } = patched({ ...patch({ op: 'remove', path: '/spec' }), target });
    expect(issues).toMatchObject([{ path: '/patches/0/target', expected: 'an object of this environment', remedy }]);
  });

  test.each<[string, PatchOperation, object]>([
    [
      'a parent that is not there',
      { op: 'add', path: '/spec/sessionAffinityConfig/clientIP', value: {} },
      { expected: '"sessionAffinityConfig" to be there', remedy: 'Add the parent first.' },
    ],
    [
      'a slip in a parent',
      { op: 'add', path: '/spec/selectr/x', value: 'y' },
      { remedy: 'Write "selector" instead of "selectr".' },
    ],
    ['a value as the parent', { op: 'add', path: '/spec/ports/0/port/x', value: 1 }, { value: '80' }],
    ['a removal of nothing', { op: 'remove', path: '/spec/type' }, { expected: '"type" to be there' }],
    ['a removal beyond the end', { op: 'remove', path: '/spec/ports/2' }, { expected: 'an index below 2' }],
    ['a replacement of nothing', { op: 'replace', path: '/spec/type', value: 'a' }, { remedy: 'Use "add".' }],
    ['an index that is none', { op: 'add', path: '/spec/ports/01', value: {} }, { value: '"01"' }],
    [
      'an index beyond the end',
      { op: 'add', path: '/spec/ports/3', value: {} },
      { expected: 'an index up to 2, or "-" for the end' },
    ],
    ['a test that does not hold', { op: 'test', path: '/spec/ports/0/port', value: 8 }, { value: '80', expected: '8' }],
  ])('for %s', (_what, operation, issue) => {
    const { issues, spec } = patched(patch(operation));
    expect(issues).toMatchObject([{ path: '/patches/0/patch/0 (services/lab-web)', ...issue }]);
    expect(spec).toEqual((service('lab').object as { spec?: unknown }).spec);
  });

  test('when it changes nothing', () => {
    const { issues } = patched(patch({ op: 'replace', path: '/spec/ports/0/port', value: 80 }));
    expect(issues).toMatchObject([{ path: '/patches/0', expected: 'a change of services/lab-web' }]);
  });

  test('when a later one takes its effect away', () => {
    const { issues } = patched(
      patch({ op: 'add', path: '/spec/type', value: 'NodePort' }),
      patch({ op: 'replace', path: '/spec/type', value: 'LoadBalancer' }),
    );
    expect(issues).toMatchObject([{ path: '/patches/0/patch/0', expected: 'its effect at /spec/type in the result' }]);
  });

  test.each<[string, ManifestPatch[]]>([
    [
      'beside what a later one refines',
      [
        patch({ op: 'add', path: '/spec/selector', value: { a: '1', b: '2' } }),
        patch({ op: 'add', path: '/spec/selector/c', value: '3' }, { op: 'remove', path: '/spec/selector/a' }),
        patch({ op: 'replace', path: '/spec', value: { selector: { c: '3' } } }),
      ],
    ],
    [
      'from the list that it was in',
      [
        patch(
          { op: 'add', path: '/spec/ports/-', value: { port: 82 } },
          { op: 'add', path: '/spec/ports/2/name', value: 'x' },
          { op: 'remove', path: '/spec/ports/2' },
          { op: 'add', path: '/spec/type', value: 'NodePort' },
        ),
      ],
    ],
    [
      'by a test of the same place, which changes nothing',
      [
        patch(
          { op: 'add', path: '/spec/selector/x', value: { y: 1 } },
          { op: 'replace', path: '/spec/selector/x', value: { y: 2 } },
          { op: 'test', path: '/spec/selector/x/y', value: 2 },
        ),
      ],
    ],
  ])('when its effect is gone %s', (_what, patches) => {
    expect(patched(...patches).issues).toContainEqual(expect.objectContaining({ path: '/patches/0/patch/0' }));
  });
});

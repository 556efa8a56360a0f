import { describe, expect, test } from '@jest/globals';
import { foreignNamespaces } from '../../../../../infra/charts/nodes/foreign-namespaces.ts';
import { checkManifest } from '../../../../../infra/constructs/strict/check-manifest.ts';
import type { Target } from '../../../../../infra/model/target.ts';
import { everyFlavour } from './every-flavour.ts';
import { partsOf } from './support.ts';

function issuesOf(target: Target) {
  const objects = partsOf(target).flatMap(({ objects, crds = [] }) => [
    ...objects.map(({ object }) => object),
    ...crds,
  ]);
  return checkManifest(
    objects.map((object) => ({ path: `${object.kind}/${object.metadata.name ?? ''}`, object })),
    { existingNamespaces: [target.namespaces.nodes, ...foreignNamespaces(target)] },
  );
}

describe.each(Object.entries(everyFlavour))('%s', (_, target) => {
  test('every object has only fields of its kind, a name of its own and a namespace that is there', () => {
    expect(issuesOf(target)).toEqual([]);
  });

  test('what is in no namespace begins with the prefix', () => {
    const clusterWide = partsOf(target).flatMap(({ objects }) =>
      objects.flatMap(({ object }) => (object.metadata.namespace === undefined ? [object.metadata.name ?? ''] : [])),
    );
    expect(clusterWide.filter((name) => !name.startsWith('lab-'))).toEqual([]);
  });
});

import { join } from 'node:path';
import { identityOf } from '../infra/constructs/strict/identity.ts';
import type { KubernetesObject } from '../infra/kubernetes/object.ts';
import type { Issue } from '../infra/model/check.ts';
import type { SynthesizedObject } from '../infra/synth.ts';
import type { Assembly } from './assemble.ts';
import { semanticDiff, type FieldChange } from './diff/semantic-diff.ts';
import { isWithin, nameOf, showValues } from './diff/show-diff.ts';
import type { Refusal } from './refusal.ts';
import { writtenManifests } from './written-manifests.ts';

/**
 * The refusal of changes that an existing object cannot take. What was written before is taken to be in the cluster: so
 * they are found here, not there.
 * @param folder where the environments were written
 * @throws {RefusedError} where a file of an earlier synthesis cannot be read
 */
export async function replacementRefusal({ target, synthesis }: Assembly, folder: string): Promise<readonly Refusal[]> {
  const before = await writtenManifests(join(folder, target.name));
  const old = new Map(before.map((object) => [identityOf(object), object]));
  const issues = synthesis.objects.flatMap((each) => {
    const earlier = old.get(identityOf(each.object));
    return earlier === undefined ? [] : immutableIssues(target.name, earlier, each);
  });
  if (issues.length === 0) return [];
  return [
    {
      code: 'CHANGE_IMMUTABLE',
      detail: `${target.name} has changes that an existing object cannot take.`,
      issues,
      remedy: 'Undo them, or delete the objects when you apply, and write them with `npx berth synth --replace`.',
    },
  ];
}

/** Each field by which they differ, not the whole of what is immutable: that may be a long list. */
function immutableIssues(
  environment: string,
  earlier: KubernetesObject,
  { path, object }: SynthesizedObject,
): readonly Issue[] {
  const [change] = semanticDiff([earlier], [object]);
  if (change?.change !== 'changed') return [];
  return change.immutable.flatMap((fixed) => {
    const fields = change.fields.filter((field) => isWithin(field.path, fixed));
    return (fields.length === 0 ? [{ path: fixed }] : fields).map((field) => ({
      path: `${environment}/${path}: ${field.path}`,
      ...fieldTexts(field),
      remedy: `${nameOf(object)} cannot be changed there`,
    }));
  });
}

function fieldTexts({ before, after }: FieldChange): Pick<Issue, 'value' | 'expected'> {
  const [old, found] = showValues(before, after);
  return { value: found, expected: `${old}, as it was` };
}

import { groupOf } from '../../../infra/model/api-group.ts';
import type { PlacedObject } from '../../objects.ts';
import type { StackRule } from '../../rule.ts';
import { nameOf, namespaceOf, type World } from './world.ts';

/** One object for each name. */
export const namesUnique: StackRule<World> = {
  id: 'names-unique',
  title: 'No two objects have the same kind, namespace and name',
  reason: 'The one that is applied later silently takes the place of the other.',
  remedy: 'Rename one of them.',
  severity: 'mandatory',
  check(world) {
    const named = world.objects.filter(({ object }) => nameOf(object) !== '');
    return [...Map.groupBy(named, keyOf).values()].flatMap(([first, ...others]) =>
      others.map((other) => ({ on: other, place: `also at ${first?.path ?? ''}` })),
    );
  },
};

function keyOf({ object }: PlacedObject): string {
  return [groupOf(object.apiVersion), object.kind, namespaceOf(object), nameOf(object)].join('\n');
}

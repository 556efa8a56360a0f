import { listAt } from '../control-plane/api-client.ts';
import type { Place, Right } from './table.ts';

/** What is granted in one namespace, as sorted lines `<resource>[ "<name>"]: <verbs>`. */
export function linesIn(place: Place | 'elsewhere', rights: readonly Right[]): readonly string[] {
  const there = rights.filter(([where]) => where === place || where === '*');
  return merged(there.map(([, resource, verbs, name]) => ({ resource, name, verbs: verbs.split(' ') })));
}

/** The same of the rules of a SelfSubjectRulesReview. */
export function linesOfRules(rules: readonly unknown[]): readonly string[] {
  return merged(
    rules.flatMap((rule) => {
      const names = textsAt(rule, 'resourceNames');
      return textsAt(rule, 'apiGroups').flatMap((group) =>
        textsAt(rule, 'resources').flatMap((resource) =>
          (names.length === 0 ? [undefined] : names).map((name) => ({
            resource: group === '' ? resource : `${resource}.${group}`,
            name,
            verbs: textsAt(rule, 'verbs'),
          })),
        ),
      );
    }),
  );
}

interface Granted {
  readonly resource: string;
  readonly name: string | undefined;
  readonly verbs: readonly string[];
}

function merged(all: readonly Granted[]): readonly string[] {
  const byObject = Map.groupBy(all, ({ resource, name }) => (name === undefined ? resource : `${resource} "${name}"`));
  return [...byObject]
    .map(([object, some]) => `${object}: ${[...new Set(some.flatMap(({ verbs }) => verbs))].toSorted().join(' ')}`)
    .toSorted();
}

function textsAt(rule: unknown, field: string): readonly string[] {
  return listAt(rule, field).map(String);
}

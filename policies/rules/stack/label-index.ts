import { fieldsOf, itemsOf, textOf } from '../../objects.ts';

/** Something with labels in a namespace. */
interface Labelled {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Finds what a selector selects without looking at everything: by the rarest of its labels first. */
export class LabelIndex<T extends Labelled> {
  readonly #byNamespace: ReadonlyMap<string, readonly T[]>;
  readonly #byLabel: ReadonlyMap<string, readonly T[]>;

  constructor(items: readonly T[]) {
    const pairs = items.flatMap((item) =>
      Object.entries(item.labels).map(([key, value]) => ({ item, key: labelKey(item.namespace, key, value) })),
    );
    this.#byNamespace = Map.groupBy(items, ({ namespace }) => namespace);
    this.#byLabel = new Map(
      [...Map.groupBy(pairs, ({ key }) => key)].map(([key, found]) => [key, found.map(({ item }) => item)]),
    );
  }

  /** What a label selector of Kubernetes selects in a namespace; an empty one selects everything. */
  select(namespace: string, selector: unknown): readonly T[] {
    const candidates = Object.entries(matchLabelsOf(selector)).map(
      ([key, value]) => this.#byLabel.get(labelKey(namespace, key, value)) ?? [],
    );
    const fewest = candidates.toSorted((a, b) => a.length - b.length)[0];
    return (fewest ?? this.#byNamespace.get(namespace) ?? []).filter(({ labels }) => selects(selector, labels));
  }
}

/** Whether a label selector selects something with these labels. */
export function selects(selector: unknown, labels: Readonly<Record<string, string>>): boolean {
  const expressions = itemsOf(fieldsOf(selector)['matchExpressions']);
  return (
    Object.entries(matchLabelsOf(selector)).every(([key, value]) => labels[key] === value) &&
    expressions.every((expression) => holds(expression, labels))
  );
}

/** Labels, as far as a value has any. */
export function labelsOf(value: unknown): Readonly<Record<string, string>> {
  const texts = Object.entries(fieldsOf(value)).filter((pair): pair is [string, string] => typeof pair[1] === 'string');
  return Object.fromEntries(texts);
}

function matchLabelsOf(selector: unknown): Readonly<Record<string, string>> {
  return labelsOf(fieldsOf(selector)['matchLabels']);
}

function holds(expression: Readonly<Record<string, unknown>>, labels: Readonly<Record<string, string>>): boolean {
  const value = labels[textOf(expression['key']) ?? ''];
  const values = Array.isArray(expression['values']) ? (expression['values'] as readonly unknown[]) : [];
  switch (expression['operator']) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return false;
  }
}

function labelKey(namespace: string, key: string, value: string): string {
  return `${namespace}\n${key}\n${value}`;
}

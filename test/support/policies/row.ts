import { isDeepStrictEqual } from 'node:util';
import { podKinds } from '../../../policies/kinds.ts';
import { fieldsOf, itemsOf, type KubernetesObject } from '../../../policies/objects.ts';
import { asKind, linuxContainer, windowsContainer, type Fields } from './subjects.ts';

/** An object, and what exactly one rule says of it; all other rules are kept. */
export interface Row {
  /** The id of the rule. */
  readonly rule: string;
  /** What is special about the object. */
  readonly name: string;
  readonly object: KubernetesObject;
  /** What the message names as broken; absent where the rule is kept, empty where it is the object as a whole. */
  readonly broken?: readonly string[];
  /** Judged with the lenient parameters of the table. */
  readonly lenient?: true;
  /** Where the API server by itself does something else than the rule says. */
  readonly server?: {
    /** It refuses the object whatever the policies say, or writes it so that the rule is kept. */
    readonly does: 'refuses' | 'completes';
    readonly because: string;
  };
}

/** What a row says besides its object. */
type Facts = Omit<Row, 'rule' | 'name' | 'object' | 'broken'>;

/** Makes the rows of one rule. */
export interface RowsOf {
  keeps(name: string, object: KubernetesObject, facts?: Facts): Row;
  breaks(name: string, object: KubernetesObject, places?: readonly string[], facts?: Facts): Row;
}

/** Rows of a rule. */
export function rowsOf(rule: string): RowsOf {
  return {
    keeps: (name, object, facts) => ({ rule, name, object, ...facts }),
    breaks: (name, object, broken = [], facts = {}) => ({ rule, name, object, broken, ...facts }),
  };
}

/**
 * Rows of Pods as the table has them: all of them, each with its twin whose container is at the side of another, and of
 * each rule the first that keeps it and the first that breaks it in every other kind: the text of a rule is the same there.
 */
export function withVariants(rows: readonly Row[]): readonly Row[] {
  const groups = Map.groupBy(rows, ({ rule, broken }) => `${rule} ${broken === undefined}`);
  const examples = [...groups.values()].flatMap(
    (group) => group.find(({ server, lenient }) => server === undefined && lenient === undefined) ?? group.slice(0, 1),
  );
  return [...rows, ...rows.flatMap(atTheSide), ...examples.flatMap(inOtherKinds)];
}

/** The pod of a row as the template of every other kind. */
function inOtherKinds(row: Row): readonly Row[] {
  return podKinds
    .filter((kind) => kind !== 'Pod')
    .map((kind) => ({ ...row, name: `${row.name}, of a ${kind}`, object: asKind(kind, row.object) }));
}

/** What the container at the side is called. */
const sideName = 'side';

/**
 * The row with its container at the side of one that keeps every rule: an init container that is always restarted. None
 * where it is not the container that breaks the rule.
 */
function atTheSide(row: Row): readonly Row[] {
  const spec = fieldsOf((row.object as { readonly spec?: unknown }).spec);
  const [container, ...others] = itemsOf(spec['containers']);
  const isOfContainer = isDeepStrictEqual(row.broken, ['container main']) && others.length === 0;
  const good = goodContainer(spec);
  if (!isOfContainer || isDeepStrictEqual(container, good)) return [];
  const side = { ...container, name: sideName, restartPolicy: 'Always' };
  const object = { ...row.object, spec: { ...spec, containers: [good], initContainers: [side] } } as KubernetesObject;
  return [{ ...row, name: `${row.name}, at the side`, object, broken: [`container ${sideName}`] }];
}

function goodContainer(spec: Fields): Fields {
  return fieldsOf(spec['os'])['name'] === 'windows' ? windowsContainer() : linuxContainer();
}

import { showValue } from '../../model/check.ts';
import { scalarWriter, type ScalarWriter } from './yaml-scalar.ts';

/**
 * Objects as a multi-document YAML text, for which each document ends with a line feed and `---` stands between two.
 *
 * The text follows from the objects' content alone: `apiVersion`, `kind`, `metadata`, `name` and `namespace` come first,
 * all other keys in the order of their code units, whatever order they were written in. Lists stand below their key
 * without a further indent, as kubectl prints them; text of several lines is a literal block.
 *
 * It exists because the `yaml` package, which cdk8s uses, takes longer than all the rest of a synth (`npm run bench -- synth`).
 * @throws {TypeError} for what JSON cannot say: `undefined`, a function, a symbol, a bigint, NaN, an infinity.
 */
export function toYaml(objects: readonly unknown[]): string {
  const write = scalarWriter();
  return objects.map((object) => documentText(object, write)).join('---\n');
}

function documentText(value: unknown, write: ScalarWriter): string {
  if (isFilledList(value)) return listText(value, '', write);
  if (isFilledMap(value)) return mapText(value, '', write);
  return `${leafText(value, '', write)}\n`;
}

/** The entries of a map, each on a line of its own that begins with `indent`; `lead` stands before the first. */
function mapText(map: Readonly<Record<string, unknown>>, indent: string, write: ScalarWriter, lead = indent): string {
  let text = '';
  let before = lead;
  for (const key of sortedKeys(map)) {
    text += `${before}${write.key(key)}:${afterKey(map[key], indent, write)}`;
    before = indent;
  }
  return text;
}

function afterKey(value: unknown, indent: string, write: ScalarWriter): string {
  if (typeof value === 'string') return ` ${write.text(value, `${indent}  `)}\n`;
  if (isFilledList(value)) return `\n${listText(value, indent, write)}`;
  if (isFilledMap(value)) return `\n${mapText(value, `${indent}  `, write)}`;
  return ` ${leafText(value, indent, write)}\n`;
}

/** Each item begins with `- `; the first line of a map or list in it stands behind the dash. */
function listText(list: readonly unknown[], indent: string, write: ScalarWriter, lead = indent): string {
  const inner = `${indent}  `;
  let text = '';
  let before = lead;
  for (const item of list) {
    if (typeof item === 'string') text += `${before}- ${write.text(item, inner)}\n`;
    else if (isFilledMap(item)) text += mapText(item, inner, write, `${before}- `);
    else if (isFilledList(item)) text += listText(item, inner, write, `${before}- `);
    else text += `${before}- ${leafText(item, indent, write)}\n`;
    before = indent;
  }
  return text;
}

function leafText(value: unknown, indent: string, write: ScalarWriter): string {
  if (typeof value === 'string') return write.text(value, `${indent}  `);
  if (typeof value === 'boolean' || value === null) return String(value);
  if (Number.isFinite(value)) return numberText(value as number);
  // Lists and maps that are not empty do not come here.
  if (typeof value === 'object') return Array.isArray(value) ? '[]' : '{}';
  throw new TypeError(
    `A manifest cannot hold ${showValue(value)}: give a value that JSON has, or leave the field out.`,
  );
}

/** `1e+21` is text to readers of YAML 1.1: a number with an exponent needs a point. */
function numberText(value: number): string {
  const text = Object.is(value, -0) ? '0' : String(value);
  return text.includes('e') && !text.includes('.') ? text.replace('e', '.0e') : text;
}

function isFilledList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.length > 0;
}

function isFilledMap(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  for (const _ in value) return true;
  return false;
}

/** Sorted by insertion: the keys of an object are few, and often sorted already. */
function sortedKeys(map: object): readonly string[] {
  const keys = Object.keys(map);
  for (let index = 1; index < keys.length; index++) {
    const key = keys[index] ?? '';
    let at = index;
    for (; at > 0 && isBefore(key, keys[at - 1] ?? ''); at--) keys[at] = keys[at - 1] ?? '';
    keys[at] = key;
  }
  return keys;
}

function isBefore(a: string, b: string): boolean {
  const rankA = rankOf(a);
  const rankB = rankOf(b);
  return rankA === rankB ? a < b : rankA < rankB;
}

function rankOf(key: string): number {
  switch (key) {
    case 'apiVersion':
      return 0;
    case 'kind':
      return 1;
    case 'metadata':
      return 2;
    case 'name':
      return 3;
    case 'namespace':
      return 4;
    default:
      return 5;
  }
}

import type { KubernetesObject } from '../../infra/kubernetes/object.ts';
import type { FieldChange, ObjectChange } from './semantic-diff.ts';

const signs = { added: '+', removed: '-', changed: '~' } as const;
const longestValue = 100;
/** What of a long value is shown before the place where it differs. */
const contextLength = 30;

/** Changes for a reader: a line for each object, and one for each field of those that stay. */
export function showDiff(changes: readonly ObjectChange[]): string {
  if (changes.length === 0) return 'no difference\n';
  const lines = changes.flatMap((change) => [
    `${signs[change.change]} ${nameOf(change.object)}`,
    ...(change.change === 'changed' ? change.fields.map((field) => `    ${showField(field, change.immutable)}`) : []),
  ]);
  return `${lines.join('\n')}\n\n${summaryOf(changes)}\n`;
}

/** `Deployment lab-system/gateway` */
export function nameOf({ kind, metadata: { namespace, name = '' } }: KubernetesObject): string {
  return `${kind} ${namespace === undefined ? name : `${namespace}/${name}`}`;
}

function showField({ path, before, after }: FieldChange, immutable: readonly string[]): string {
  const fixed = immutable.some((each) => isWithin(path, each))
    ? '   (cannot be changed: the object must be made anew)'
    : '';
  const [old, now] = showValues(before, after);
  if (before === undefined) return `+ ${path}: ${now}${fixed}`;
  if (after === undefined) return `- ${path}: ${old}${fixed}`;
  return `~ ${path}: ${old} → ${now}${fixed}`;
}

/** Whether one path is the other, or in it. */
export function isWithin(path: string, outer: string): boolean {
  return path === outer || path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`);
}

/** Two values as JSON. Long ones are cut to the place where they differ, so that different ones never read the same. */
export function showValues(before: unknown, after: unknown): readonly [string, string] {
  const [old, now] = [jsonOf(before), jsonOf(after)];
  if (old.length <= longestValue && now.length <= longestValue) return [old, now];
  const isOne = before === undefined || after === undefined;
  const start = isOne ? 0 : Math.max(0, commonLength(old, now) - contextLength);
  return [excerptOf(old, start), excerptOf(now, start)];
}

function jsonOf(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}

/** How long two texts are the same. */
function commonLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}

function excerptOf(text: string, start: number): string {
  const [head, end] = [start > 0 ? '…' : '', start + longestValue];
  return end < text.length ? `${head}${text.slice(start, end - 1)}…` : head + text.slice(start);
}

function summaryOf(changes: readonly ObjectChange[]): string {
  const count = (kind: ObjectChange['change']) => changes.filter(({ change }) => change === kind).length;
  return `${count('added')} to add, ${count('changed')} to change, ${count('removed')} to remove`;
}

import type { KubernetesObject } from '../../infra/kubernetes/object.ts';
import type { FieldChange, ObjectChange } from './semantic-diff.ts';

const signs = { added: '+', removed: '-', changed: '~' } as const;
const longestValue = 100;

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
  if (before === undefined) return `+ ${path}: ${showValue(after)}${fixed}`;
  if (after === undefined) return `- ${path}: ${showValue(before)}${fixed}`;
  return `~ ${path}: ${showValue(before)} → ${showValue(after)}${fixed}`;
}

/** Whether one path is the other, or in it. */
function isWithin(path: string, outer: string): boolean {
  return path === outer || path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`);
}

function showValue(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > longestValue ? `${text.slice(0, longestValue - 1)}…` : text;
}

function summaryOf(changes: readonly ObjectChange[]): string {
  const count = (kind: ObjectChange['change']) => changes.filter(({ change }) => change === kind).length;
  return `${count('added')} to add, ${count('changed')} to change, ${count('removed')} to remove`;
}

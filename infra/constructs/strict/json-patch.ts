import { isDeepStrictEqual } from 'node:util';
import type { Issue } from '../../model/check.ts';
import { showValue } from '../../model/check.ts';
import { nearestOf } from '../../model/near.ts';
import type { PatchOperation } from '../../model/patch.ts';

/** The patched value, or why an operation could not be done. */
export type PatchResult =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly index: number; readonly issue: Omit<Issue, 'path'> };

/** What keeps an operation from being done. */
class Refusal {
  readonly issue: Omit<Issue, 'path'>;

  constructor(issue: Omit<Issue, 'path'>) {
    this.issue = issue;
  }
}

/**
 * Applies the operations of a JSON patch (RFC 6902: add, replace, remove, test) one after the other, on a copy.
 * A parent that is not there, a `replace` or `remove` of nothing and a `test` that does not hold refuse the whole patch.
 */
export function applyJsonPatch(value: unknown, operations: readonly PatchOperation[]): PatchResult {
  let patched = copyOf(value);
  for (const [index, operation] of operations.entries()) {
    const result = applyOperation(patched, operation);
    if (result instanceof Refusal) return { ok: false, index, issue: result.issue };
    patched = result.value;
  }
  return { ok: true, value: patched };
}

/** The places of an operation's pointer: `/a~1b/0` → `a/b`, `0`. */
export function pointerParts(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** What a pointer leads to; `undefined` where nothing is. */
export function valueAt(value: unknown, parts: readonly string[]): unknown {
  return parts.reduce((here, part) => (hasPart(here, part) ? partOf(here, part) : undefined), value);
}

function applyOperation(root: unknown, operation: PatchOperation): Refusal | { readonly value: unknown } {
  const parts = pointerParts(operation.path);
  const key = parts.at(-1);
  if (key === undefined)
    return new Refusal({ expected: 'a path below the object', remedy: 'Begin the path with "/".' });
  const parent = parentOf(root, parts.slice(0, -1));
  if (parent instanceof Refusal) return parent;
  const refusal = changeAt(parent, key, operation);
  return refusal ?? { value: root };
}

type Container = unknown[] | Record<string, unknown>;

function parentOf(root: unknown, parts: readonly string[]): Container | Refusal {
  let here: unknown = root;
  for (const part of parts) {
    if (!hasPart(here, part)) return nothingAt(here, part, 'Add the parent first.');
    here = partOf(here, part);
  }
  return isContainer(here)
    ? here
    : new Refusal({ value: showValue(here), expected: 'an object or a list as the parent' });
}

function changeAt(parent: Container, key: string, operation: PatchOperation): Refusal | undefined {
  if (operation.op === 'add') return addAt(parent, key, copyOf(operation.value));
  if (!hasPart(parent, key)) return nothingAt(parent, key, operation.op === 'replace' ? 'Use "add".' : undefined);
  switch (operation.op) {
    case 'replace':
      setAt(parent, key, copyOf(operation.value));
      return undefined;
    case 'remove':
      if (Array.isArray(parent)) parent.splice(Number(key), 1);
      else Reflect.deleteProperty(parent, key);
      return undefined;
    case 'test': {
      const found = partOf(parent, key);
      return isDeepStrictEqual(found, operation.value)
        ? undefined
        : new Refusal({ value: showValue(found), expected: showValue(operation.value) });
    }
  }
}

function addAt(parent: Container, key: string, value: unknown): Refusal | undefined {
  if (!Array.isArray(parent)) {
    setAt(parent, key, value);
    return undefined;
  }
  const index = key === '-' ? parent.length : isIndex(key) ? Number(key) : Infinity;
  if (index > parent.length) {
    return new Refusal({ value: showValue(key), expected: `an index up to ${parent.length}, or "-" for the end` });
  }
  parent.splice(index, 0, value);
  return undefined;
}

/** What stands in two places of an object, such as its labels, is two things in the copy: `structuredClone` keeps it one. */
function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (!isContainer(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copyOf(inner)]));
}

/** Defined rather than assigned, so that a key called `__proto__` is a key. */
function setAt(parent: Container, key: string, value: unknown): void {
  Object.defineProperty(parent, key, { value, writable: true, enumerable: true, configurable: true });
}

function nothingAt(parent: unknown, key: string, remedy: string | undefined): Refusal {
  if (!isContainer(parent)) return new Refusal({ value: showValue(parent), expected: 'an object or a list' });
  if (Array.isArray(parent)) return new Refusal({ value: showValue(key), expected: `an index below ${parent.length}` });
  const near = nearestOf(key, Object.keys(parent));
  const hint = near === undefined ? remedy : `Write "${near}" instead of "${key}".`;
  return new Refusal({ expected: `"${key}" to be there`, ...(hint !== undefined && { remedy: hint }) });
}

function hasPart(value: unknown, part: string): boolean {
  if (Array.isArray(value)) return isIndex(part) && Number(part) < value.length;
  return isContainer(value) && Object.hasOwn(value, part);
}

function partOf(value: unknown, part: string): unknown {
  return isContainer(value) ? (value as Readonly<Record<string, unknown>>)[part] : undefined;
}

function isContainer(value: unknown): value is Container {
  return typeof value === 'object' && value !== null;
}

function isIndex(part: string): boolean {
  return /^(?:0|[1-9]\d*)$/.test(part);
}

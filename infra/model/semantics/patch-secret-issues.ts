import { showHidden, type Issue } from '../check.ts';
import { escapePointer } from '../near.ts';
import type { ManifestPatch, PatchOperation } from '../patch.ts';
import type { Platform } from '../platform.ts';
import { isSecretOption, whySecret } from '../secret-shapes.ts';

/** A text of a patch, and what it is the value of. */
interface Text {
  readonly path: string;
  readonly name?: string;
  /** The argument before it. */
  readonly option?: string;
  readonly value: string;
}

/** Secrets that a patch would write into a manifest. */
export function patchSecretIssues({ environments = {} }: Platform): Issue[] {
  return Object.entries(environments).flatMap(([environment, { patches = [] }]) =>
    patches.flatMap((patch, index) =>
      patch.patch.flatMap((operation, step) =>
        textsOf(patch, operation, `/environments/${environment}/patches/${index}/patch/${step}/value`).flatMap(
          issuesOf,
        ),
      ),
    ),
  );
}

function issuesOf({ path, name, option = '', value }: Text): Issue[] {
  const isOption = isSecretOption(option, value);
  const why = isOption ? `the value of ${option}` : whySecret({ value, ...(name !== undefined && { name }) });
  if (why === undefined) return [];
  return [
    {
      path,
      value: showHidden(value),
      expected: `no secret in the model; this is ${why}`,
      remedy: 'Put it into a Secret, and let the object refer to that.',
    },
  ];
}

function textsOf({ target }: ManifestPatch, operation: PatchOperation, path: string): readonly Text[] {
  if (operation.op === 'remove' || operation.op === 'test') return [];
  const [, field = '', key] = operation.path.split('/');
  const isData = target.kind === 'ConfigMap' && field === 'data';
  const { value } = operation;
  if (isData && key !== undefined) return typeof value === 'string' ? [{ path, name: key, value }] : [];
  return textsIn(value, path, isData);
}

/** @param isTable whether the fields of the value are names of its texts, as those of `data` are */
function textsIn(value: unknown, path: string, isTable: boolean): readonly Text[] {
  if (typeof value === 'string') return [{ path, value }];
  if (typeof value !== 'object' || value === null) return [];
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  const variable = (value as { readonly name?: unknown }).name;
  return Object.entries(value).flatMap(([key, below]: readonly [string, unknown]) => {
    const place = `${path}/${escapePointer(key)}`;
    if (typeof below !== 'string') return textsIn(below, place, false);
    if (isTable) return [{ path: place, name: key, value: below }];
    if (key === 'value' && typeof variable === 'string') return [{ path: place, name: variable, value: below }];
    const before = items[Number(key) - 1];
    return [{ path: place, value: below, ...(typeof before === 'string' && { option: before }) }];
  });
}

import { describe, expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { defaultImages } from '../../../../infra/model/images.ts';
import { checkPlatform, Platform } from '../../../../infra/model/platform.ts';
import { rowsBelow } from '../../docs/support/config-rows.ts';

const page = await readFile(join(import.meta.dirname, '../../../../docs/reference/model.md'), 'utf8');

interface Part {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly [keyword: string]: unknown;
}

/** The names of all fields that a schema and its parts know. */
function fieldNames(schema: unknown): Set<string> {
  if (typeof schema !== 'object' || schema === null) return new Set();
  const part = schema as Part;
  const own = Object.keys(part.properties ?? {});
  const below = Object.entries(part).flatMap(([keyword, value]) =>
    keyword === 'properties' ? Object.values<unknown>(value as Record<string, unknown>) : [value],
  );
  return new Set([...own, ...below.flatMap((value) => [...fieldNames(value)])]);
}

describe('docs/reference/model.md', () => {
  test('names every field of the schemas', () => {
    const names = [...fieldNames(Platform)];
    expect(names.length).toBeGreaterThan(50);
    expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });

  test('has no table with a field that the schemas do not know', () => {
    const documented = [...page.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name ?? '');
    const known = fieldNames(Platform);
    expect(documented.filter((name) => !known.has(name))).toEqual([]);
  });

  test('has every image that an environment may name, with its default', () => {
    const rows = rowsBelow('Images', page).map(([name, , image]) => [name, image]);
    expect(rows).toEqual(Object.entries(defaultImages).map(([name, image]) => [`\`${name}\``, `\`${image}\``]));
  });

  test('begins with an example that holds', () => {
    const example = /export default definePlatform\((\{.*?\n\})\)/s.exec(page)?.[1] ?? '';
    expect(checkPlatform(runInNewContext(`(${example})`))).toMatchObject({ name: 'antenna-lab' });
  });
});

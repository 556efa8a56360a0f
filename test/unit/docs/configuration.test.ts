import { describe, expect, test } from '@jest/globals';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { roleNames } from '../../../services/cli/platform/role-names.ts';
import { rowsBelow, rowsOf } from './support/config-rows.ts';
import { configSchemas } from './support/config-schemas.ts';

const root = join(import.meta.dirname, '../../..');
const services = join(root, 'services');
const page = await readFile(join(root, 'docs/reference/configuration.md'), 'utf8');
/** Known to everyone, and no setting of Berth. */
const ofTheSystem = new Set(['HOME', 'PATH']);

async function readSources(): Promise<ReadonlyMap<string, string>> {
  const names = (await readdir(services, { recursive: true })).filter((name) => name.endsWith('.ts'));
  const texts = await Promise.all(names.map((name) => readFile(join(services, name), 'utf8')));
  return new Map(names.map((name, index) => [name, texts[index] ?? '']));
}

/** The variables in the first cells of the rows. */
const variablesOf = (rows: readonly (readonly string[])[]) => rows.map(([cell = '']) => cell.replaceAll('`', ''));

const sources = await readSources();
const schemaVariables = Object.values(configSchemas).flatMap(({ properties }) => Object.keys(properties));
const commandVariables = variablesOf(rowsBelow('The command', page));

describe('docs/reference/configuration.md', () => {
  test.each(Object.entries(configSchemas))('says of %s what its schema says', (heading, schema) => {
    expect(rowsBelow(heading, page)).toEqual(rowsOf(schema));
  });

  test('has a part for every role', () => {
    expect(Object.keys(configSchemas)).toEqual(expect.arrayContaining([...roleNames]));
  });

  test('has every schema of the services', () => {
    const declared = [...sources.values()].flatMap((text) =>
      [...text.matchAll(/^export const (\w+Config) = Type\.Object/gm)].map(([, name]) => name),
    );
    expect(declared).toHaveLength(Object.keys(configSchemas).length);
  });

  test('gives a meaning to every variable', () => {
    const rows = Object.values(configSchemas).flatMap(rowsOf);
    expect(rows.filter((row) => row.includes(''))).toEqual([]);
  });

  test('names every variable that is read without a schema', () => {
    const read = [...sources.values()].flatMap((text) =>
      [...text.matchAll(/env\['([A-Z][A-Z0-9_]*)'\]/g)].map(([, name = '']) => name),
    );
    const known = new Set([...schemaVariables, ...commandVariables, ...ofTheSystem]);
    expect(read.length).toBeGreaterThan(5);
    expect(read.filter((name) => !known.has(name))).toEqual([]);
  });

  test('names no variable that nothing reads', () => {
    const text = [...sources.values()].join('\n');
    expect(commandVariables.filter((name) => !text.includes(name))).toEqual([]);
  });
});

import type { Definition, FieldTable } from './field-table.ts';

/** The field table as JSON: names sorted, a kind or a definition on each line, so that a diff says what has changed. */
export function emitSchema(table: FieldTable): string {
  const kinds = lines(table.kinds, (entry) => JSON.stringify(entry));
  const definitions = lines(table.definitions, (definition) => JSON.stringify(compact(definition)));
  return `{"kinds":{\n${kinds}\n},"definitions":{\n${definitions}\n}}\n`;
}

/** A definition as it is stored: the types of the fields, and only what says something. */
function compact({ fields, required, open }: Definition): object {
  const names = Object.keys(fields).sort();
  return {
    fields: Object.fromEntries(names.map((name) => [name, fields[name]?.type])),
    ...(required.length > 0 && { required }),
    ...(open === true && { open }),
  };
}

function lines<T>(record: Readonly<Record<string, T>>, text: (value: T) => string): string {
  const entries = Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.map(([name, value]) => `${JSON.stringify(name)}:${text(value)}`).join(',\n');
}

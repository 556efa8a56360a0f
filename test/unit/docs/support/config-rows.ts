/** A property of a configuration schema, as JSON Schema says it. */
export interface ConfigProperty {
  readonly type?: string;
  readonly anyOf?: readonly { readonly const?: unknown }[];
  readonly default?: string | number | boolean;
  readonly description?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
}

/** A configuration schema. */
export interface ConfigSchema {
  readonly properties: Readonly<Record<string, ConfigProperty>>;
  readonly required?: readonly string[];
}

/** A row of a table: its cells, without the blanks around them. */
export type Row = readonly string[];

/** What docs/reference/configuration.md says of a schema: variable, value, default and meaning of each property. */
export function rowsOf({ properties, required = [] }: ConfigSchema): Row[] {
  return Object.entries(properties).map(([name, property]) => {
    const [meaning = '', spokenDefault] = (property.description ?? '').split(/\s*@default /);
    const whenUnset = spokenDefault ?? (required.includes(name) ? defaultOf(property) : 'none');
    return [`\`${name}\``, valueOf(name, property), whenUnset, meaning];
  });
}

/** The rows of the table below a heading. */
export function rowsBelow(heading: string, page: string): Row[] {
  const lines = page.split('\n');
  const start = lines.findIndex((line) => line === `## ${heading}`) + 1;
  if (start === 0) throw new Error(`the page has no heading "${heading}"`);
  const length = lines.slice(start).findIndex((line) => line.startsWith('## '));
  return lines
    .slice(start, length < 0 ? undefined : start + length)
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

function defaultOf({ default: value }: ConfigProperty): string {
  if (value === undefined) return '**required**';
  return value === '' ? 'none' : `\`${String(value)}\``;
}

const units: readonly (readonly [ending: RegExp, unit: string])[] = [
  [/_MS$/, 'milliseconds'],
  [/_SECONDS$/, 'seconds'],
  [/_BYTES$/, 'bytes'],
  [/_PORT$/, 'port'],
  [/_FILE$/, 'path of a file'],
  [/_FOLDER$/, 'path of a folder'],
  [/_UR[LI]$/, 'URL'],
];

function valueOf(name: string, property: ConfigProperty): string {
  if (property.anyOf !== undefined) return property.anyOf.map((each) => `\`${String(each.const)}\``).join(', ');
  const unit = units.find(([ending]) => ending.test(name))?.[1];
  if (property.type === 'string') return unit ?? `text${atLeast(property.minLength ?? 0, 'characters')}`;
  return `${unit ?? 'number'}${rangeOf(property)}`;
}

function rangeOf({ minimum, maximum }: ConfigProperty): string {
  if (maximum !== undefined) return `, ${minimum ?? ''} to ${maximum}`;
  return minimum === undefined ? '' : `, at least ${minimum}`;
}

function atLeast(length: number, of: string): string {
  return length > 1 ? `, at least ${length} ${of}` : '';
}

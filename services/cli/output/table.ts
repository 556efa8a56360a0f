import { printable } from './printable.ts';

/** A column: its title, and how a row fills it. */
export interface Column<T> {
  readonly title: string;
  readonly cell: (row: T) => string;
  /** @default 'left' */
  readonly align?: 'left' | 'right';
}

const gap = '  ';

/** Rows in aligned columns under their titles; `empty` where there are none. */
export function formatTable<T>(rows: readonly T[], columns: readonly Column<T>[], empty: string): string {
  if (rows.length === 0) return `${empty}\n`;
  const lines = [
    columns.map(({ title }) => title.toUpperCase()),
    ...rows.map((row) => columns.map(({ cell }) => printable(cell(row)))),
  ];
  const widths = columns.map((_column, index) => Math.max(...lines.map((cells) => widthOf(cells[index] ?? ''))));
  const aligned = lines.map((cells) =>
    cells
      .map((cell, index) => {
        const padding = ' '.repeat((widths[index] ?? 0) - widthOf(cell));
        return columns[index]?.align === 'right' ? padding + cell : cell + padding;
      })
      .join(gap)
      .trimEnd(),
  );
  return `${aligned.join('\n')}\n`;
}

/** Names and their values, one pair on a line. What has no value is left out. */
export function formatFields(fields: Readonly<Record<string, string | undefined>>): string {
  const pairs = Object.entries(fields).filter((pair): pair is [string, string] => pair[1] !== undefined);
  const width = Math.max(0, ...pairs.map(([name]) => name.length));
  return pairs.map(([name, value]) => `${name.padEnd(width)}${gap}${printable(value)}\n`).join('');
}

function widthOf(text: string): number {
  return Array.from(text).length;
}

import type { Report, Result } from './result.ts';

/** A report for readers. */
export function showReport({ bench, machine, results }: Report): string {
  const { platform, cpu, cores, memoryGiB, node } = machine;
  const database = results.find((result) => result.database !== null)?.database;
  const head = [
    `${bench} on ${platform}, ${cpu}, ${cores} cores, ${memoryGiB} GiB, Node ${node}`,
    ...(database ? [`database: ${database.kind} ${database.version}, write concern ${database.writeConcern}`] : []),
  ];
  const titles = ['', 'value', 'unit', 'min … max', 'runs', 'yardstick', 'min … max', 'ratio', 'goal', ''];
  const rows = [titles, ...results.map(rowOf)];
  const widths = titles.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const notes = results.flatMap(({ name, note }) => (note === null ? [] : [`${name}: ${note}`]));
  return [...head, '', ...lines, ...(notes.length > 0 ? ['', ...notes] : []), ''].join('\n');
}

function rowOf(result: Result): string[] {
  const { name, value, unit, spread, runs, yardstick, yardstickSpread, ratio, goal, holds } = result;
  return [
    name,
    String(value),
    unit,
    `${spread.min} … ${spread.max}`,
    String(runs),
    yardstick === null ? '-' : `${yardstick.name}: ${yardstick.value}`,
    yardstickSpread === null ? '-' : `${yardstickSpread.min} … ${yardstickSpread.max}`,
    ratio === null ? '-' : String(ratio),
    goal ?? '-',
    holds === null ? '' : holds ? 'holds' : 'MISSED',
  ];
}

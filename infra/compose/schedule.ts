/** A cron schedule as lists of numbers that a shell can look into; `*` for a field that is not restricted. */
export interface ScheduleFields {
  readonly minutes: string;
  readonly hours: string;
  readonly days: string;
  readonly months: string;
  readonly weekdays: string;
}

const ranges = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 6],
] as const;

/** The fields of a schedule that has been checked (`backupSettings`). */
export function scheduleFields(schedule: string): ScheduleFields {
  const texts = schedule.trim().split(/\s+/);
  const [minutes = '', hours = '', days = '', months = '', weekdays = ''] = ranges.map(([least, most], index) =>
    fieldOf(texts[index] ?? '*', least, most),
  );
  return { minutes, hours, days, months, weekdays };
}

function fieldOf(text: string, least: number, most: number): string {
  if (text === '*' || text === '*/1') return '*';
  const numbers = text.split(',').flatMap((entry) => numbersOf(entry, least, most));
  return [...new Set(numbers)].toSorted((a, b) => a - b).join(' ');
}

/** The numbers of `*`, `3`, `1-5`, or one of them with a step behind `/`. */
function numbersOf(entry: string, least: number, most: number): readonly number[] {
  const [span = '', step = '1'] = entry.split('/');
  const [first, last] = span.split('-');
  const from = span === '*' ? least : Number(first);
  // `5/15` goes on to the end, `5` does not.
  const to = span === '*' || (last === undefined && entry.includes('/')) ? most : Number(last ?? first);
  return Array.from({ length: most + 1 }, (_, number) => number).filter(
    (number) => number >= from && number <= to && (number - from) % Number(step) === 0,
  );
}

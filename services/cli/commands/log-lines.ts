import type { LogLine } from '../api/routes.ts';

/**
 * The lines of `current` that follow those of `previous`. Both are the newest lines of the same growing logs, so a
 * worker's lines in `current` begin with the end of its lines in `previous`.
 */
export function newLogLines(previous: readonly LogLine[], current: readonly LogLine[]): readonly LogLine[] {
  const seen = byWorker(previous);
  const overlaps = new Map(
    [...byWorker(current)].map(([worker, lines]) => [worker, overlap(seen.get(worker) ?? [], lines)]),
  );
  return current.filter(({ worker }) => {
    const left = overlaps.get(worker) ?? 0;
    overlaps.set(worker, left - 1);
    return left <= 0;
  });
}

/** How many lines at the beginning of `current` are the last ones of `previous`. */
function overlap(previous: readonly LogLine[], current: readonly LogLine[]): number {
  for (let length = Math.min(previous.length, current.length); length > 0; length--) {
    const tail = previous.slice(-length);
    if (tail.every((line, index) => isSame(line, current[index]))) return length;
  }
  return 0;
}

function isSame(a: LogLine, b: LogLine | undefined): boolean {
  return a.time === b?.time && a.line === b.line && a.stream === b.stream;
}

function byWorker(lines: readonly LogLine[]): Map<string, LogLine[]> {
  const grouped = new Map<string, LogLine[]>();
  for (const line of lines) {
    const known = grouped.get(line.worker);
    if (known === undefined) grouped.set(line.worker, [line]);
    else known.push(line);
  }
  return grouped;
}

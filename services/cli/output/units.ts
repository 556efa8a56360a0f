const byteUnits = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;
const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** A size as people read it, e.g. `1.5 KiB`. */
export function humanBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  for (; value >= 1024 && unit < byteUnits.length - 1; unit++) value /= 1024;
  const digits = unit === 0 || value >= 100 ? 0 : 1;
  return `${value.toFixed(digits)} ${byteUnits[unit] ?? ''}`;
}

/** How long ago a moment (RFC 3339) was, e.g. `5m`. */
export function humanAge(moment: string, now: Date): string {
  const ms = Math.max(0, now.getTime() - Date.parse(moment));
  if (Number.isNaN(ms)) return '?';
  if (ms < 2 * minuteMs) return `${Math.floor(ms / secondMs)}s`;
  if (ms < 2 * hourMs) return `${Math.floor(ms / minuteMs)}m`;
  return ms < 2 * dayMs ? `${Math.floor(ms / hourMs)}h` : `${Math.floor(ms / dayMs)}d`;
}

/** Processors from thousandths, e.g. `1.5`. */
export function humanCpu(millis: number): string {
  return String(Math.round(millis / 10) / 100);
}

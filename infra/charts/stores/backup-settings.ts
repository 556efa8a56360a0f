import { showValue } from '../../model/check.ts';
import { ModelError } from '../../model/platform.ts';
import { memoryBytes } from '../../model/quantity.ts';
import type { Backup } from '../../model/stores.ts';
import type { Target } from '../../model/target.ts';
import type { Storage } from './members.ts';
import { storePath } from './store-settings.ts';

/** Where copies are kept: a bucket, or a volume of the cluster. */
export type ColdStorage =
  | {
      readonly kind: 's3';
      readonly endpoint: string;
      readonly port: number;
      readonly region?: string;
      /** `<bucket>/<folder>`; environments share a bucket without meeting. */
      readonly path: string;
      readonly cidrs: readonly string[];
    }
  | ({ readonly kind: 'volume' } & Storage);

/** Cold copies, every default filled in. */
export interface BackupSettings {
  readonly schedule: string;
  readonly keepDays: number;
  readonly to: ColdStorage;
}

const httpsPort = 443;

/** @throws {ModelError} where the schedule is none, or the endpoint has something behind its host */
export function backupSettings(
  target: Target,
  { schedule = '0 */4 * * *', keepDays = 14, to }: Backup,
): BackupSettings {
  if (!isSchedule(schedule)) throw new ModelError([scheduleIssue(target, schedule)]);
  return { schedule, keepDays, to: coldStorage(target, to) };
}

function coldStorage(target: Target, to: Backup['to']): ColdStorage {
  if ('volume' in to) {
    const { size, storageClass } = to.volume;
    return { kind: 'volume', storageBytes: memoryBytes(size), ...(storageClass !== undefined && { storageClass }) };
  }
  const { endpoint, bucket, region, cidrs } = to.s3;
  const url = URL.parse(endpoint);
  if (url === null || url.pathname !== '/' || url.search !== '') {
    throw new ModelError([
      {
        path: `${storePath(target, 'backup')}/to/s3/endpoint`,
        value: showValue(endpoint),
        expected: 'the address of the service without a path, such as "https://s3.example.org"',
        remedy: 'Name the bucket in bucket; copies go to a folder in it that is called as the prefix.',
      },
    ]);
  }
  return {
    kind: 's3',
    endpoint,
    port: url.port === '' ? httpsPort : Number(url.port),
    ...(region !== undefined && { region }),
    path: `${bucket}/${target.prefix}`,
    cidrs,
  };
}

/** The least and the greatest number of each field of a cron schedule. */
const fieldRanges = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 6],
] as const;

/** What Kubernetes takes: five fields of numbers, ranges, lists and steps. Names (`MON`) and `@daily` are not taken. */
function isSchedule(text: string): boolean {
  const fields = text.trim().split(/\s+/);
  return (
    fields.length === fieldRanges.length &&
    fieldRanges.every(([least, most], index) =>
      (fields[index] ?? '').split(',').every((entry) => isEntry(entry, least, most)),
    )
  );
}

function isEntry(entry: string, least: number, most: number): boolean {
  const match = /^(?:\*|(\d+)(?:-(\d+))?)(?:\/([1-9]\d*))?$/.exec(entry);
  if (match === null) return false;
  const from = Number(match[1] ?? least);
  const to = Number(match[2] ?? match[1] ?? most);
  return least <= from && from <= to && to <= most;
}

function scheduleIssue(target: Target, schedule: string) {
  return {
    path: `${storePath(target, 'backup')}/schedule`,
    value: showValue(schedule),
    expected: 'a cron schedule of five fields: minute, hour, day of the month, month, day of the week (0 is Sunday)',
    remedy: 'Write for example "0 */4 * * *" for every four hours.',
  };
}

import { describe, expect, test } from '@jest/globals';
import { backup } from '../../../../../infra/charts/stores/backup.ts';
import type { CronJob, PersistentVolumeClaim } from '../../../../../infra/kubernetes/types.ts';
import type { Backup } from '../../../../../infra/model/stores.ts';
import { edgeLines, objectOf, targetWith } from './support/store-target.ts';

const volume: Backup = { to: { volume: { size: '200Gi', storageClass: 'cold' } } };
const s3: Backup = {
  keepDays: 30,
  schedule: '30 2 * * 0-5/2',
  to: {
    s3: { endpoint: 'https://s3.example.org:9000', bucket: 'cold-copies', region: 'eu-1', cidrs: ['203.0.113.0/28'] },
  },
};
const partOf = (authored: Backup) => backup(targetWith({ backup: authored }));
const cronJob = (authored: Backup, name = 'mongodb-backup') =>
  objectOf<CronJob>(partOf(authored), 'CronJob', name).spec;
const podOf = (authored: Backup, name?: string) => cronJob(authored, name)?.jobTemplate.spec?.template.spec;
const envOf = (authored: Backup, container: string, name?: string) => {
  const pod = podOf(authored, name);
  const found = [...(pod?.initContainers ?? []), ...(pod?.containers ?? [])].find((each) => each.name === container);
  return Object.fromEntries((found?.env ?? []).map((each) => [each.name, each.value ?? each.valueFrom?.secretKeyRef]));
};

describe('copies of the database', () => {
  test('are made only where the model wants them', () => {
    expect(backup(targetWith({}))).toEqual({ objects: [], edges: [], access: [] });
  });

  test('are made every four hours where nothing else is said, one at a time, in a time zone that never changes', () => {
    expect(cronJob(volume)).toMatchObject({
      schedule: '0 */4 * * *',
      timeZone: 'Etc/UTC',
      concurrencyPolicy: 'Forbid',
      successfulJobsHistoryLimit: 3,
      failedJobsHistoryLimit: 3,
    });
    expect(cronJob(volume)?.startingDeadlineSeconds).toBeLessThan(4 * 3600);
    expect(cronJob(volume)?.jobTemplate.spec?.activeDeadlineSeconds).toBeLessThan(4 * 3600);
    expect(cronJob(s3)?.schedule).toBe('30 2 * * 0-5/2');
  });

  test('go to a claim that is applied before, and older ones are removed from it', () => {
    expect(objectOf<PersistentVolumeClaim>(partOf(volume), 'PersistentVolumeClaim').spec).toEqual({
      accessModes: ['ReadWriteOnce'],
      storageClassName: 'cold',
      resources: { requests: { storage: '200Gi' } },
    });
    const stages = partOf(volume).objects.map(({ stage, object }) => `${stage} ${object.kind}`);
    expect(stages.indexOf('volumes PersistentVolumeClaim')).toBeLessThan(stages.indexOf('data CronJob'));
    const pod = podOf(volume);
    expect(pod?.initContainers?.map(({ command }) => command?.at(-1))).toEqual(['/etc/berth-backup/dump.sh']);
    expect(pod?.containers.map(({ command }) => command?.at(-1))).toEqual(['/etc/berth-backup/prune.sh']);
    expect(envOf(volume, 'prune')).toMatchObject({ KEEP_DAYS: '14', FOLDER: '/copies' });
  });

  test('go to a bucket by a second container that knows nothing of the database', () => {
    const pod = podOf(s3);
    expect(pod?.initContainers?.[0]?.image).toContain('mongo:');
    expect(pod?.containers[0]?.image).toContain('rclone');
    expect(envOf(s3, 'upload')).toMatchObject({
      REMOTE: 'copies:cold-copies/lab',
      RCLONE_CONFIG_COPIES_ENDPOINT: 'https://s3.example.org:9000',
      RCLONE_CONFIG_COPIES_REGION: 'eu-1',
      RCLONE_CONFIG_COPIES_SECRET_ACCESS_KEY: { name: 'mongodb-backup-s3', key: 'secret-access-key' },
      KEEP_DAYS: '30',
    });
    expect(pod?.containers[0]?.volumeMounts?.map(({ name }) => name)).not.toContain('uri');
    expect(partOf(s3).objects.map(({ object }) => object.kind)).not.toContain('PersistentVolumeClaim');
  });

  test('have room on the node on their way to a bucket', () => {
    const pod = podOf(s3);
    expect(pod?.volumes?.find(({ name }) => name === 'copies')?.emptyDir?.sizeLimit).toBe('10Gi');
    expect(pod?.initContainers?.[0]?.resources?.requests).toMatchObject({ 'ephemeral-storage': '5Gi' });
  });

  test('are reached for with the rights of one user each', () => {
    const secretOf = (name?: string) =>
      podOf(volume, name)?.volumes?.find((each) => each.name === 'uri')?.secret?.secretName;
    expect([secretOf(), secretOf('mongodb-restore')]).toEqual(['mongodb-backup', 'mongodb-restore']);
  });

  test('need the database and the bucket, and nothing else', () => {
    expect(edgeLines(partOf(volume))).toEqual([
      'lab-data/mongodb-backup > lab-data/mongodb:27017',
      'lab-data/mongodb-restore > lab-data/mongodb:27017',
    ]);
    expect(edgeLines(partOf(s3))).toContain('lab-data/mongodb-backup > 203.0.113.0/28:9000');
    const external = { hosts: ['db.example.org:27017'], cidrs: ['192.0.2.0/24'] };
    expect(edgeLines(backup(targetWith({ backup: volume, mongodb: { external } })))).toContain(
      'lab-data/mongodb-backup > 192.0.2.0/24:27017',
    );
  });
});

describe('a restoration', () => {
  test('is never started by itself, and never repeated', () => {
    expect(cronJob(volume, 'mongodb-restore')).toMatchObject({ suspend: true });
    expect(cronJob(volume, 'mongodb-restore')?.jobTemplate.spec?.backoffLimit).toBe(0);
  });

  test('waits to be told which copy, and into which database', () => {
    expect(envOf(volume, 'restore', 'mongodb-restore')).toMatchObject({
      BACKUP: undefined,
      INTO: undefined,
      DATABASE: 'lab',
    });
    expect(envOf(s3, 'fetch', 'mongodb-restore')).toMatchObject({ BACKUP: undefined });
  });

  test('cannot harm the copies', () => {
    const pod = podOf(volume, 'mongodb-restore');
    expect(pod?.volumes?.find(({ name }) => name === 'copies')?.persistentVolumeClaim?.readOnly).toBe(true);
  });
});

describe('a wrong wish for copies', () => {
  test.each([
    '61 * * * *',
    '0 24 * * *',
    '* * 0 * *',
    '0 0 1 13 *',
    '5-1 * * * *',
    '*/0 * * * *',
    'a b c d e',
    '0 0 * * MON',
  ])('is refused: the schedule %s', (schedule) => {
    expect(() => partOf({ ...volume, schedule })).toThrow(
      /\/stores\/backup\/schedule: found .* expected a cron schedule/,
    );
  });

  test.each(['0 */4 * * *', '0,30 8-18 1 1-12/3 0', '*/15 * * * *'])('is not the schedule %s', (schedule) => {
    expect(cronJob({ ...volume, schedule })?.schedule).toBe(schedule);
  });

  test('is refused: an endpoint with a path', () => {
    const to = { s3: { endpoint: 'https://s3.example.org/cold', bucket: 'cold', cidrs: ['203.0.113.0/28'] } };
    expect(() => partOf({ to })).toThrow('/stores/backup/to/s3/endpoint: found "https://s3.example.org/cold"');
  });
});

import { resourcesOf, showBytes } from '../../constructs/resources.ts';
import { restrictedContainer } from '../../constructs/security.ts';
import type { Container, EnvVar, ResourceRequirements, VolumeMount } from '../../kubernetes/types.ts';
import type { Target } from '../../model/target.ts';
import type { BackupSettings, ColdStorage } from './backup-settings.ts';
import { shellSettingsMount } from './mongodb-container.ts';
import { databaseOf, mongoDbSettings } from './mongodb-settings.ts';
import type { backupScripts } from './scripts/backup-scripts.ts';

/** Secrets with the URIs of the users `backup` and `restore`, under the key `uri`. */
export const backupUriSecret = 'mongodb-backup';
export const restoreUriSecret = 'mongodb-restore';
export const uriKey = 'uri';
/** The Secret with the keys of the bucket. */
export const bucketSecret = 'mongodb-backup-s3';
export const accessKeyId = 'access-key-id';
export const secretAccessKey = 'secret-access-key';

const scriptsFolder = '/etc/berth-backup';
const copiesFolder = '/copies';
const uriFolder = '/run/secrets/uri';
/** What rclone calls the bucket's service. */
const remote = 'copies';

/** mongodump and mongorestore keep a few batches of 16 MB for each of four collections; the shell takes 130 MiB. */
const toolSize = { cpuMillis: 250, memoryBytes: 512 * 2 ** 20 };
/** rclone sends 4 parts of 5 MiB at a time (docs: s3-upload-concurrency, s3-chunk-size). */
const rcloneSize = { cpuMillis: 100, memoryBytes: 256 * 2 ** 20 };
/** Of the database's volume: a dump is compressed as the database is, and the volume is seldom full. */
const spoolShare = 0.5;

/** What a Job consists of: containers that prepare, the last one, and the Secret of the database's URI. */
export interface CopyContainers {
  readonly initContainers?: readonly Container[];
  readonly containers: readonly Container[];
  readonly uriSecret: string;
}

/** First the dump, then what becomes of it: kept on the volume, or sent to the bucket. */
export function backupContainers(target: Target, { to, keepDays }: BackupSettings): CopyContainers {
  const dump = toolContainer(target, to, { name: 'dump', script: 'dump.sh' });
  const keep: EnvVar = { name: 'KEEP_DAYS', value: String(keepDays) };
  const last =
    to.kind === 'volume'
      ? toolContainer(target, to, { name: 'prune', script: 'prune.sh', env: [keep] })
      : rcloneContainer(target, to, { name: 'upload', script: 'upload.sh', env: [keep] });
  return { initContainers: [dump], containers: [last], uriSecret: backupUriSecret };
}

/** `BACKUP` and `INTO` are empty here: who makes a Job of it fills them in. */
export function restoreContainers(target: Target, to: ColdStorage): CopyContainers {
  const which: EnvVar = { name: 'BACKUP' };
  const restore = toolContainer(target, to, {
    name: 'restore',
    script: 'restore.sh',
    env: [which, { name: 'INTO' }, { name: 'DATABASE', value: databaseOf(target) }],
    readOnlyCopies: true,
  });
  return {
    ...(to.kind === 's3' && {
      initContainers: [rcloneContainer(target, to, { name: 'fetch', script: 'fetch.sh', env: [which] })],
    }),
    containers: [restore],
    uriSecret: restoreUriSecret,
  };
}

interface Step {
  readonly name: string;
  readonly script: keyof typeof backupScripts;
  readonly env?: readonly EnvVar[];
  readonly readOnlyCopies?: boolean;
}

/** The database's image: it has its shell, mongodump and mongorestore. */
function toolContainer(target: Target, to: ColdStorage, step: Step): Container {
  return {
    ...scriptContainer(step, target.image('mongodb')),
    env: [
      { name: 'FOLDER', value: copiesFolder },
      { name: 'SCRIPTS', value: scriptsFolder },
      { name: 'URI_FILE', value: `${uriFolder}/${uriKey}` },
      { name: 'CONFIG_FILE', value: '/tmp/mongo-tools.yaml' },
      { name: 'HOME', value: '/tmp' },
      ...(step.env ?? []),
    ],
    resources: withSpool(target, to, resourcesOf(toolSize)),
    volumeMounts: [
      ...mounts(step),
      { name: 'uri', mountPath: uriFolder, readOnly: true },
      { ...shellSettingsMount, name: 'scripts' },
    ],
  };
}

/** rclone is configured by variables: RCLONE_CONFIG_<remote>_<option> (rclone.org/docs, "Config file"). */
function rcloneContainer(target: Target, to: Extract<ColdStorage, { kind: 's3' }>, step: Step): Container {
  const option = (name: string, value: string): EnvVar => ({
    name: `RCLONE_CONFIG_${remote.toUpperCase()}_${name}`,
    value,
  });
  const secret = (name: string, key: string): EnvVar => ({
    name: `RCLONE_CONFIG_${remote.toUpperCase()}_${name}`,
    valueFrom: { secretKeyRef: { name: bucketSecret, key } },
  });
  return {
    ...scriptContainer(step, target.image('rclone')),
    env: [
      { name: 'FOLDER', value: copiesFolder },
      { name: 'REMOTE', value: `${remote}:${to.path}` },
      option('TYPE', 's3'),
      option('PROVIDER', 'Other'),
      option('ENDPOINT', to.endpoint),
      ...(to.region === undefined ? [] : [option('REGION', to.region)]),
      // It need not be allowed to make buckets.
      option('NO_CHECK_BUCKET', 'true'),
      secret('ACCESS_KEY_ID', accessKeyId),
      secret('SECRET_ACCESS_KEY', secretAccessKey),
      { name: 'HOME', value: '/tmp' },
      ...(step.env ?? []),
    ],
    resources: withSpool(target, to, resourcesOf(rcloneSize)),
    volumeMounts: mounts(step),
  };
}

function scriptContainer({ name, script }: Step, image: string): Container {
  return {
    name,
    image,
    command: ['sh', `${scriptsFolder}/${script}`],
    securityContext: restrictedContainer(),
    terminationMessagePolicy: 'FallbackToLogsOnError',
  };
}

function mounts({ readOnlyCopies = false }: Step): readonly VolumeMount[] {
  return [
    { name: 'scripts', mountPath: scriptsFolder, readOnly: true },
    { name: 'copies', mountPath: copiesFolder, ...(readOnlyCopies && { readOnly: true }) },
    { name: 'temporary', mountPath: '/tmp' },
  ];
}

/** On its way to or from a bucket a copy is on the disk of the node, which must have room for it. */
function withSpool(target: Target, to: ColdStorage, resources: ResourceRequirements): ResourceRequirements {
  if (to.kind === 'volume') return resources;
  const spool = showBytes(Math.ceil(mongoDbSettings(target).storageBytes * spoolShare));
  return { ...resources, requests: { ...resources.requests, 'ephemeral-storage': spool } };
}

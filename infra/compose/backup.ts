import { mongoDbBackup, mongoDbRestore } from '../charts/stores/backup.ts';
import { backupSettings, type BackupSettings, type ColdStorage } from '../charts/stores/backup-settings.ts';
import { databaseOf, mongoDbUser } from '../charts/stores/mongodb-settings.ts';
import { backupScripts } from '../charts/stores/scripts/backup-scripts.ts';
import { connectionScripts } from '../charts/stores/scripts/connection-scripts.ts';
import type { Target } from '../model/target.ts';
import type { ComposeService, MountedFile } from './compose-file.ts';
import { mountedSecret, type ComposeContext, type ComposePart, type ConfigFile } from './compose-part.ts';
import type { Container } from './container.ts';
import { everyCopy, everyDue } from './copy-loops.ts';
import { hardened } from './hardened.ts';
import { commandCheck } from './health.ts';
import { imageVolumes, isExternal, mongodbAccess } from './mongodb.ts';
import { scheduleFields } from './schedule.ts';
import type { SecretFiles } from './secret-file.ts';

const upload = 'mongodb-upload';
const fetch = 'mongodb-fetch';
const volume = 'mongodb-copies';
const copiesFolder = '/copies';
const scriptsFolder = '/etc/berth-backup';
/** What rclone calls the bucket's service. */
const remote = 'copies';
/** Containers that a person starts. */
const restoring = ['restore'];

/** As in a cluster: mongodump keeps a few batches of 16 MB, rclone sends 4 parts of 5 MiB at a time. */
const toolSize = { cpuMillis: 250, memoryBytes: 512 * 2 ** 20 };
const rcloneSize = { cpuMillis: 100, memoryBytes: 256 * 2 ** 20 };
/** A copy that is being written when its container ends is begun anew by the next one. */
const graceSeconds = 30;
const accessKeyId = 'backup-access-key-id';
const secretAccessKey = 'backup-secret-access-key';

/**
 * Cold copies of the database, by the scripts of a cluster: what a CronJob does there is a loop here, and what a person
 * starts there is started by `docker compose run`.
 * @throws {ModelError} where the schedule or the endpoint is none
 */
export function backup({ target }: ComposeContext): ComposePart {
  const authored = target.stores.backup;
  if (authored === undefined) return { containers: [] };
  const settings = backupSettings(target, authored);
  const { to } = settings;
  const bucket = to.kind === 's3' ? [uploading(target, settings, to), fetching(target, to)] : [];
  return {
    containers: [copying(target, settings), restoringContainer(target, to), ...bucket],
    volumes: [{ name: volume, uid: mongoDbUser }],
    configs: scripts,
    ...(to.kind === 's3' && { secrets: bucketKeys(to) }),
    notes:
      to.kind === 'volume'
        ? [
            {
              path: '/stores/backup/to/volume',
              text: 'the copies are on the disk of this machine: bring them elsewhere, or let them go to a bucket',
            },
          ]
        : [],
  };
}

/** At the times of the schedule: a dump, and what has become too old is removed. */
function copying(target: Target, { schedule, keepDays, to }: BackupSettings): Container {
  const fields = scheduleFields(schedule);
  const steps = to.kind === 'volume' ? ['dump.sh', 'prune.sh'] : ['dump.sh'];
  const access = mongodbAccess(target, 'backup');
  return {
    name: mongoDbBackup,
    listens: 'nothing',
    ...outsideFor(target, to, mongoDbBackup),
    service: hardened({
      ...toolOf(target, 'backup', ['every-due.sh', 'choose-member.js', ...steps]),
      entrypoint: ['sh', pathOf('every-due.sh')],
      environment: {
        ...toolVariables(access.uriFile),
        MINUTES: fields.minutes,
        HOURS: fields.hours,
        DAYS: fields.days,
        MONTHS: fields.months,
        WEEKDAYS: fields.weekdays,
        KEEP_DAYS: String(keepDays),
        COMMAND: commandOf(steps),
      },
      healthcheck: commandCheck(['test', '!', '-e', `${copiesFolder}/.failed`]),
    }),
  };
}

/** BACKUP and INTO are given to `docker compose run`. */
function restoringContainer(target: Target, to: ColdStorage): Container {
  const access = mongodbAccess(target, 'restore');
  return {
    name: mongoDbRestore,
    listens: 'nothing',
    ...outsideFor(target, to, mongoDbRestore),
    service: hardened({
      ...toolOf(target, 'restore', ['restore.sh', 'whole-server.js']),
      profiles: restoring,
      entrypoint: ['sh', pathOf('restore.sh')],
      environment: { ...toolVariables(access.uriFile), BACKUP: '', INTO: '', DATABASE: databaseOf(target) },
      once: true,
    }),
  };
}

type Bucket = Extract<ColdStorage, { readonly kind: 's3' }>;

/** Each new copy goes to the bucket; only the newest stays here. */
function uploading(target: Target, { keepDays }: BackupSettings, to: Bucket): Container {
  return {
    name: upload,
    listens: 'nothing',
    outsideFor: mongoDbBackup,
    service: hardened({
      ...rcloneOf(target, ['every-copy.sh', 'upload.sh', 'prune.sh']),
      entrypoint: ['sh', '-c', withKeys(`exec sh ${pathOf('every-copy.sh')}`)],
      environment: {
        ...rcloneVariables(to),
        KEEP_DAYS: String(keepDays),
        COMMAND: `${commandOf(['upload.sh'])} && KEEP_DAYS=0 ${commandOf(['prune.sh'])}`,
      },
      healthcheck: commandCheck(['test', '!', '-e', `${copiesFolder}/.upload-failed`]),
    }),
  };
}

function fetching(target: Target, to: Bucket): Container {
  return {
    name: fetch,
    listens: 'nothing',
    outsideFor: mongoDbRestore,
    service: hardened({
      ...rcloneOf(target, ['fetch.sh']),
      profiles: restoring,
      entrypoint: ['sh', '-c', withKeys(`exec sh ${pathOf('fetch.sh')}`)],
      environment: { ...rcloneVariables(to), BACKUP: '' },
      once: true,
    }),
  };
}

/** With a bucket, others bring the copies outside; these need a way out only where the database is there. */
function outsideFor(target: Target, to: ColdStorage, workload: string): Pick<Container, 'outsideFor'> {
  return to.kind === 's3' && isExternal(target) ? { outsideFor: workload } : {};
}

/** The database's image has its shell, mongodump and mongorestore. */
function toolOf(target: Target, user: 'backup' | 'restore', files: readonly string[]) {
  const { secrets, depends_on } = mongodbAccess(target, user);
  return {
    image: target.image('mongodb'),
    uid: mongoDbUser,
    inMemory: imageVolumes,
    size: toolSize,
    graceSeconds,
    secrets,
    ...(Object.keys(depends_on).length > 0 && { depends_on }),
    ...filesOf(files),
  };
}

function rcloneOf(target: Target, files: readonly string[]) {
  return {
    image: target.image('rclone'),
    // What one of the containers writes the others read.
    uid: mongoDbUser,
    size: rcloneSize,
    graceSeconds,
    secrets: [mountedSecret(accessKeyId), mountedSecret(secretAccessKey)],
    ...filesOf(files),
  };
}

function filesOf(files: readonly string[]): Pick<ComposeService, 'configs' | 'volumes'> {
  return {
    configs: files.map((file): MountedFile => ({ source: configName(file), target: pathOf(file) })),
    volumes: [{ type: 'volume', source: volume, target: copiesFolder }],
  };
}

function toolVariables(uriFile: string): Readonly<Record<string, string>> {
  return {
    FOLDER: copiesFolder,
    SCRIPTS: scriptsFolder,
    URI_FILE: uriFile,
    CONFIG_FILE: '/tmp/mongo-tools.yaml',
    HOME: '/tmp',
  };
}

/** rclone is configured by variables: RCLONE_CONFIG_<remote>_<option>. */
function rcloneVariables({ endpoint, region, path }: Bucket): Readonly<Record<string, string>> {
  return {
    FOLDER: copiesFolder,
    REMOTE: `${remote}:${path}`,
    [option('TYPE')]: 's3',
    [option('PROVIDER')]: 'Other',
    [option('ENDPOINT')]: endpoint,
    ...(region !== undefined && { [option('REGION')]: region }),
    // It need not be allowed to make buckets.
    [option('NO_CHECK_BUCKET')]: 'true',
    HOME: '/tmp',
  };
}

function option(name: string): string {
  return `RCLONE_CONFIG_${remote.toUpperCase()}_${name}`;
}

/** rclone reads its keys from variables, and compose mounts secrets as files. */
function withKeys(command: string): string {
  const read = (name: string, secret: string) => `${option(name)}="$(cat ${mountedSecret(secret).target})"`;
  return `export ${read('ACCESS_KEY_ID', accessKeyId)} ${read('SECRET_ACCESS_KEY', secretAccessKey)} && ${command}`;
}

function commandOf(files: readonly string[]): string {
  return files.map((file) => `sh ${pathOf(file)}`).join(' && ');
}

function pathOf(file: string): string {
  return `${scriptsFolder}/${file}`;
}

function configName(file: string): string {
  return `backup-${file.replace(/\.[a-z]+$/, '')}`;
}

const scripts: readonly ConfigFile[] = Object.entries({
  ...backupScripts,
  ...connectionScripts,
  'every-due.sh': everyDue,
  'every-copy.sh': everyCopy,
}).map(([file, content]) => ({ name: configName(file), file: `backup/${file}`, content }));

function bucketKeys({ path }: Bucket): SecretFiles {
  const given = (what: string) =>
    ({ kind: 'given', what: `${what} that may list, read, write and delete in ${path}` }) as const;
  return {
    [accessKeyId]: { purpose: 'copies go to the bucket with it', make: given('the id of an access key') },
    [secretAccessKey]: { purpose: 'copies go to the bucket with it', make: given('the secret of that access key') },
  };
}

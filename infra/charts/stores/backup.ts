import { checksumAnnotation, checksumOf } from '../../constructs/checksum.ts';
import { labelsOf } from '../../constructs/labels.ts';
import { linuxPod, priorityClass } from '../../constructs/pod.ts';
import { showBytes } from '../../constructs/resources.ts';
import type {
  ConfigMap,
  Container,
  CronJob,
  JobTemplateSpec,
  PersistentVolumeClaim,
  Volume,
} from '../../kubernetes/types.ts';
import type { Target } from '../../model/target.ts';
import { workload, type Edge, type Peer } from '../edge.ts';
import { at, type Part } from '../part.ts';
import { backupContainers, restoreContainers } from './backup-containers.ts';
import { backupSettings, type BackupSettings, type ColdStorage } from './backup-settings.ts';
import { claimSpec, storeComponent } from './members.ts';
import { edgesToExternal } from './mongodb.ts';
import { shellSettings, temporaryVolume } from './mongodb-container.ts';
import { mongoDbName, mongoDbPort, mongoDbSettings, mongoDbUser } from './mongodb-settings.ts';
import { backupScripts } from './scripts/backup-scripts.ts';
import { connectionScripts } from './scripts/connection-scripts.ts';

export const mongoDbBackup = 'mongodb-backup';
export const mongoDbRestore = 'mongodb-restore';
/** The claim with the copies, where they are kept in the cluster. */
const copiesClaim = 'mongodb-copies';

/** A run that could not start in time is left out; the next one is not far. */
const startingDeadlineSeconds = 3600;
/** Shorter than the pause between two runs by default, so that a hanging one does not keep the next from starting. */
const activeDeadlineSeconds = 3 * 3600;
/** Restoring takes the longer the more indexes there are. */
const restoreDeadlineSeconds = 24 * 3600;
const attempts = 2;
/** A suspended CronJob runs never; it must have a schedule all the same. */
const neverRuns = '0 0 1 1 *';

/**
 * Cold copies of the database, where the model wants them: a CronJob that dumps it, checks the dump, stores it, and only
 * then removes what is older than it has to be kept; and `mongodb-restore`, a suspended CronJob from which a person makes
 * a Job (docs/operations/backup-and-restore.md). A Job in its place would start with every apply, a file beside the
 * manifests would not be checked with them.
 * @throws {ModelError} where the schedule or the endpoint is none
 */
export function backup(target: Target): Part {
  const authored = target.stores.backup;
  if (authored === undefined) return { objects: [], edges: [], access: [] };
  const { data } = target.namespaces;
  const settings = backupSettings(target, authored);
  const scripts = scriptsOf(target);
  return {
    objects: [
      ...at('configuration', [scripts]),
      ...at('volumes', settings.to.kind === 'volume' ? [copies(target, settings.to)] : []),
      ...at('data', [backupCronJob(target, settings, scripts), restoreCronJob(target, settings, scripts)]),
    ],
    edges: [mongoDbBackup, mongoDbRestore].flatMap((name) => edgesOf(target, settings, name)),
    access: [mongoDbBackup, mongoDbRestore].map((name) => ({
      namespace: data,
      name,
      component: storeComponent,
      grants: [],
    })),
  };
}

function backupCronJob(target: Target, settings: BackupSettings, scripts: ConfigMap): CronJob {
  const job = jobTemplate(target, {
    name: mongoDbBackup,
    deadlineSeconds: activeDeadlineSeconds,
    attempts,
    scripts,
    to: settings.to,
    readOnlyCopies: false,
    ...backupContainers(target, settings),
  });
  return cronJob(target, mongoDbBackup, {
    schedule: settings.schedule,
    timeZone: 'Etc/UTC',
    concurrencyPolicy: 'Forbid',
    startingDeadlineSeconds,
    successfulJobsHistoryLimit: 3,
    failedJobsHistoryLimit: 3,
    jobTemplate: job,
  });
}

function restoreCronJob(target: Target, settings: BackupSettings, scripts: ConfigMap): CronJob {
  const job = jobTemplate(target, {
    name: mongoDbRestore,
    deadlineSeconds: restoreDeadlineSeconds,
    // Half a restoration is looked at by a person, not repeated by a machine.
    attempts: 0,
    scripts,
    to: settings.to,
    readOnlyCopies: true,
    ...restoreContainers(target, settings.to),
  });
  return cronJob(target, mongoDbRestore, {
    schedule: neverRuns,
    suspend: true,
    concurrencyPolicy: 'Forbid',
    jobTemplate: job,
  });
}

function cronJob(target: Target, name: string, spec: CronJob['spec']): CronJob {
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: {
      name,
      namespace: target.namespaces.data,
      labels: labelsOf(target, { name, component: storeComponent }),
    },
    ...(spec !== undefined && { spec }),
  };
}

interface CopyJob {
  readonly name: string;
  readonly deadlineSeconds: number;
  readonly attempts: number;
  readonly scripts: ConfigMap;
  readonly to: ColdStorage;
  readonly readOnlyCopies: boolean;
  readonly initContainers?: readonly Container[];
  readonly containers: readonly Container[];
  /** The Secret with the URI of the database. */
  readonly uriSecret: string;
}

function jobTemplate(target: Target, job: CopyJob): JobTemplateSpec {
  const { name, scripts } = job;
  const labels = labelsOf(target, { name, component: storeComponent });
  return {
    metadata: { labels },
    spec: {
      activeDeadlineSeconds: job.deadlineSeconds,
      backoffLimit: job.attempts,
      template: linuxPod(target, {
        name,
        component: storeComponent,
        annotations: { [checksumAnnotation]: checksumOf(scripts.data ?? {}) },
        priorityClass: priorityClass(target, 'service'),
        graceSeconds: 30,
        // Of both images: what one container writes the other one reads.
        user: mongoDbUser,
        ...(job.initContainers !== undefined && { initContainers: job.initContainers }),
        containers: job.containers,
        volumes: [
          { name: 'scripts', configMap: { name: mongoDbBackup } },
          { name: 'uri', secret: { secretName: job.uriSecret, defaultMode: 0o440 } },
          copiesVolume(target, job),
          temporaryVolume,
        ],
        also: { restartPolicy: 'Never' },
      }),
    },
  };
}

/** The claim with all copies, or the room for one on its way to or from the bucket. */
function copiesVolume(target: Target, { to, readOnlyCopies }: CopyJob): Volume {
  if (to.kind === 'volume') {
    return {
      name: 'copies',
      persistentVolumeClaim: { claimName: copiesClaim, ...(readOnlyCopies && { readOnly: true }) },
    };
  }
  return { name: 'copies', emptyDir: { sizeLimit: showBytes(mongoDbSettings(target).storageBytes) } };
}

function copies(target: Target, to: Extract<ColdStorage, { kind: 'volume' }>): PersistentVolumeClaim {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {
      name: copiesClaim,
      namespace: target.namespaces.data,
      labels: labelsOf(target, { name: mongoDbBackup, component: storeComponent }),
    },
    spec: claimSpec(to),
  };
}

function scriptsOf(target: Target): ConfigMap {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: mongoDbBackup,
      namespace: target.namespaces.data,
      labels: labelsOf(target, { name: mongoDbBackup, component: storeComponent }),
    },
    data: { ...backupScripts, ...connectionScripts, ...shellSettings },
  };
}

function edgesOf(target: Target, { to }: BackupSettings, name: string): readonly Edge[] {
  const from: Peer = workload(target.namespaces.data, name);
  const external = target.stores.mongodb?.external;
  const why = name === mongoDbBackup ? 'reads the database' : 'writes a copy back';
  return [
    ...(external === undefined
      ? [{ from, to: workload(target.namespaces.data, mongoDbName), ports: [mongoDbPort], why }]
      : edgesToExternal(external, from, why)),
    ...(to.kind === 's3'
      ? to.cidrs.map((cidr): Edge => ({
          from,
          to: { kind: 'cidr', cidr },
          ports: [to.port],
          why: 'copies are kept there',
        }))
      : []),
  ];
}

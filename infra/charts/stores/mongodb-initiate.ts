import { checksumAnnotation, checksumOf } from '../../constructs/checksum.ts';
import { labelsOf } from '../../constructs/labels.ts';
import { linuxPod, priorityClass } from '../../constructs/pod.ts';
import { resourcesOf } from '../../constructs/resources.ts';
import { restrictedContainer } from '../../constructs/security.ts';
import type { ConfigMap, Container, Job, JobSpec, PodFailurePolicy, PodTemplateSpec } from '../../kubernetes/types.ts';
import type { Target } from '../../model/target.ts';
import { storeComponent } from './members.ts';
import {
  keyFileName,
  keyFileSecretVolume,
  shellSettingsMount,
  shellSettingsVolume,
  temporaryVolume,
} from './mongodb-container.ts';
import {
  databaseUsers,
  mongoDbHosts,
  mongoDbUser,
  ownHostSuffix,
  replicaSet,
  type MongoDbSettings,
} from './mongodb-settings.ts';
import { initiateReplicaSet } from './scripts/initiate-replica-set.ts';

/** The workload of the Job; each of its Jobs has a checksum behind this name. */
export const mongoDbInitiate = 'mongodb-initiate';
/** The Secret with the users' passwords, a key for each. */
export const usersSecret = 'mongodb-users';

const scripts = '/etc/berth-mongodb';
const keyFileFolder = '/run/secrets/mongodb-keyfile';
const passwords = '/run/secrets/mongodb-users';
/** One attempt: volumes are bound, images pulled and members elected by then, or something is wrong. */
const attemptSeconds = 600;
/** With the pauses between them about three hours: somebody has put right by then what kept the members down. */
const attempts = 12;
/** The shell is a Node.js program (130 MiB, measured). */
const shellSize = { cpuMillis: 100, memoryBytes: 256 * 2 ** 20 };

/**
 * The Job that makes the replica set, keeps its members those of the model, and makes the users
 * (`scripts/initiate-replica-set.ts`); a run changes only what differs.
 *
 * A Job's template can never be changed, so the name carries a checksum of it: a changed one is another Job, which runs
 * once, and the old one is left to whoever prunes. For the same reason it has no `ttlSecondsAfterFinished`: a Job that
 * goes away by itself comes back with the next apply, and "applied twice, nothing changes" would be untrue. Changed
 * passwords do not change the template: delete the Job and apply again.
 */
export function initiation(
  target: Target,
  settings: MongoDbSettings,
): { readonly configuration: ConfigMap; readonly job: Job } {
  const configuration = configurationOf(target, settings);
  const spec: JobSpec = { backoffLimit: attempts, podFailurePolicy, template: podOf(target, configuration) };
  return {
    configuration,
    job: {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: {
        name: `${mongoDbInitiate}-${checksumOf({ spec: JSON.stringify(spec) }).slice(0, 8)}`,
        namespace: target.namespaces.data,
        labels: labelsOf(target, { name: mongoDbInitiate, component: storeComponent }),
      },
      spec,
    },
  };
}

/** A pod that a drain has ended is no failed attempt. */
const podFailurePolicy: PodFailurePolicy = {
  rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] }],
};

/** What the script brings about, as data. */
function configurationOf(target: Target, settings: MongoDbSettings): ConfigMap {
  const plan = {
    name: replicaSet,
    members: mongoDbHosts(target, settings),
    ownSuffix: ownHostSuffix(target),
    pauseMs: 2000,
    users: databaseUsers(target).map(({ name, roles }) => ({ name, roles })),
  };
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: mongoDbInitiate,
      namespace: target.namespaces.data,
      labels: labelsOf(target, { name: mongoDbInitiate, component: storeComponent }),
    },
    data: { 'initiate.js': initiateReplicaSet, 'plan.json': `${JSON.stringify(plan, undefined, 2)}\n` },
  };
}

function podOf(target: Target, { data = {} }: ConfigMap): PodTemplateSpec {
  return linuxPod(target, {
    name: mongoDbInitiate,
    component: storeComponent,
    annotations: { [checksumAnnotation]: checksumOf(data) },
    priorityClass: priorityClass(target, 'data'),
    graceSeconds: 10,
    user: mongoDbUser,
    containers: [container(target)],
    volumes: [
      { name: 'scripts', configMap: { name: mongoDbInitiate } },
      keyFileSecretVolume,
      { name: 'passwords', secret: { secretName: usersSecret, defaultMode: 0o400 } },
      temporaryVolume,
      shellSettingsVolume,
    ],
    also: { restartPolicy: 'Never' },
  });
}

function container(target: Target): Container {
  return {
    name: 'initiate',
    image: target.image('mongodb'),
    command: ['mongosh', '--nodb', '--norc', '--quiet', `${scripts}/initiate.js`],
    env: [
      { name: 'PLAN_FILE', value: `${scripts}/plan.json` },
      { name: 'KEY_FILE', value: `${keyFileFolder}/${keyFileName}` },
      { name: 'PASSWORDS', value: passwords },
      { name: 'DEADLINE_SECONDS', value: String(attemptSeconds) },
      { name: 'HOME', value: '/tmp' },
    ],
    resources: resourcesOf(shellSize),
    securityContext: restrictedContainer(),
    terminationMessagePolicy: 'FallbackToLogsOnError',
    volumeMounts: [
      { name: 'scripts', mountPath: scripts, readOnly: true },
      { name: 'keyfile-secret', mountPath: keyFileFolder, readOnly: true },
      { name: 'passwords', mountPath: passwords, readOnly: true },
      { name: 'temporary', mountPath: '/tmp' },
      shellSettingsMount,
    ],
  };
}

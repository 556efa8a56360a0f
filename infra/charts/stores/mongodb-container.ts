import { execProbe, startupFailures, tcpProbe } from '../../constructs/probes.ts';
import { resourcesOf } from '../../constructs/resources.ts';
import { restrictedContainer } from '../../constructs/security.ts';
import type { Container, Volume, VolumeMount } from '../../kubernetes/types.ts';
import type { Target } from '../../model/target.ts';
import { containerPorts, dataVolume } from './members.ts';
import { mongoDbName, mongoDbPort, replicaSet, type MongoDbSettings } from './mongodb-settings.ts';

/** The Secret whose key `keyfile` members know one another by. */
export const keyFileSecret = 'mongodb-keyfile';
export const keyFileName = 'keyfile';

const keyFileFolder = '/run/mongodb-keyfile';
const keyFileSource = '/run/secrets/mongodb-keyfile';
const temporaryFolder = '/tmp';

/** What is small and over in a moment: copying a file. */
export const helperSize = { cpuMillis: 50, memoryBytes: 64 * 2 ** 20 };

/** After a crash mongod replays its journal before it answers; a large one takes minutes. */
const startupBudgetSeconds = 900;
const startupPeriodSeconds = 5;

/** Settings of the shell: no log file for each probe, and nothing is sent to its maker. */
export const shellSettings = {
  'mongosh.conf': ['mongosh:', '  disableLogging: true', '  forceDisableTelemetry: true', ''].join('\n'),
} as const;

/**
 * Ready is who is in the replica set as primary or secondary: an update goes on to the next member only then. The shell
 * takes 1.0 to 1.5 s of a processor and 130 MiB (mongosh 2.5.8, measured), so it is asked rarely; clients do not depend
 * on readiness, they watch the members themselves.
 */
const isMember = [
  'mongosh',
  '--quiet',
  '--norc',
  `mongodb://127.0.0.1:${mongoDbPort}/?directConnection=true&serverSelectionTimeoutMS=5000`,
  '--eval',
  'const { isWritablePrimary, secondary } = db.hello(); quit(isWritablePrimary || secondary ? 0 : 1)',
] as const;

/**
 * mongod refuses a key file that its group can read (docs: security.keyFile), and a Secret is mounted so that it can:
 * `fsGroup` adds the right. The copy is the user's own; it is in memory and never on the disk of the node.
 */
export function keyFileCopy(target: Target): Container {
  return {
    name: 'keyfile',
    image: target.image('mongodb'),
    command: ['install', '-m', '0400', `${keyFileSource}/${keyFileName}`, `${keyFileFolder}/${keyFileName}`],
    resources: resourcesOf(helperSize),
    securityContext: restrictedContainer(),
    volumeMounts: [
      { name: 'keyfile-secret', mountPath: keyFileSource, readOnly: true },
      { name: 'keyfile', mountPath: keyFileFolder },
    ],
  };
}

/**
 * mongod itself, past the image's entry point: that would only add users and settings that are not wanted here. The
 * localhost exception is off, since nothing needs it: `kubectl port-forward` counts as localhost too.
 */
export function mongoDbContainer(target: Target, { cacheGibi, ...size }: MongoDbSettings): Container {
  return {
    name: mongoDbName,
    image: target.image('mongodb'),
    command: ['mongod'],
    args: [
      ...['--replSet', replicaSet],
      ...['--port', String(mongoDbPort)],
      '--bind_ip_all',
      '--auth',
      ...['--keyFile', `${keyFileFolder}/${keyFileName}`],
      ...['--dbpath', '/data/db'],
      ...['--wiredTigerCacheSizeGB', String(cacheGibi)],
      ...['--setParameter', 'enableLocalhostAuthBypass=false'],
      '--nounixsocket',
    ],
    // The shell of the probe wants a home; the image's is the database's own folder.
    env: [{ name: 'HOME', value: temporaryFolder }],
    ports: containerPorts([{ name: 'mongodb', port: mongoDbPort }]),
    resources: resourcesOf(size),
    startupProbe: tcpProbe('mongodb', {
      periodSeconds: startupPeriodSeconds,
      failures: startupFailures(startupBudgetSeconds, startupPeriodSeconds),
    }),
    livenessProbe: tcpProbe('mongodb', { timeoutSeconds: 5, failures: 6 }),
    readinessProbe: execProbe(isMember, { periodSeconds: 30, timeoutSeconds: 15, failures: 2 }),
    securityContext: restrictedContainer(),
    volumeMounts: [
      { name: dataVolume, mountPath: '/data/db' },
      { name: 'keyfile', mountPath: keyFileFolder, readOnly: true },
      { name: 'temporary', mountPath: temporaryFolder },
      shellSettingsMount,
    ],
  };
}

/** Where the shell looks for settings that hold for every user of the machine (docs: mongosh configuration file). */
export const shellSettingsMount: VolumeMount = {
  name: 'shell-settings',
  mountPath: '/etc/mongosh.conf',
  subPath: 'mongosh.conf',
  readOnly: true,
};

export const shellSettingsVolume: Volume = { name: 'shell-settings', configMap: { name: mongoDbName } };
export const keyFileSecretVolume: Volume = {
  name: 'keyfile-secret',
  secret: { secretName: keyFileSecret, defaultMode: 0o400 },
};
export const temporaryVolume: Volume = { name: 'temporary', emptyDir: { sizeLimit: '64Mi' } };

/** The volumes of a member beside its claim. */
export function mongoDbVolumes(): readonly Volume[] {
  return [
    keyFileSecretVolume,
    { name: 'keyfile', emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } },
    temporaryVolume,
    shellSettingsVolume,
  ];
}

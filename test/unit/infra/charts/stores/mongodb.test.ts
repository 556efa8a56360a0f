import { describe, expect, test } from '@jest/globals';
import { databaseClients } from '../../../../../infra/charts/stores/clients.ts';
import { mongoDb } from '../../../../../infra/charts/stores/mongodb.ts';
import { roleTable } from '../../../../../infra/charts/roles/role-table.ts';
import type { ConfigMap, Job, Service, StatefulSet } from '../../../../../infra/kubernetes/types.ts';
import type { MongoDb } from '../../../../../infra/model/stores.ts';
import { edgeLines, objectOf, podSpecOf, targetWith } from './support/store-target.ts';

const part = mongoDb(targetWith({}));
const podOf = (environment: Parameters<typeof targetWith>[1] = {}) =>
  podSpecOf(objectOf<StatefulSet>(mongoDb(targetWith({}, environment)), 'StatefulSet').spec?.template);
const set = (mongodb?: MongoDb) =>
  objectOf<StatefulSet>(mongoDb(targetWith(mongodb === undefined ? {} : { mongodb })), 'StatefulSet').spec;
const jobOf = (mongodb: MongoDb, environment = {}) =>
  objectOf<Job>(mongoDb(targetWith({ mongodb }, environment)), 'Job');

describe('the MongoDB of a cluster', () => {
  test('is a replica set of three members where nothing is said, each with a volume that outlives it', () => {
    const spec = set();
    expect(spec?.replicas).toBe(3);
    expect(spec?.podManagementPolicy).toBe('Parallel');
    expect(spec?.persistentVolumeClaimRetentionPolicy).toEqual({ whenDeleted: 'Retain', whenScaled: 'Retain' });
    expect(spec?.volumeClaimTemplates?.[0]?.spec?.resources?.requests).toEqual({ storage: '10Gi' });
    expect(spec?.volumeClaimTemplates?.[0]?.spec).not.toHaveProperty('storageClassName');
  });

  test('has the size and the storage class of the model', () => {
    const spec = set({ members: 5, storage: '100Gi', storageClass: 'fast', cpu: 2, memory: '8Gi' });
    expect(spec?.replicas).toBe(5);
    expect(spec?.volumeClaimTemplates?.[0]?.spec).toMatchObject({
      storageClassName: 'fast',
      resources: { requests: { storage: '100Gi' } },
    });
    expect(spec?.template.spec?.containers[0]?.resources).toEqual({
      requests: { cpu: '2', memory: '8Gi' },
      limits: { cpu: '8', memory: '8Gi' },
    });
  });

  test.each([
    ['1Gi', '0.3'],
    ['2Gi', '0.9'],
    ['8Gi', '4.5'],
  ])('gives WiredTiger its part of %s', (memory, gibibytes) => {
    const args = set({ memory })?.template.spec?.containers[0]?.args ?? [];
    expect(args[args.indexOf('--wiredTigerCacheSizeGB') + 1]).toBe(gibibytes);
  });

  test('asks everybody for a password, those at localhost included', () => {
    const args = set()?.template.spec?.containers[0]?.args ?? [];
    expect(args).toEqual(
      expect.arrayContaining(['--auth', '--keyFile', '--bind_ip_all', 'enableLocalhostAuthBypass=false']),
    );
    expect(args[args.indexOf('--replSet') + 1]).toBe('berth');
  });

  test('gives mongod a key file that nobody but its user can read', () => {
    const { initContainers, volumes, first } = podOf();
    expect(initContainers[0]?.command).toEqual([
      'install',
      '-m',
      '0400',
      '/run/secrets/mongodb-keyfile/keyfile',
      '/run/mongodb-keyfile/keyfile',
    ]);
    expect(volumes).toContainEqual({ name: 'keyfile', emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } });
    expect(first.args?.join(' ')).toContain('--keyFile /run/mongodb-keyfile/keyfile');
    expect(first.volumeMounts?.map(({ name }) => name)).not.toContain('keyfile-secret');
  });

  test('only connects to see whether mongod lives, and asks rarely whether it is a member', () => {
    const { startupProbe, livenessProbe, readinessProbe } = podOf().first;
    expect([startupProbe?.tcpSocket?.port, livenessProbe?.tcpSocket?.port]).toEqual(['mongodb', 'mongodb']);
    expect(readinessProbe?.exec?.command?.join(' ')).toContain('db.hello()');
    expect(readinessProbe?.periodSeconds).toBeGreaterThanOrEqual(20);
  });

  test('is at the restricted level, with the user of the image but on OpenShift', () => {
    const { securityContext, automountServiceAccountToken, initContainers, containers } = podOf();
    expect(securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 999, fsGroup: 999 });
    expect(automountServiceAccountToken).toBe(false);
    for (const container of [...initContainers, ...containers]) {
      expect(container.securityContext).toMatchObject({
        readOnlyRootFilesystem: true,
        allowPrivilegeEscalation: false,
      });
      expect(container.resources?.limits).toHaveProperty('memory');
    }
    const openshift = podOf({ flavour: 'openshift' }).securityContext;
    expect(openshift).not.toHaveProperty('runAsUser');
    expect(openshift).not.toHaveProperty('fsGroup');
  });

  test('puts one member on each node, and counts only nodes that take them', () => {
    expect(set()?.template.spec?.topologySpreadConstraints).toContainEqual({
      maxSkew: 1,
      topologyKey: 'kubernetes.io/hostname',
      whenUnsatisfiable: 'DoNotSchedule',
      nodeTaintsPolicy: 'Honor',
      labelSelector: { matchLabels: { 'app.kubernetes.io/name': 'mongodb', 'app.kubernetes.io/instance': 'lab' } },
    });
  });

  test('gives members names before they are ready, and may lose one at a time', () => {
    const members = objectOf<Service>(part, 'Service', 'mongodb-members');
    expect(members.spec).toMatchObject({ clusterIP: 'None', publishNotReadyAddresses: true });
    expect(set()?.serviceName).toBe('mongodb-members');
    expect(objectOf(part, 'PodDisruptionBudget', 'mongodb')).toMatchObject({ spec: { maxUnavailable: 1 } });
  });

  test('is reached by the roles that keep something, its members, and the Job that initiates it', () => {
    expect(edgeLines(part)).toEqual([
      ...databaseClients.map((role) => `lab-system/${role} > lab-data/mongodb:27017`),
      'lab-data/mongodb > lab-data/mongodb:27017',
      'lab-data/mongodb-initiate > lab-data/mongodb:27017',
    ]);
    expect(part.access.map(({ name, grants }) => [name, grants])).toEqual([
      ['mongodb', []],
      ['mongodb-initiate', []],
    ]);
  });

  test('knows the roles that use the database as the roles themselves say', () => {
    const users = Object.entries(roleTable).flatMap(([role, { usesStore }]) => (usesStore ? [role] : []));
    expect([...databaseClients].toSorted()).toEqual(users.toSorted());
  });

  test('refuses too little memory with the place in the model and the remedy', () => {
    expect(() => mongoDb(targetWith({ mongodb: { memory: '512Mi' } }))).toThrow(
      /\/stores\/mongodb\/memory: found "512Mi"; expected at least 1Gi .*Write memory: '1Gi' or more/s,
    );
    expect(() => mongoDb(targetWith({}, { stores: { mongodb: { memory: '512Mi' } } }))).toThrow(
      '/environments/prod/stores/mongodb/memory',
    );
  });
});

describe('the Job that initiates MongoDB', () => {
  const plan = (mongodb: MongoDb) =>
    JSON.parse(
      objectOf<ConfigMap>(mongoDb(targetWith({ mongodb })), 'ConfigMap', 'mongodb-initiate').data?.['plan.json'] ?? '',
    ) as { members: string[]; ownSuffix: string; users: { name: string; roles: unknown }[] };

  test('is told all members by the names that they and their clients use', () => {
    const { members, ownSuffix } = plan({ members: 3 });
    expect(members).toEqual([0, 1, 2].map((n) => `mongodb-${n}.mongodb-members.lab-data.svc:27017`));
    for (const member of members) expect(member.endsWith(ownSuffix)).toBe(true);
  });

  test('makes users with no more rights than they need', () => {
    expect(plan({}).users).toEqual([
      { name: 'berth', roles: [{ role: 'readWrite', db: 'lab' }] },
      { name: 'backup', roles: [{ role: 'backup', db: 'admin' }] },
      {
        name: 'restore',
        roles: [
          { role: 'restore', db: 'admin' },
          { role: 'readWrite', db: 'lab' },
        ],
      },
    ]);
  });

  test('has another name when its template is another one, and the same otherwise', () => {
    const name = jobOf({ members: 3 }).metadata.name;
    expect(name).toMatch(/^mongodb-initiate-[0-9a-f]{8}$/);
    expect(jobOf({ members: 3 }).metadata.name).toBe(name);
    expect(jobOf({ members: 3, storage: '50Gi' }).metadata.name).toBe(name);
    expect(jobOf({ members: 5 }).metadata.name).not.toBe(name);
    expect(jobOf({ members: 3 }, { images: { mongodb: 'mongo:8.0.99' } }).metadata.name).not.toBe(name);
  });

  test('stays when it is done, and counts a drain as no failure', () => {
    const { spec } = jobOf({});
    expect(spec).not.toHaveProperty('ttlSecondsAfterFinished');
    expect(spec?.podFailurePolicy?.rules).toEqual([
      { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
    ]);
    expect(spec?.template.spec?.restartPolicy).toBe('Never');
  });

  test('has the name of its workload on its pods, whatever its own is', () => {
    expect(jobOf({}).spec?.template.metadata?.labels).toMatchObject({ 'app.kubernetes.io/name': 'mongodb-initiate' });
  });
});

describe('an external MongoDB', () => {
  const external = mongoDb(
    targetWith({
      mongodb: { external: { hosts: ['a.example.org:27017', 'b.example.org:27018'], cidrs: ['192.0.2.0/24'] } },
    }),
  );

  test('is nothing but the way to it', () => {
    expect(external.objects).toEqual([]);
    expect(external.access).toEqual([]);
    expect(edgeLines(external)).toEqual(databaseClients.map((role) => `lab-system/${role} > 192.0.2.0/24:27017+27018`));
  });
});

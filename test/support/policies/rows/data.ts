import { inEveryKind, rowsOf, type Row } from '../row.ts';
import { linuxPod, namespaced, workloadOf } from '../subjects.ts';

const token = rowsOf('api-token');
const identity = rowsOf('api-identity');
const secret = rowsOf('secret-data');
const literal = rowsOf('literal-secret');
const configMap = rowsOf('config-map-secret');
const claim = rowsOf('claim-storage-class');
const stateful = rowsOf('stateful-storage-class');
const retain = rowsOf('stateful-retain');

const declared = { 'berth.dev/api-access': 'true' };
const mounted = { automountServiceAccountToken: undefined, serviceAccountName: 'table' };
const env = (name: string, value: string) => linuxPod({ container: { env: [{ name, value }] } });
const volume = (storageClassName?: string) => ({
  accessModes: ['ReadWriteOnce'],
  resources: { requests: { storage: '1Gi' } },
  storageClassName,
});
const claims = (storageClassName?: string) => ({
  volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: volume(storageClassName) }],
});
const storage = (storageClassName?: string) =>
  namespaced('v1', 'PersistentVolumeClaim', { spec: volume(storageClassName) });

const ofPods: readonly Row[] = [
  literal.breaks(
    'a password among settings',
    linuxPod({
      container: {
        env: [
          { name: 'LEVEL', value: 'info' },
          { name: 'DB_PASSWD', value: 'hunter2' },
        ],
      },
    }),
    ['container main'],
  ),
  token.keeps('no token', linuxPod()),
  token.keeps('by a label', linuxPod({ labels: declared, spec: mounted })),
  token.keeps('by an annotation', linuxPod({ annotations: declared, spec: mounted })),
  token.breaks('nothing is said', linuxPod({ spec: { automountServiceAccountToken: undefined } })),
  token.breaks('a token', linuxPod({ spec: { automountServiceAccountToken: true } })),
  token.breaks('a declaration that says no', linuxPod({ labels: { 'berth.dev/api-access': 'false' }, spec: mounted })),

  identity.keeps('its own', linuxPod({ labels: declared, spec: mounted })),
  identity.keeps('the default, without a token', linuxPod({ spec: { serviceAccountName: 'default' } })),
  identity.breaks('the default', linuxPod({ labels: declared, spec: { ...mounted, serviceAccountName: 'default' } })),
  identity.breaks('none', linuxPod({ labels: declared, spec: { ...mounted, serviceAccountName: undefined } })),

  literal.keeps('a setting', env('BERTH_TOKEN_FILE', '/var/run/secrets/token')),
  literal.keeps('a reference to another variable', env('MONGODB_PASSWORD', '$(PASSWORD)')),
  literal.keeps(
    'an address with a variable for the password',
    env('MONGODB_URI', 'mongodb://berth:$(PASSWORD)@mongodb:27017'),
  ),
  literal.keeps(
    'a Secret',
    linuxPod({ container: { env: [{ name: 'API_KEY', valueFrom: { secretKeyRef: { name: 'keys', key: 'api' } } }] } }),
  ),
  literal.breaks('a password', env('MONGODB_PASSWORD', 'hunter2'), ['container main']),
  literal.breaks('a key', env('apiKey_API_KEY', 'abc'), ['container main']),
  literal.breaks('an address with a password', env('MONGODB_URI', 'mongodb://berth:hunter2@mongodb:27017'), [
    'container main',
  ]),
];

/** Rows of the rules of `policies/rules/tokens.ts` and `policies/rules/data.ts`. */
export const dataRows: readonly Row[] = [
  ...ofPods.flatMap(inEveryKind),
  stateful.keeps('any class, where none is listed', workloadOf('StatefulSet', linuxPod(), claims('slow')), {
    lenient: true,
  }),
  stateful.breaks('a class that is not allowed', workloadOf('StatefulSet', linuxPod(), claims('slow')), ['claim data']),
  retain.keeps(
    'one is said to be kept',
    workloadOf('StatefulSet', linuxPod(), { persistentVolumeClaimRetentionPolicy: { whenScaled: 'Retain' } }),
  ),
  secret.keeps('no data', namespaced('v1', 'Secret', { type: 'Opaque' })),
  secret.keeps('empty data', namespaced('v1', 'Secret', { data: {} })),
  secret.breaks('data', namespaced('v1', 'Secret', { data: { password: 'aHVudGVyMg==' } })),
  secret.breaks('text', namespaced('v1', 'Secret', { stringData: { password: 'hunter2' } })),
  configMap.keeps('none', namespaced('v1', 'ConfigMap', {})),
  configMap.keeps(
    'settings',
    namespaced('v1', 'ConfigMap', { data: { 'berth.json': '{"url":"https://berth.example.org/"}' } }),
  ),
  configMap.keeps(
    'a certificate',
    namespaced('v1', 'ConfigMap', {
      data: { 'ca.crt': '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----' },
    }),
  ),
  configMap.breaks(
    'a key',
    namespaced('v1', 'ConfigMap', {
      data: { level: 'info', 'tls.key': '-----BEGIN EC PRIVATE KEY-----\nMHc\n-----END EC PRIVATE KEY-----' },
    }),
    ['tls.key'],
  ),
  configMap.breaks(
    'an address with a password',
    namespaced('v1', 'ConfigMap', { data: { uri: 'amqp://berth:hunter2@rabbitmq' } }),
    ['uri'],
  ),
  claim.keeps('an allowed class', storage('fast')),
  claim.keeps('any class, where none is listed', storage('slow'), { lenient: true }),
  claim.breaks('no class', storage(), [], {
    server: { does: 'completes', because: 'Where the cluster has a default class it is written into the claim.' },
  }),
  claim.breaks('an empty class', storage('')),
  claim.breaks('a class that is not allowed', storage('slow')),
  stateful.keeps('an allowed class', workloadOf('StatefulSet', linuxPod(), claims('fast'))),
  stateful.keeps('no claims', workloadOf('StatefulSet', linuxPod())),
  stateful.breaks('no class', workloadOf('StatefulSet', linuxPod(), claims()), ['claim data']),
  retain.keeps('nothing is said', workloadOf('StatefulSet', linuxPod(), claims('fast'))),
  retain.keeps(
    'both are kept',
    workloadOf('StatefulSet', linuxPod(), {
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
    }),
  ),
  retain.breaks(
    'one is deleted',
    workloadOf('StatefulSet', linuxPod(), {
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Delete' },
    }),
  ),
];

import { rowsOf, withVariants, type Row } from '../row.ts';
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
const projects = (...sources: readonly object[]) =>
  linuxPod({ spec: { volumes: [{ name: 'projected', projected: { sources } }] } });
const projectsToken = (token: object) => projects({ serviceAccountToken: { path: 'token', ...token } });
const env = (name: string, value: string) => linuxPod({ container: { env: [{ name, value }] } });
const binary = (text: string) => ({ file: Buffer.from(text).toString('base64') });
const volume = (storageClassName?: string) => ({
  accessModes: ['ReadWriteOnce'],
  resources: { requests: { storage: '1Gi' } },
  storageClassName,
});
const claims = (storageClassName?: string) => ({
  volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: volume(storageClassName) }],
});
const retains = (persistentVolumeClaimRetentionPolicy: object) =>
  workloadOf('StatefulSet', linuxPod(), { persistentVolumeClaimRetentionPolicy });
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
  token.keeps('another projected volume', projects({ configMap: { name: 'settings' } })),
  token.keeps('a volume of nothing', linuxPod({ spec: { volumes: [{ name: 'nothing', projected: {} }] } })),
  token.keeps('another volume', linuxPod({ spec: { volumes: [{ name: 'scratch', emptyDir: {} }] } })),
  token.keeps('a token for somebody else', projectsToken({ audience: 'vault' })),
  token.keeps(
    'a projected one, by a label',
    linuxPod({
      labels: declared,
      spec: {
        ...mounted,
        volumes: [{ name: 'token', projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } }],
      },
    }),
  ),
  token.breaks('a projected token', projectsToken({})),
  token.breaks('a projected token for nobody', projectsToken({ audience: '' })),
  token.breaks('a projected token for the API server', projectsToken({ audience: 'https://kubernetes.default.svc' })),
  token.breaks(
    'a projected token beside another volume',
    projects({ configMap: { name: 'settings' } }, { serviceAccountToken: { path: 'token' } }),
  ),
  token.breaks(
    'an annotation that says no',
    linuxPod({ annotations: { 'berth.dev/api-access': 'false' }, spec: mounted }),
  ),
  token.breaks('a declaration that says no', linuxPod({ labels: { 'berth.dev/api-access': 'false' }, spec: mounted })),

  identity.keeps('its own', linuxPod({ labels: declared, spec: mounted })),
  identity.keeps('the default, without a token', linuxPod({ spec: { serviceAccountName: 'default' } })),
  identity.breaks('the default', linuxPod({ labels: declared, spec: { ...mounted, serviceAccountName: 'default' } })),
  identity.breaks('an empty one', linuxPod({ labels: declared, spec: { ...mounted, serviceAccountName: '' } })),
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
  literal.breaks('a private key', env('TLS', '-----BEGIN PRIVATE KEY-----\nMHc'), ['container main']),
  literal.breaks('a password', env('MONGODB_PASSWORD', 'hunter2'), ['container main']),
  literal.breaks('a key', env('apiKey_API_KEY', 'abc'), ['container main']),
  literal.breaks('an address with a password', env('MONGODB_URI', 'mongodb://berth:hunter2@mongodb:27017'), [
    'container main',
  ]),
];

/** What is a secret, by its name or by itself: once each is enough. */
const literals: readonly Row[] = [
  literal.keeps('a password in an address that is a reference, beside others', env('HOSTS', 'a://$(A)@b,c://:$(D)@e')),
  ...['', 'true', 'false'].map((value) =>
    literal.keeps(`what is said of a secret: "${value}"`, env('REQUIRE_PASSWORD', value)),
  ),
  literal.keeps('a folder', env('PWD', '/app')),
  ...['MONKEY', 'KEYBOARD', 'MAX_TOKENS', 'PASSWORD_FILE'].map((name) =>
    literal.keeps(`the name ${name}`, env(name, 'abc')),
  ),
  ...[
    'PGPASSWORD',
    'MYSQL_PWD',
    'DB_PASSPHRASE',
    'dbPassword',
    'client_secret',
    'github_token',
    'TOKEN_2',
    'DEPLOY_KEY',
  ].map((name) => literal.breaks(`the name ${name}`, env(name, 'hunter2'), ['container main'])),
  ...['$(A)hunter2', '$(A)$(B)', '$$(A)', '$hunter2', '$('].map((value) =>
    literal.breaks(`a password that is no reference: ${value}`, env('DB_PASSWORD', value), ['container main']),
  ),
  ...['redis://:hunter2@cache', 'a://b:$(C)@d,e://f:hunter2@g', 'a://b:$(C)d@e', 'a://b:$$(C)@d', 'a://b:$c@d'].map(
    (value) => literal.breaks(`an address with a password: ${value}`, env('ADDRESS', value), ['container main']),
  ),
];

/** Rows of the rules of `policies/rules/tokens.ts` and `policies/rules/data.ts`. */
export const dataRows: readonly Row[] = [
  ...withVariants(ofPods),
  ...literals,
  stateful.keeps('any class, where none is listed', workloadOf('StatefulSet', linuxPod(), claims('slow')), {
    lenient: true,
  }),
  stateful.breaks('a class that is not allowed', workloadOf('StatefulSet', linuxPod(), claims('slow')), ['claim data']),
  secret.keeps('no data', namespaced('v1', 'Secret', { type: 'Opaque' })),
  secret.keeps('empty data', namespaced('v1', 'Secret', { data: {}, stringData: {} })),
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
  configMap.breaks(
    'an address with a password without a user',
    namespaced('v1', 'ConfigMap', { data: { uri: 'redis://:hunter2@cache' } }),
    ['uri'],
  ),
  configMap.keeps(
    'an address whose password a program fills in',
    namespaced('v1', 'ConfigMap', { data: { uri: 'redis://:${PASSWORD}@cache' } }),
  ),
  configMap.keeps(
    'an address with a password in a text that is too long for a pattern',
    namespaced('v1', 'ConfigMap', { data: { text: `${' '.repeat(65_536)}amqp://berth:hunter2@rabbitmq` } }),
  ),
  configMap.keeps(
    'binary data',
    namespaced('v1', 'ConfigMap', { data: { level: 'info' }, binaryData: binary('-----BEGIN CERTIFICATE-----') }),
  ),
  configMap.keeps('binary data only', namespaced('v1', 'ConfigMap', { binaryData: binary('PRIVATE') })),
  // In base64 a text looks different at each of three places.
  ...['', ' ', '  '].map((before) =>
    configMap.breaks(
      `a key as binary data, behind ${before.length} bytes`,
      namespaced('v1', 'ConfigMap', { binaryData: binary(`${before}-----BEGIN PRIVATE KEY-----\nMHc`) }),
      ['file'],
    ),
  ),
  configMap.breaks(
    'a key as binary data, beside another',
    namespaced('v1', 'ConfigMap', {
      data: { 'tls.key': '-----BEGIN PRIVATE KEY-----' },
      binaryData: binary('-----BEGIN PRIVATE KEY-----'),
    }),
    ['tls.key', 'file'],
  ),
  claim.keeps('an allowed class', storage('fast')),
  claim.keeps('any class, where none is listed', storage('slow'), { lenient: true }),
  claim.breaks('no class', storage(), [], {
    server: { does: 'completes', because: 'Where the cluster has a default class it is written into the claim.' },
  }),
  claim.breaks('an empty class', storage('')),
  claim.breaks('an empty class, where none is listed', storage(''), [], { lenient: true }),
  claim.breaks('a class that is not allowed', storage('slow')),
  stateful.keeps('an allowed class', workloadOf('StatefulSet', linuxPod(), claims('fast'))),
  stateful.keeps('no claims', workloadOf('StatefulSet', linuxPod())),
  stateful.breaks('no class', workloadOf('StatefulSet', linuxPod(), claims()), ['claim data']),
  stateful.breaks(
    'an empty class, where none is listed',
    workloadOf('StatefulSet', linuxPod(), claims('')),
    ['claim data'],
    { lenient: true },
  ),
  retain.keeps('nothing is said', workloadOf('StatefulSet', linuxPod(), claims('fast'))),
  retain.keeps('both are kept', retains({ whenDeleted: 'Retain', whenScaled: 'Retain' })),
  ...(['whenDeleted', 'whenScaled'] as const).flatMap((when) => [
    retain.keeps(`only ${when} is said`, retains({ [when]: 'Retain' })),
    retain.breaks(
      `they are deleted: ${when}`,
      retains({ whenDeleted: 'Retain', whenScaled: 'Retain', [when]: 'Delete' }),
    ),
  ]),
];

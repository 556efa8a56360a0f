import { httpProbe, startupFailures } from '../../constructs/probes.ts';
import { resourcesOf } from '../../constructs/resources.ts';
import { restrictedContainer } from '../../constructs/security.ts';
import type { Container, EnvVar, Volume, VolumeMount } from '../../kubernetes/types.ts';
import type { Os } from '../../model/hardware.ts';
import type { Target } from '../../model/target.ts';
import { catalogueKey, catalogueName } from './catalogue-config.ts';
import { gatewayPort, rolePort, roleTable, type RoleName } from './role-table.ts';

/** Endpoints are taken out of the balancers before the process is told to end, in seconds. */
export const preStopSeconds = 5;
/** On Windows the limit is a hard one, and Node takes seconds of a processor to start. */
const windowsCpuMillis = 250;
const startupPeriodSeconds = 2;
/** Until a role serves: the image is there by then; it connects to discovery. */
const startupBudgetSeconds = 60;
/**
 * The same for a role that keeps something: it waits for the database, which in a new cluster gets volumes, members and
 * users first. As long as a Deployment may take by default (`progressDeadlineSeconds`), and less than the role itself
 * waits (`MONGODB_WAIT_SECONDS`).
 */
const storeBudgetSeconds = 600;

const folders: Readonly<Record<Os, { readonly config: string; readonly state: string; readonly temporary: string }>> = {
  linux: { config: '/etc/berth', state: '/var/lib/berth', temporary: '/tmp' },
  windows: { config: 'C:\\berth\\config', state: 'C:\\berth\\state', temporary: 'C:\\berth\\temporary' },
};

/** The container of a role: the platform's image with `berth serve <role>`. */
export function roleContainer(target: Target, role: RoleName, os: Os = 'linux'): Container {
  const { cpuMillis, memoryMebi, usesStore } = roleTable[role];
  const size = {
    cpuMillis: os === 'windows' ? Math.max(cpuMillis, windowsCpuMillis) : cpuMillis,
    memoryBytes: memoryMebi * 2 ** 20,
  };
  const isPublic = role === 'gateway';
  return {
    name: role,
    image: target.image(os === 'windows' ? 'platform-windows' : 'platform'),
    args: ['serve', role],
    ports: [
      { name: 'http', containerPort: rolePort, protocol: 'TCP' },
      ...(isPublic ? [{ name: 'public', containerPort: gatewayPort, protocol: 'TCP' as const }] : []),
    ],
    env: environmentOfRole(target, role, os),
    resources: resourcesOf(size, { exact: os === 'windows' }),
    startupProbe: httpProbe('http', '/health/startup', {
      os,
      periodSeconds: startupPeriodSeconds,
      failures: startupFailures(usesStore ? storeBudgetSeconds : startupBudgetSeconds, startupPeriodSeconds),
    }),
    livenessProbe: httpProbe('http', '/health/live', { os }),
    readinessProbe: httpProbe('http', '/health/ready', { os, periodSeconds: 5, failures: 2 }),
    lifecycle: { preStop: { sleep: { seconds: preStopSeconds } } },
    ...(os === 'linux' && { securityContext: restrictedContainer() }),
    volumeMounts: mountsOf(role, os),
  };
}

/** The volumes that {@link roleContainer} mounts. */
export function roleVolumes(role: RoleName): readonly Volume[] {
  return [
    { name: 'catalogue', configMap: { name: catalogueName } },
    { name: 'identity', secret: { secretName: 'berth-identity', defaultMode: 0o440 } },
    { name: 'temporary', emptyDir: { sizeLimit: '256Mi' } },
    ...(role === 'auth'
      ? [{ name: 'signing-key', secret: { secretName: 'auth-signing-key', defaultMode: 0o440 } }]
      : []),
    ...(role === 'local-directory' ? [{ name: 'state', emptyDir: { sizeLimit: '256Mi' } }] : []),
  ];
}

function mountsOf(role: RoleName, os: Os): readonly VolumeMount[] {
  const { config, state, temporary } = folders[os];
  return [
    { name: 'catalogue', mountPath: pathIn(config, 'catalogue', os), readOnly: true },
    { name: 'identity', mountPath: pathIn(config, 'identity', os), readOnly: true },
    { name: 'temporary', mountPath: temporary },
    ...(role === 'auth' ? [{ name: 'signing-key', mountPath: pathIn(config, 'signing-key', os), readOnly: true }] : []),
    ...(role === 'local-directory' ? [{ name: 'state', mountPath: state }] : []),
  ];
}

/** The variables of docs/reference/configuration.md. */
export function environmentOfRole(target: Target, role: RoleName, os: Os): readonly EnvVar[] {
  const { config, temporary } = folders[os];
  const file = (folder: string, name: string) => pathIn(pathIn(config, folder, os), name, os);
  return [
    // The address is what others are told: the pod's, not 0.0.0.0.
    { name: 'BERTH_HOST', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
    { name: 'BERTH_PORT', value: String(rolePort) },
    { name: 'BERTH_INSTANCE', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
    { name: 'BERTH_CATALOGUE_FILE', value: file('catalogue', catalogueKey) },
    { name: 'BERTH_IDENTITY_PRIVATE_KEY_FILE', value: file('identity', 'private.pem') },
    { name: 'BERTH_IDENTITY_PUBLIC_KEY_FILE', value: file('identity', 'public.pem') },
    { name: os === 'windows' ? 'TEMP' : 'TMPDIR', value: temporary },
    // Of the same namespace: Windows takes every name with a dot for a complete one.
    ...(role === 'discovery' ? [] : [{ name: 'DISCOVERY_URL', value: `http://discovery:${rolePort}` }]),
    ...(roleTable[role].usesStore
      ? [
          { name: 'BERTH_DATABASE', value: target.prefix },
          { name: 'MONGODB_URI', valueFrom: { secretKeyRef: { name: 'mongodb-uri', key: 'uri' } } },
        ]
      : []),
    ...ownEnvironment(target, role, os),
  ];
}

function ownEnvironment(target: Target, role: RoleName, os: Os): readonly EnvVar[] {
  const { config, state } = folders[os];
  switch (role) {
    case 'auth':
      return [
        { name: 'AUTH_SIGNING_KEY_FILE', value: pathIn(pathIn(config, 'signing-key', os), 'private.pem', os) },
        {
          name: 'AUTH_FIRST_ADMIN_PASSWORD',
          valueFrom: { secretKeyRef: { name: 'first-admin', key: 'password' } },
        },
      ];
    case 'relay':
      return [{ name: 'RELAY_SECRET', valueFrom: { secretKeyRef: { name: 'relay-secret', key: 'secret' } } }];
    case 'gateway':
      return [
        // A forwarded port arrives at localhost; what others are told is the public URL.
        { name: 'GATEWAY_HOST', value: '0.0.0.0' },
        { name: 'GATEWAY_PORT', value: String(gatewayPort) },
        { name: 'GATEWAY_PUBLIC_URL', value: publicUrl(target) },
      ];
    case 'local-directory':
      return [
        { name: 'LOCAL_DIRECTORY_NODE', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
        { name: 'LOCAL_DIRECTORY_FOLDER', value: pathIn(state, 'workers', os) },
        { name: 'LOCAL_DIRECTORY_WORK_FOLDER', value: pathIn(state, 'work', os) },
      ];
    default:
      return [];
  }
}

/** Without a domain the gateway is reached by a forwarded port. */
function publicUrl(target: Target): string {
  return target.domain === undefined ? `http://localhost:${gatewayPort}` : `https://${target.domain}`;
}

function pathIn(folder: string, name: string, os: Os): string {
  return `${folder}${os === 'windows' ? '\\' : '/'}${name}`;
}

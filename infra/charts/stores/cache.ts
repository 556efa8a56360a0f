import { checksumAnnotation, checksumOf } from '../../constructs/checksum.ts';
import { labelsOf, selectorOf, singletonAnnotation } from '../../constructs/labels.ts';
import { linuxPod, priorityClass } from '../../constructs/pod.ts';
import { execProbe, startupFailures } from '../../constructs/probes.ts';
import { resourcesOf } from '../../constructs/resources.ts';
import { restrictedContainer } from '../../constructs/security.ts';
import type { ConfigMap, Container, Deployment } from '../../kubernetes/types.ts';
import type { Target } from '../../model/target.ts';
import { workload } from '../edge.ts';
import { at, type Part } from '../part.ts';
import { cacheClients } from './clients.ts';
import { clientService, containerPorts, storeComponent } from './members.ts';
import { storeSize, type StoreSize } from './store-settings.ts';

const name = 'cache';
export const cachePort = 6379;
/** The Secret with the password, as a file of configuration. */
export const cacheSecret = 'cache-password';
export const authFile = 'auth.conf';

/** The user `valkey` of the image (valkey-io/valkey-container, 8.1/debian/Dockerfile: `useradd -r -u 999`). */
const cacheUser = 999;
const configFolder = '/etc/valkey';
const authFolder = '/run/secrets/cache-password';

const defaults = {
  cpu: 0.1,
  memory: '256Mi',
  storage: '0',
  leastMemory: '32Mi',
  because: 'an empty server takes about 10 MiB',
} as const;

/** Of the limit; the rest is for connections and for what the allocator cannot use again. */
const dataShare = 0.75;
const startupBudgetSeconds = 30;

/**
 * The cache, where the model has one: Valkey, which forgets everything when it ends. One replica: whoever finds nothing
 * in a cache asks the store, so its loss costs time and nothing else, and two that know nothing of one another would
 * give different answers. Therefore `Recreate` too: never an old and a new one side by side.
 * @throws {ModelError} with too little memory
 */
export function cache(target: Target): Part {
  const authored = target.stores.cache;
  if (authored === undefined) return { objects: [], edges: [], access: [] };
  const { data, system } = target.namespaces;
  const size = storeSize(target, 'cache', authored, defaults);
  const config = configOf(target, size);
  return {
    objects: [
      ...at('configuration', [config]),
      ...at('data', [clientService(target, name, ports), deployment(target, size, config)]),
    ],
    edges: cacheClients.map((role) => ({
      from: workload(system, role),
      to: workload(data, name),
      ports: [cachePort],
      why: `${role} remembers answers there`,
    })),
    access: [{ namespace: data, name, component: storeComponent, grants: [] }],
  };
}

const ports = [{ name: 'valkey', port: cachePort }];

function configOf(target: Target, { memoryBytes }: StoreSize): ConfigMap {
  const lines = [
    'bind * -::*',
    `port ${cachePort}`,
    'protected-mode yes',
    `include ${authFolder}/${authFile}`,
    `maxmemory ${Math.floor(memoryBytes * dataShare)}`,
    'maxmemory-policy allkeys-lru',
    '# Nothing is kept.',
    'save ""',
    'appendonly no',
  ];
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name,
      namespace: target.namespaces.data,
      labels: labelsOf(target, { name, component: storeComponent }),
    },
    data: { 'valkey.conf': `${lines.join('\n')}\n` },
  };
}

function deployment(target: Target, size: StoreSize, { data = {} }: ConfigMap): Deployment {
  const { namespaces } = target;
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name,
      namespace: namespaces.data,
      labels: labelsOf(target, { name, component: storeComponent }),
      annotations: { [singletonAnnotation]: 'what it remembers can be asked for again; two would disagree' },
    },
    spec: {
      replicas: 1,
      strategy: { type: 'Recreate' },
      revisionHistoryLimit: 3,
      selector: { matchLabels: selectorOf(target, name) },
      template: linuxPod(target, {
        name,
        component: storeComponent,
        annotations: { [checksumAnnotation]: checksumOf(data) },
        priorityClass: priorityClass(target, 'data'),
        graceSeconds: 10,
        user: cacheUser,
        containers: [container(target, size)],
        volumes: [
          { name: 'configuration', configMap: { name } },
          { name: 'password', secret: { secretName: cacheSecret, defaultMode: 0o440 } },
          { name: 'work', emptyDir: { sizeLimit: '16Mi' } },
        ],
      }),
    },
  };
}

/** Every answer will do, `NOAUTH` too: it comes from the loop that serves everybody. The client is small and quick. */
const answers = ['valkey-cli', '-p', String(cachePort), 'ping'] as const;

function container(target: Target, size: StoreSize): Container {
  return {
    name,
    image: target.image('cache'),
    // Past the image's entry point, which only gives up rights that this pod never had.
    command: ['valkey-server', `${configFolder}/valkey.conf`],
    workingDir: '/data',
    ports: containerPorts(ports),
    resources: resourcesOf(size),
    startupProbe: execProbe(answers, { periodSeconds: 1, failures: startupFailures(startupBudgetSeconds, 1) }),
    livenessProbe: execProbe(answers),
    readinessProbe: execProbe(answers, { periodSeconds: 5, failures: 2 }),
    securityContext: restrictedContainer(),
    volumeMounts: [
      { name: 'configuration', mountPath: configFolder, readOnly: true },
      { name: 'password', mountPath: authFolder, readOnly: true },
      { name: 'work', mountPath: '/data' },
    ],
  };
}

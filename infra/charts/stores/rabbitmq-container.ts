import { startupFailures, tcpProbe } from '../../constructs/probes.ts';
import { resourcesOf } from '../../constructs/resources.ts';
import { restrictedContainer } from '../../constructs/security.ts';
import type { Container, EnvVar, Volume } from '../../kubernetes/types.ts';
import type { Target } from '../../model/target.ts';
import { containerPorts, dataVolume, membersDomain, type StorePort } from './members.ts';
import { helperSize } from './mongodb-container.ts';
import { configFile, pluginsFile } from './rabbitmq-config.ts';
import {
  amqpPort,
  distributionPort,
  epmdPort,
  metricsPort,
  rabbitMqName as name,
  type RabbitMqSettings,
} from './rabbitmq-settings.ts';

/** The Secret whose key `cookie` lets members, and the tools in them, talk to one another. */
export const cookieSecret = 'rabbitmq-cookie';
export const cookieKey = 'cookie';
/** The Secret with the user of Berth, as a file of configuration. */
export const userSecret = 'rabbitmq-user';
export const userFile = 'default-user.conf';

export const rabbitMqPorts: readonly StorePort[] = [
  { name: 'amqp', port: amqpPort },
  { name: 'epmd', port: epmdPort },
  { name: 'distribution', port: distributionPort },
  { name: 'metrics', port: metricsPort },
];

/** Of the runtime; the data is on a volume inside of it, as the Cluster Operator has it. */
const homeFolder = '/var/lib/rabbitmq';
const cookieSource = '/run/secrets/rabbitmq-cookie';

/** How long a member waits until its queues could do without it, and then for them to be led elsewhere. */
const awaitQuorumSeconds = 60;
const drainSeconds = 60;
/** The hook, and then a minute for what is in memory to be written. */
export const graceSeconds = awaitQuorumSeconds + drainSeconds + 60;

/** The virtual machine listens within seconds, long before a node that waits for its peers takes connections. */
const startupBudgetSeconds = 120;
const startupPeriodSeconds = 5;

/**
 * Erlang refuses a cookie that anybody but its owner can read, and a Secret is mounted so that the group can: `fsGroup`
 * adds the right. The copy is in memory and never on the disk of the node.
 */
export function cookieCopy(target: Target): Container {
  return {
    name: 'cookie',
    image: target.image('rabbitmq'),
    command: ['install', '-m', '0400', `${cookieSource}/${cookieKey}`, `${homeFolder}/.erlang.cookie`],
    resources: resourcesOf(helperSize),
    securityContext: restrictedContainer(),
    volumeMounts: [
      { name: 'cookie-secret', mountPath: cookieSource, readOnly: true },
      { name: 'home', mountPath: homeFolder },
    ],
  };
}

/**
 * One node. Its tools start a virtual machine of their own, about a second of a processor each time: so probes only
 * connect. Alive is who listens to its peers: the port for clients is closed by design in a part without a majority and
 * during maintenance, and a restart would make that worse. Ready is who takes connections of clients, which is the last
 * thing that a starting node does (rabbitmq.com, "Deploying to Kubernetes").
 */
export function rabbitMqContainer(target: Target, { members, ...size }: RabbitMqSettings): Container {
  return {
    name,
    image: target.image('rabbitmq'),
    env: environment(target),
    ports: containerPorts(rabbitMqPorts),
    resources: resourcesOf(size),
    startupProbe: tcpProbe('distribution', {
      periodSeconds: startupPeriodSeconds,
      failures: startupFailures(startupBudgetSeconds, startupPeriodSeconds),
    }),
    livenessProbe: tcpProbe('distribution', { timeoutSeconds: 5, failures: 6 }),
    readinessProbe: tcpProbe('amqp', { timeoutSeconds: 5 }),
    lifecycle: { preStop: { exec: { command: ['sh', '-c', handOver(members)] } } },
    securityContext: restrictedContainer(),
    volumeMounts: [
      { name: 'home', mountPath: homeFolder },
      { name: dataVolume, mountPath: `${homeFolder}/mnesia` },
      { name: 'configuration', mountPath: '/etc/rabbitmq/conf.d', readOnly: true },
      { name: 'plugins', mountPath: `/etc/rabbitmq/${pluginsFile}`, subPath: pluginsFile, readOnly: true },
      { name: 'temporary', mountPath: '/tmp' },
    ],
  };
}

/**
 * Before a member ends, it waits until no queue would lose its majority by that (the one before it may still be
 * catching up), and hands over what it leads; neither keeps it for ever. Alone it can hand nothing over.
 */
function handOver(members: number): string {
  const drain = `timeout ${drainSeconds} rabbitmq-upgrade drain || true`;
  if (members === 1) return drain;
  const patience = `-t ${awaitQuorumSeconds}`;
  return `timeout ${awaitQuorumSeconds} rabbitmq-upgrade await_online_quorum_plus_one ${patience} || true; ${drain}`;
}

function environment(target: Target): readonly EnvVar[] {
  return [
    { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
    { name: 'RABBITMQ_NODENAME', value: `rabbit@$(POD_NAME).${membersDomain(target, name)}` },
    { name: 'RABBITMQ_USE_LONGNAME', value: 'true' },
  ];
}

/** The volumes of a member beside its claim. */
export function rabbitMqVolumes(): readonly Volume[] {
  return [
    { name: 'cookie-secret', secret: { secretName: cookieSecret, defaultMode: 0o400 } },
    { name: 'home', emptyDir: { medium: 'Memory', sizeLimit: '16Mi' } },
    {
      name: 'configuration',
      projected: {
        sources: [
          { configMap: { name, items: [{ key: configFile, path: configFile }] } },
          { secret: { name: userSecret, items: [{ key: userFile, path: `20-${userFile}` }] } },
        ],
      },
    },
    { name: 'plugins', configMap: { name } },
    { name: 'temporary', emptyDir: { sizeLimit: '64Mi' } },
  ];
}

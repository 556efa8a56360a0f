import {
  amqpPort,
  rabbitMqName,
  rabbitMqSettings,
  rabbitMqUser,
  type RabbitMqSettings,
} from '../charts/stores/rabbitmq-settings.ts';
import type { ComposeContext, ComposePart } from './compose-part.ts';
import { hardened } from './hardened.ts';
import { bashCheck } from './health.ts';
import { secretKey, type SecretFiles } from './secret-file.ts';

const configFolder = '/etc/rabbitmq/conf.d';
/** Erlang has a thread for each processor several times over. */
const pids = 1024;
const graceSeconds = 60;

/** The event bus, where the model has one. */
export function rabbitmq({ target }: ComposeContext): ComposePart {
  const { rabbitmq: authored } = target.stores;
  if (authored === undefined) return { containers: [] };
  const settings = rabbitMqSettings(target, authored);
  return {
    containers: [
      {
        name: rabbitMqName,
        listens: 'all',
        service: hardened({
          image: target.image('rabbitmq'),
          // Its files are named after its host.
          hostname: rabbitMqName,
          uid: rabbitMqUser,
          size: settings,
          pids,
          graceSeconds,
          expose: [String(amqpPort)],
          // In the place of the image's own, which lets `guest` in from anywhere.
          configs: [{ source: rabbitMqName, target: `${configFolder}/10-defaults.conf` }],
          secrets: [{ source: 'rabbitmq-user', target: `${configFolder}/20-default-user.conf` }],
          volumes: [{ type: 'volume', source: rabbitMqName, target: '/var/lib/rabbitmq' }],
          healthcheck: bashCheck(amqpPort),
        }),
      },
    ],
    volumes: [{ name: rabbitMqName, uid: rabbitMqUser }],
    configs: [{ name: rabbitMqName, file: 'rabbitmq.conf', content: configurationOf(settings) }],
    secrets,
  };
}

/** That of a cluster, but for what several members need. */
function configurationOf({ highWatermarkBytes, diskFreeBytes, logBytes }: RabbitMqSettings): string {
  return [
    'default_queue_type = quorum',
    '# The user of Berth is no administrator.',
    'default_user_tags.administrator = false',
    `vm_memory_high_watermark.absolute = ${highWatermarkBytes}`,
    `disk_free_limit.absolute = ${diskFreeBytes}`,
    `raft.wal_max_size_bytes = ${logBytes}`,
    'log.console = true',
    'log.console.level = info',
    'log.console.formatter = json',
    'log.file = false',
    '',
  ].join('\n');
}

const secrets: SecretFiles = {
  'rabbitmq-password': {
    purpose: 'password of berth on the bus; taken at the first start only',
    make: { kind: 'random', bytes: 32, encoding: 'base64url' },
  },
  'rabbitmq-user': {
    purpose: 'the same for RabbitMQ, which makes the user of it',
    make: {
      kind: 'text',
      parts: ['default_user = berth\ndefault_pass = ', { from: secretKey('rabbitmq-password'), as: 'plain' }, '\n'],
    },
  },
};

import Type, { type Static } from 'typebox';
import { Endpoint, MongoDbHost, StorageClassName } from './cluster-names.ts';
import { Cpu, Memory } from './quantity.ts';

/** @default that of the cluster */
const storageClass = Type.Optional(StorageClassName);

/** The MongoDB of the platform: a replica set in the cluster, or one that is there already. */
export const MongoDb = Type.Object(
  {
    external: Type.Optional(
      Type.Object(
        {
          hosts: Type.Array(MongoDbHost, {
            minItems: 1,
            description: 'Its members as host:port; the URI itself is a secret, `mongodb-uri`.',
          }),
          cidrs: Type.Array(Type.String(), { minItems: 1, description: 'Where it is, for the network policies.' }),
        },
        { additionalProperties: false },
      ),
    ),
    members: Type.Optional(
      Type.Union([Type.Literal(1), Type.Literal(3), Type.Literal(5)], { description: '@default 3' }),
    ),
    storage: Type.Optional(Memory),
    storageClass,
    cpu: Type.Optional(Cpu),
    memory: Type.Optional(Memory),
  },
  { additionalProperties: false },
);
export type MongoDb = Static<typeof MongoDb>;

/** The event bus in a cluster: RabbitMQ with quorum queues. */
export const RabbitMq = Type.Object(
  {
    members: Type.Optional(
      Type.Union([Type.Literal(1), Type.Literal(3), Type.Literal(5)], { description: '@default 3' }),
    ),
    storage: Type.Optional(Memory),
    storageClass,
    cpu: Type.Optional(Cpu),
    memory: Type.Optional(Memory),
  },
  { additionalProperties: false },
);
export type RabbitMq = Static<typeof RabbitMq>;

/** The fast ephemeral cache in front of the store (Valkey). */
export const Cache = Type.Object(
  { cpu: Type.Optional(Cpu), memory: Type.Optional(Memory) },
  { additionalProperties: false },
);
export type Cache = Static<typeof Cache>;

/** Cold copies of the database. */
export const Backup = Type.Object(
  {
    schedule: Type.Optional(
      Type.String({
        pattern: '^(\\S+\\s+){4}\\S+$',
        description: 'a cron schedule such as "0 */4 * * *", which is the default',
      }),
    ),
    keepDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 3650, description: '@default 14' })),
    to: Type.Union([
      Type.Object(
        {
          s3: Type.Object(
            {
              endpoint: Endpoint,
              bucket: Type.String({
                pattern: '^[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]$',
                description: 'a bucket such as "lab-backups": 3 to 63 lower-case letters, digits, "-", "_" and "."',
              }),
              region: Type.Optional(
                Type.String({ pattern: '^[A-Za-z0-9._-]+$', description: 'a region such as "eu-central-1"' }),
              ),
              cidrs: Type.Array(Type.String(), { minItems: 1, description: 'Where it is, for the network policies.' }),
            },
            { additionalProperties: false },
          ),
        },
        { additionalProperties: false },
      ),
      Type.Object(
        { volume: Type.Object({ size: Memory, storageClass }, { additionalProperties: false }) },
        { additionalProperties: false },
      ),
    ]),
  },
  { additionalProperties: false },
);
export type Backup = Static<typeof Backup>;

/** The data stores of the platform. */
export const Stores = Type.Object(
  {
    mongodb: Type.Optional(MongoDb),
    rabbitmq: Type.Optional(RabbitMq),
    cache: Type.Optional(Cache),
    backup: Type.Optional(Backup),
  },
  { additionalProperties: false },
);
export type Stores = Static<typeof Stores>;

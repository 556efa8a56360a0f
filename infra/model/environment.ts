import Type, { type Static } from 'typebox';
import { Host, NamespaceName, ObjectName } from './cluster-names.ts';
import { Flavour } from './flavour.ts';
import { Image } from './image-reference.ts';
import { imageNames, type ImageName } from './images.ts';
import { byName, Name } from './names.ts';
import { Exposure, Network } from './network.ts';
import { PoolOverlay } from './node-pool.ts';
import { ManifestPatch } from './patch.ts';
import { PolicySettings } from './policy-settings.ts';
import { Provisioning } from './provisioning.ts';
import { Stores } from './stores.ts';

/** Where secrets come from when External Secrets bring them. */
export const ExternalSecretStore = Type.Object(
  {
    /** A (Cluster)SecretStore that the cluster has. */
    store: ObjectName,
    kind: Type.Optional(
      Type.Union([Type.Literal('ClusterSecretStore'), Type.Literal('SecretStore')], {
        description: '@default "ClusterSecretStore"',
      }),
    ),
    path: Type.Optional(
      Type.String({ minLength: 1, description: 'What the keys in it begin with. @default the prefix' }),
    ),
  },
  { additionalProperties: false },
);

/** What is watched by others. */
export const Monitoring = Type.Object(
  {
    serviceMonitors: Type.Optional(
      Type.Boolean({ description: 'Prometheus Operator finds the services. @default false' }),
    ),
    /** The namespace of Prometheus, for the network policies. @default "monitoring" */
    namespace: Type.Optional(NamespaceName),
    logs: Type.Optional(
      Type.Object(
        {
          /** Where Fluent Bit forwards to. */
          host: Host,
          port: Type.Integer({ minimum: 1, maximum: 65_535 }),
          cidrs: Type.Array(Type.String(), { minItems: 1, description: 'Where that is, for the network policies.' }),
          credentials: Type.Optional(
            Type.Boolean({
              description:
                'The Secret `log-forward` has the authority of its certificate, `ca.crt`, and the `shared-key` of both ends. @default a public certificate, and no key',
            }),
          ),
        },
        { additionalProperties: false, description: '@default Fluent Bit is not installed' },
      ),
    ),
  },
  { additionalProperties: false },
);
export type Monitoring = Static<typeof Monitoring>;

const imageFields = Object.fromEntries(imageNames.map((name) => [name, Type.Optional(Image)])) as Readonly<
  Record<ImageName, Type.TOptional<typeof Image>>
>;

/** An environment: the model with a small overlay, never a copy of it. */
export const Environment = Type.Object(
  {
    flavour: Flavour,
    prefix: Type.Optional(Name),
    domain: Type.Optional(
      Type.String({
        pattern: '^([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z]{2,}$',
        description: 'a host name such as "berth.example.org"',
      }),
    ),
    exposure: Type.Optional(Exposure),
    pools: Type.Optional(
      Type.Union([Type.Array(Name), byName(PoolOverlay)], {
        description: 'The pools it has, with what is different there. @default all of the model',
      }),
    ),
    provisioning: Type.Optional(Provisioning),
    replicas: Type.Optional(
      Type.Record(Name, Type.Integer({ minimum: 1, maximum: 1000 }), {
        additionalProperties: false,
        description: 'Of roles and services.',
      }),
    ),
    images: Type.Optional(
      Type.Object(imageFields, {
        additionalProperties: false,
        description: 'Images by name: `platform`, `application`, `mongodb` …',
      }),
    ),
    stores: Type.Optional(Stores),
    network: Type.Optional(Network),
    secrets: Type.Optional(ExternalSecretStore),
    monitoring: Type.Optional(Monitoring),
    policies: Type.Optional(PolicySettings),
    patches: Type.Optional(Type.Array(ManifestPatch)),
  },
  { additionalProperties: false },
);
export type Environment = Static<typeof Environment>;

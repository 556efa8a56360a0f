import Type, { type Static } from 'typebox';
import { KindName, NamespaceName, ObjectName } from './cluster-names.ts';
import { byName, Name } from './names.ts';

const text = Type.String({ minLength: 1, maxLength: 253 });
const zones = Type.Optional(Type.Array(text, { minItems: 1, uniqueItems: true }));
/** Machine types by pool, e.g. `{ gpu: ['g6.2xlarge'] }`. */
const machineTypes = byName(Type.Array(text, { minItems: 1, uniqueItems: true }));

/** Karpenter (EKS and AKS) makes the nodes. */
export const Karpenter = Type.Object(
  {
    cluster: Type.String({
      minLength: 1,
      maxLength: 100,
      description: 'EKS: the value of the tag `karpenter.sh/discovery` of subnets and security groups.',
    }),
    role: Type.Optional(Type.String({ minLength: 1, description: 'EKS: the IAM role of the nodes. Required there.' })),
    subnet: Type.Optional(Type.String({ minLength: 1, description: 'AKS: the resource id of the subnet.' })),
    machineTypes,
    zones,
    linux: Type.Optional(
      Type.Union([Type.Literal('AL2023'), Type.Literal('Bottlerocket')], {
        description:
          'EKS: the image of Linux nodes; those with GPUs have AL2023, as the plugin of Bottlerocket is its own. @default "AL2023"',
      }),
    ),
    linuxVersion: Type.Optional(
      Type.String({
        pattern: '^(latest|v[0-9][A-Za-z0-9.-]*)$',
        description: 'EKS: of that image, such as "v20260304". Windows images cannot be pinned. @default "latest"',
      }),
    ),
    images: Type.Optional(
      byName(Type.String({ pattern: '^ami-[0-9a-f]{8,17}$', description: 'an AMI such as "ami-0123456789abcdef0"' }), {
        description: 'EKS: images of one’s own, by pool: a Windows pool with GPUs needs one that has the driver.',
      }),
    ),
    diskSize: Type.Optional(
      Type.String({ pattern: '^[1-9][0-9]*Gi$', description: 'a size of a disk such as "100Gi". @default "100Gi"' }),
    ),
    staticCapacity: Type.Optional(
      Type.Boolean({
        description:
          'Karpenter runs with the feature gate StaticCapacity: `min` of a pool may be above 0. @default false',
      }),
    ),
  },
  { additionalProperties: false },
);
export type Karpenter = Static<typeof Karpenter>;

/** The Machine API of OpenShift makes the nodes. */
export const MachineSets = Type.Object(
  {
    infrastructure: Type.String({ minLength: 1, maxLength: 63, description: 'The infrastructure id of the cluster.' }),
    zones: Type.Array(text, { minItems: 1, uniqueItems: true, description: 'One MachineSet of each pool in each.' }),
    providerSpecs: byName(Type.Record(Type.String(), Type.Unknown()), {
      description:
        "The cloud's `providerSpec.value` of each pool; `<zone>` and `<infrastructure>` in its texts are filled in.",
    }),
  },
  { additionalProperties: false },
);
export type MachineSets = Static<typeof MachineSets>;

/** Config Connector (GKE) makes the node pools. */
export const ConfigConnector = Type.Object(
  {
    project: text,
    location: text,
    cluster: text,
    /** @default "config-connector" */
    namespace: Type.Optional(NamespaceName),
    machineTypes: byName(text),
    accelerators: Type.Optional(byName(text, { description: 'Of the GPU pools, e.g. `nvidia-l4`.' })),
    zones,
    serviceAccount: Type.Optional(
      Type.String({ minLength: 1, description: 'E-mail of the nodes’ service account. @default that of the project' }),
    ),
  },
  { additionalProperties: false },
);
export type ConfigConnector = Static<typeof ConfigConnector>;

const TemplateReference = Type.Object(
  { apiGroup: ObjectName, kind: KindName, name: ObjectName },
  { additionalProperties: false },
);

/** Cluster API (bare Kubernetes) makes the nodes. */
export const ClusterApi = Type.Object(
  {
    cluster: Name,
    /** @default "default" */
    namespace: Type.Optional(NamespaceName),
    version: Type.String({ pattern: '^v[0-9]+\\.[0-9]+\\.[0-9]+$', description: 'a version such as "v1.34.4"' }),
    templates: byName(
      Type.Object({ bootstrap: TemplateReference, infrastructure: TemplateReference }, { additionalProperties: false }),
    ),
    taintPropagation: Type.Optional(
      Type.Boolean({
        description:
          'Cluster API runs with the feature gate MachineTaintPropagation and taints the nodes itself. @default false: the bootstrap template registers the taints',
      }),
    ),
  },
  { additionalProperties: false },
);
export type ClusterApi = Static<typeof ClusterApi>;

/** What makes the nodes of an environment. Without it they are expected to be there, with their labels and taints. */
export const Provisioning = Type.Object(
  {
    karpenter: Type.Optional(Karpenter),
    machineSets: Type.Optional(MachineSets),
    configConnector: Type.Optional(ConfigConnector),
    clusterApi: Type.Optional(ClusterApi),
  },
  {
    additionalProperties: false,
    minProperties: 1,
    maxProperties: 1,
    description:
      'karpenter (EKS, AKS), machineSets (OpenShift), configConnector (GKE) or clusterApi (bare). @default the nodes exist',
  },
);
export type Provisioning = Static<typeof Provisioning>;

/** One way of making nodes. */
export type Mechanism = keyof Provisioning;

import Type, { type Static } from 'typebox';
import { LabelKey, LabelValue } from './cluster-names.ts';
import { Os } from './hardware.ts';
import { Labels } from './names.ts';
import { Cpu, Memory } from './quantity.ts';

/** A taint of the nodes of a pool; its consumers get the toleration. */
export const Taint = Type.Object(
  {
    key: LabelKey,
    value: Type.Optional(LabelValue),
    effect: Type.Union([Type.Literal('NoSchedule'), Type.Literal('NoExecute'), Type.Literal('PreferNoSchedule')]),
  },
  { additionalProperties: false },
);
export type Taint = Static<typeof Taint>;

/** How the GPUs of a pool are shared. */
export const GpuSharing = Type.Union([
  Type.Object(
    {
      mode: Type.Union([Type.Literal('time-slicing'), Type.Literal('mps')]),
      shares: Type.Integer({ minimum: 2, maximum: 48, description: 'Shares of each GPU.' }),
    },
    { additionalProperties: false },
  ),
  Type.Object(
    {
      mode: Type.Literal('mig'),
      profile: Type.String({ pattern: '^[1-7]g\\.[0-9]+gb$', description: 'a MIG profile such as "1g.10gb"' }),
    },
    { additionalProperties: false },
  ),
  Type.Object({ mode: Type.Literal('dra') }, { additionalProperties: false }),
]);
export type GpuSharing = Static<typeof GpuSharing>;

/** The GPUs of each node of a pool. */
export const PoolGpu = Type.Object(
  {
    model: Type.String({
      pattern: '^[A-Za-z0-9]([A-Za-z0-9 ._-]{0,61}[A-Za-z0-9])?$',
      description: 'a GPU as its driver calls it, such as "NVIDIA L4": letters, digits, blanks, "-", "_" and "."',
    }),
    memory: Memory,
    count: Type.Optional(Type.Integer({ minimum: 1, maximum: 16, description: '@default 1' })),
    sharing: Type.Optional(GpuSharing),
    resource: Type.Optional(
      Type.String({
        pattern: '^[a-z0-9.-]+/[A-Za-z0-9][A-Za-z0-9._-]*$',
        description: 'an extended resource such as "nvidia.com/gpu"',
      }),
    ),
    label: Type.Optional(
      Type.Object(
        { key: LabelKey, value: LabelValue },
        {
          additionalProperties: false,
          description: 'The label by which its nodes are known. @default nvidia.com/gpu.product, by the flavour',
        },
      ),
    ),
  },
  { additionalProperties: false },
);
export type PoolGpu = Static<typeof PoolGpu>;

/** Builds of Windows Server; a container's image must be of the build of its node. */
export const WindowsVersion = Type.Union([Type.Literal('2019'), Type.Literal('2022'), Type.Literal('2025')]);
export type WindowsVersion = Static<typeof WindowsVersion>;

const poolFields = {
  os: Type.Optional(Os),
  windows: Type.Optional(
    Type.Object(
      { version: WindowsVersion },
      { additionalProperties: false, description: 'Of a Windows pool. @default version 2022' },
    ),
  ),
  cpu: Cpu,
  memory: Memory,
  gpu: Type.Optional(PoolGpu),
  labels: Type.Optional(Labels),
  taints: Type.Optional(
    Type.Array(Taint, { description: '@default one for Windows, one for GPUs; none for other pools' }),
  ),
  exclusiveCpus: Type.Optional(
    Type.Boolean({ description: 'Its kubelets have the static CPU manager. @default false' }),
  ),
  min: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 10_000, description: 'Nodes that are always there. @default 0' }),
  ),
  max: Type.Integer({ minimum: 1, maximum: 10_000 }),
  costPerHour: Type.Optional(
    Type.Number({ minimum: 0, description: 'In any one currency; pools are compared by it.' }),
  ),
};

/** Machines of one kind in a cluster. */
export const NodePool = Type.Object(poolFields, { additionalProperties: false });
export type NodePool = Static<typeof NodePool>;

/** What an environment says differently of a pool. */
export const PoolOverlay = Type.Partial(
  Type.Object(
    {
      windows: poolFields.windows,
      labels: poolFields.labels,
      taints: poolFields.taints,
      min: poolFields.min,
      max: poolFields.max,
      costPerHour: poolFields.costPerHour,
      gpuSharing: GpuSharing,
    },
    { additionalProperties: false },
  ),
  { additionalProperties: false },
);
export type PoolOverlay = Static<typeof PoolOverlay>;

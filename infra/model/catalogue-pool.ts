import Type, { type Static } from 'typebox';
import { Flavour } from './flavour.ts';
import { Os } from './hardware.ts';
import { GpuSharing, Taint, WindowsVersion } from './node-pool.ts';
import type { GpuFacts } from './gpu-facts.ts';
import type { Pool } from './pools.ts';

const Text = Type.Record(Type.String(), Type.String());

/** A pool of the environment as the run-time services read it: the facts of `pools.ts`, as JSON. */
export const CataloguePool = Type.Object({
  name: Type.String(),
  os: Os,
  windowsVersion: Type.Optional(WindowsVersion),
  runtimeClass: Type.Optional(Type.String()),
  cpuMillis: Type.Integer(),
  memoryBytes: Type.Integer(),
  gpu: Type.Optional(
    Type.Object({
      model: Type.String(),
      memoryBytes: Type.Integer(),
      count: Type.Integer(),
      sharing: Type.Union([GpuSharing, Type.Object({ mode: Type.Literal('whole') }, { additionalProperties: false })]),
      resource: Type.Optional(Type.String()),
      deviceClass: Type.Optional(Type.String()),
      label: Type.Object({ key: Type.String(), value: Type.String() }),
    }),
  ),
  labels: Text,
  taints: Type.Array(Taint),
  exclusiveCpus: Type.Boolean(),
  minNodes: Type.Integer(),
  maxNodes: Type.Integer(),
  costPerHour: Type.Optional(Type.Number()),
});
export type CataloguePool = Static<typeof CataloguePool>;

/** What the run-time services need of an environment to make the Pods of workers in it. */
export const CatalogueCluster = Type.Object({
  environment: Type.String(),
  flavour: Flavour,
  prefix: Type.String(),
  /** Where the Pods of workers are. */
  namespace: Type.String(),
  images: Type.Object({
    platform: Type.String(),
    'platform-windows': Type.String(),
    application: Type.String(),
    'application-windows': Type.String(),
  }),
  /** Empty: any Linux node will do. */
  pools: Type.Array(CataloguePool),
});
export type CatalogueCluster = Static<typeof CatalogueCluster>;

/** A pool as JSON. */
export function cataloguePool(pool: Pool): CataloguePool {
  const { gpu, labels, taints, ...plain } = pool;
  return {
    ...plain,
    ...(gpu !== undefined && { gpu: gpuOf(gpu) }),
    labels: { ...labels },
    taints: taints.map((taint) => ({ ...taint })),
  };
}

function gpuOf(gpu: GpuFacts): NonNullable<CataloguePool['gpu']> {
  return { ...gpu, sharing: { ...gpu.sharing }, label: { ...gpu.label } };
}

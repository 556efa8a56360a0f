import type { WorkerPodInput } from '../../../infra/constructs/worker-pod/input.ts';
import type { CatalogueSessionType } from '../../../infra/model/catalogue.ts';
import type { ClusterCatalogue } from '../../../infra/model/cluster-catalogue.ts';
import type { Flavour } from '../../../infra/model/flavour.ts';
import type { Pool } from '../../../infra/model/pools.ts';
import { hasWindowsGpus, labCatalogue, type LabPool } from './lab.ts';

/** The id of the sessions that the variants are for. */
export const sessionId = '0197a3c4-5f1e-7c3a-9a51-2f0d6b7e8c90';

/** A worker with the pool that it is made for. */
export interface Variant {
  /** e.g. `plain/full in plain, warm` */
  readonly name: string;
  readonly input: WorkerPodInput;
}

/** A session type of a catalogue. */
export function sessionTypeOf(catalogue: ClusterCatalogue, name: string): CatalogueSessionType {
  const found = catalogue.sessionTypes.find((type) => type.name === name);
  if (found === undefined) throw new Error(`the laboratory has no session type "${name}"`);
  return found;
}

/** A pool of a catalogue. */
export function poolOf({ cluster }: ClusterCatalogue, name: string): Pool {
  const found = cluster.pools.find((pool) => pool.name === name);
  if (found === undefined) throw new Error(`the laboratory has no pool "${name}"`);
  return found;
}

/** Which worker, where. */
export interface Choice {
  /** `session type/worker` */
  readonly worker: string;
  readonly pool: LabPool;
}

/** The input for a worker in a pool; the session is {@link sessionId}. */
export function inputOf(catalogue: ClusterCatalogue, { worker, pool }: Choice): WorkerPodInput {
  const [typeName = '', workerName = ''] = worker.split('/');
  const sessionType = sessionTypeOf(catalogue, typeName);
  const workerType = sessionType.workers.find(({ name }) => name === workerName);
  if (workerType === undefined) throw new Error(`the laboratory has no worker "${worker}"`);
  return {
    platform: catalogue.platform,
    cluster: catalogue.cluster,
    sessionType,
    worker: workerType,
    workerId: `${workerName}-0`,
    incarnation: 1,
    session: { id: sessionId, user: 'ada@example.org' },
    placement: { pool: poolOf(catalogue, pool) },
    supervisor: { PROJECT_DATA_URL: 'http://project-data.lab-system.svc:8080' },
  };
}

const linuxChoices: readonly Choice[] = [
  { worker: 'plain/image', pool: 'plain' },
  { worker: 'plain/command', pool: 'plain' },
  { worker: 'plain/full', pool: 'plain' },
  { worker: 'plain/process', pool: 'plain' },
  { worker: 'plain/stored', pool: 'plain' },
  { worker: 'plain/exact', pool: 'exact' },
  { worker: 'gpu/whole', pool: 'whole' },
  { worker: 'gpu/share', pool: 'sliced' },
  { worker: 'gpu/share', pool: 'whole' },
  { worker: 'gpu/half', pool: 'mps' },
  { worker: 'gpu/slice', pool: 'mig' },
  { worker: 'gpu/slice', pool: 'sliced' },
  { worker: 'paint/brush', pool: 'sliced' },
  { worker: 'paint/desk', pool: 'plain' },
  { worker: 'train/model', pool: 'claims' },
  { worker: 'train/desk', pool: 'plain' },
];
const windowsChoices: readonly Choice[] = [
  { worker: 'windows/cad', pool: 'win' },
  { worker: 'windows/script', pool: 'win' },
];
const warmChoices: readonly Choice[] = [
  { worker: 'plain/full', pool: 'plain' },
  { worker: 'gpu/whole', pool: 'whole' },
  { worker: 'windows/cad', pool: 'win' },
];

/**
 * Every kind of Pod that the builder makes in an environment of a flavour.
 * @param catalogue that of the laboratory in such an environment
 */
export function workerVariants(flavour: Flavour, catalogue = labCatalogue(flavour)): readonly Variant[] {
  const choices = [
    ...linuxChoices,
    ...windowsChoices,
    ...(hasWindowsGpus(flavour) ? [{ worker: 'render/scene', pool: 'wingpu' as const }] : []),
  ];
  return [
    ...choices.map((choice) => ({ name: nameOf(choice), input: inputOf(catalogue, choice) })),
    ...choices.map((choice) => ({ name: `${nameOf(choice)}, pinned`, input: pinned(inputOf(catalogue, choice)) })),
    ...warmChoices.map((choice) => ({ name: `${nameOf(choice)}, warm`, input: warm(inputOf(catalogue, choice)) })),
    ...anywhere(catalogue),
  ];
}

/** The same worker where its autoscaler shall bring a node, and one was chosen before. */
export function pinned(input: WorkerPodInput): WorkerPodInput {
  return { ...input, incarnation: 2, placement: { ...input.placement, pinned: true, nodeName: 'node-1.example.org' } };
}

/** The same worker before it has a session. */
export function warm(input: WorkerPodInput): WorkerPodInput {
  const { platform, cluster, sessionType, worker, incarnation, placement, supervisor } = input;
  const rest = { platform, cluster, sessionType, worker, incarnation, placement, ...(supervisor && { supervisor }) };
  return { ...rest, workerId: 'warm-0197a3c4-0000-7000-8000-000000000001' };
}

/** Where an environment has no pools. */
function anywhere(catalogue: ClusterCatalogue): readonly Variant[] {
  return ['plain/image', 'plain/stored'].map((worker) => ({
    name: `${worker} on any Linux node`,
    input: { ...inputOf(catalogue, { worker, pool: 'plain' }), placement: {} },
  }));
}

function nameOf({ worker, pool }: Choice): string {
  return `${worker} in ${pool}`;
}

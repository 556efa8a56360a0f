import type { ResourceClaim } from '../../kubernetes/types.ts';
import type { CatalogueSessionType } from '../../model/catalogue.ts';
import type { Pool } from '../../model/pools.ts';
import { labelsOf, sessionLabel, sessionTypeLabel } from '../labels.ts';
import type { WorkerPodInput } from './input.ts';
import { labelValueOf, sessionClaimName } from './names.ts';
import { WorkerPodError } from './worker-pod-error.ts';
import { scopeOf } from './worker-metadata.ts';

/** What the claim of a session is made of. */
export interface SessionClaimInput extends Pick<WorkerPodInput, 'platform' | 'cluster'> {
  readonly sessionType: CatalogueSessionType;
  readonly session: { readonly id: string };
  /** One whose GPUs are given by claims. */
  readonly pool: Pool;
}

/** The driver of NVIDIA, whose names its devices' attributes have. */
const driver = 'gpu.nvidia.com';

/**
 * The claim of one GPU for all workers of a session. It is made before the first of them and deleted after the last; it
 * has no owner, as they have none.
 * @throws {WorkerPodError} where the session type shares no GPU, or the pool gives none by claims
 */
export function sessionResourceClaim(input: SessionClaimInput): ResourceClaim {
  const { cluster, pool, session, sessionType } = input;
  const deviceClassName = deviceClassOf(pool);
  checkSharing(sessionType);
  return {
    apiVersion: 'resource.k8s.io/v1',
    kind: 'ResourceClaim',
    metadata: {
      name: sessionClaimName(session.id),
      namespace: cluster.namespace,
      labels: {
        ...labelsOf(scopeOf(input), { name: sessionType.name, component: 'worker' }),
        [sessionTypeLabel]: sessionType.name,
        [sessionLabel]: labelValueOf(session.id),
      },
    },
    spec: {
      devices: {
        requests: [
          {
            name: 'gpu',
            exactly: {
              deviceClassName,
              allocationMode: 'ExactCount',
              count: 1,
              selectors: selectorsOf(sessionType).map((expression) => ({ cel: { expression } })),
            },
          },
        ],
      },
    },
  };
}

function deviceClassOf({ name, gpu }: Pool): string {
  if (gpu?.deviceClass !== undefined) return gpu.deviceClass;
  throw new WorkerPodError(
    '/pool',
    `the pool "${name}" gives no GPUs by claims`,
    'Choose one with gpu: { sharing: { mode: "dra" } }.',
  );
}

function checkSharing({ name, sameGpu, workers }: CatalogueSessionType): void {
  if (sameGpu === 'claim' && workers.some(({ requirements }) => requirements.gpu !== undefined)) return;
  throw new WorkerPodError(
    `/sessionTypes/${name}/sameGpu`,
    'its workers share no GPU by a claim',
    "Write sameGpu: 'claim', and gpu: {} for the workers that share it.",
  );
}

/** In CEL: a GPU of each model that a worker asks for, with as much memory as the most demanding. */
function selectorsOf({ workers }: CatalogueSessionType): readonly string[] {
  const gpus = workers.flatMap(({ requirements: { gpu } }) => gpu ?? []);
  const models = [...new Set(gpus.flatMap(({ model }) => model?.toLowerCase() ?? []))].toSorted();
  const memoryBytes = Math.max(0, ...gpus.map((gpu) => gpu.memoryBytes));
  return [
    ...models.map(
      (model) => `device.attributes["${driver}"].productName.lowerAscii().contains(${JSON.stringify(model)})`,
    ),
    ...(memoryBytes > 0 ? [`device.capacity["${driver}"].memory.compareTo(quantity("${memoryBytes}")) >= 0`] : []),
  ];
}

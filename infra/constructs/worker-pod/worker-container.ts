import type { Container, EnvVar, ResourceRequirements } from '../../kubernetes/types.ts';
import type { WorkerType } from '../../model/catalogue.ts';
import { isExact, supervisorPort } from '../../model/pod-needs.ts';
import { resourcesOf } from '../resources.ts';
import { restrictedContainer } from '../security.ts';
import { authoredVariables, literal, literals, ofPod } from './environment.ts';
import { folders, temporaryFolder, temporaryMounts } from './folders.ts';
import type { WorkerPodInput } from './input.ts';
import { preStopSeconds } from './timing.ts';
import { workerProbes } from './worker-probes.ts';

/** The name of the claim within the Pod. */
export const claimInPod = 'gpu';

/** The container of the worker itself. When it ends, its Pod has ended: its session decides what follows. */
export function workerContainer(input: WorkerPodInput): Container {
  const { worker } = input;
  const { os } = worker.requirements;
  return {
    name: 'worker',
    image: imageOf(input),
    ...(worker.command.length > 0 && { command: worker.command.map(literal) }),
    env: environmentOf(input),
    resources: withGpu(input),
    ...workerProbes(worker),
    lifecycle: { preStop: { sleep: { seconds: preStopSeconds } } },
    terminationMessagePolicy: 'FallbackToLogsOnError',
    ...(os === 'linux' && { securityContext: restrictedContainer() }),
    volumeMounts: [{ name: 'scratch', mountPath: folders[os].scratch }, ...temporaryMounts('worker', os)],
  };
}

/** A worker without an image of its own is in that of the application, with its command. */
function imageOf({ cluster, worker }: WorkerPodInput): string {
  const application = worker.requirements.os === 'windows' ? 'application-windows' : 'application';
  return worker.image ?? cluster.images[application];
}

function environmentOf(input: WorkerPodInput): readonly EnvVar[] {
  const { worker } = input;
  const { os } = worker.requirements;
  const system: Readonly<Record<string, string>> =
    os === 'linux' ? { HOME: temporaryFolder, TMPDIR: temporaryFolder } : {};
  return [
    ...authoredVariables(system, worker),
    ...literals({
      BERTH_WORKER_URL: `http://127.0.0.1:${supervisorPort}/v1/worker`,
      BERTH_WORKER_TYPE: worker.name,
      BERTH_INCARNATION: String(input.incarnation),
      BERTH_SCRATCH_FOLDER: folders[os].scratch,
      ...ofSession(input),
    }),
    // Known to both containers of this Pod, and to nobody who cannot read it from the API server.
    ofPod('BERTH_WORKER_TOKEN', 'metadata.uid'),
  ];
}

/** What a warm worker hears from its supervisor, in `init`, when a session has claimed it. */
function ofSession({ session, workerId }: WorkerPodInput): Readonly<Record<string, string>> {
  if (session === undefined) return {};
  return {
    BERTH_SESSION_ID: session.id,
    BERTH_WORKER_ID: workerId,
    BERTH_WORKER_INDEX: /\d+$/.exec(workerId)?.[0] ?? '0',
  };
}

function withGpu({ worker, placement: { pool } }: WorkerPodInput): ResourceRequirements {
  const { requirements } = worker;
  const resources = resourcesOf(requirements, {
    exact: isExact(requirements),
    ...(pool !== undefined && { nodeCpuMillis: pool.cpuMillis }),
  });
  if (requirements.gpu === undefined || pool?.gpu === undefined) return resources;
  const { resource } = pool.gpu;
  if (resource === undefined) return { ...resources, claims: [{ name: claimInPod }] };
  return { ...resources, limits: { ...resources.limits, [resource]: unitsOf(requirements.gpu) } };
}

/** Whole GPUs are counted; two shares buy no more than one. */
function unitsOf({ shareMillis, count }: NonNullable<WorkerType['requirements']['gpu']>): string {
  return shareMillis < 1000 ? '1' : String(count);
}

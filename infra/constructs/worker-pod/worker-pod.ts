import type { Pod, PodSpec } from '../../kubernetes/types.ts';
import { restrictedPod, windowsPod } from '../security.ts';
import { checkInput } from './check-input.ts';
import { workerVolumes } from './folders.ts';
import type { WorkerPodInput } from './input.ts';
import { sessionClaimName } from './names.ts';
import { placementSpec } from './placement.ts';
import { sidecarContainers } from './sidecar-containers.ts';
import { supervisorContainer } from './supervisor-container.ts';
import { graceSeconds } from './timing.ts';
import { claimInPod, workerContainer } from './worker-container.ts';
import { workerMetadata } from './worker-metadata.ts';

/** The service account of workers; it may ask nothing of the API server, and its token is mounted nowhere. */
export const workerServiceAccount = 'worker';

/**
 * The Pod of one worker: the worker, beside it its supervisor, and its sidecars. A pure function of its input; the same
 * worker and incarnation give the same name. Nothing in it has to change in its life, also when a session claims it.
 * @throws {WorkerPodError} where worker, session and pool do not go together
 */
export function workerPod(input: WorkerPodInput): Pod {
  checkInput(input);
  return { apiVersion: 'v1', kind: 'Pod', metadata: workerMetadata(input), spec: specOf(input) };
}

function specOf(input: WorkerPodInput): PodSpec {
  const { cluster, worker } = input;
  return {
    ...placementSpec(input),
    serviceAccountName: workerServiceAccount,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    // Whether a worker starts again is decided by its session, which gives it a new Pod; its sidecars do by themselves.
    restartPolicy: 'Never',
    terminationGracePeriodSeconds: graceSeconds(worker),
    securityContext: worker.requirements.os === 'windows' ? windowsPod() : restrictedPod(cluster),
    ...claimsOf(input),
    initContainers: [supervisorContainer(input), ...sidecarContainers(input)],
    containers: [workerContainer(input)],
    volumes: workerVolumes(input),
  };
}

/** All workers of a session name one claim, so that they get one GPU. */
function claimsOf({ placement, session, worker }: WorkerPodInput): Pick<PodSpec, 'resourceClaims'> {
  if (session === undefined || worker.requirements.gpu === undefined || placement.pool?.gpu?.sharing.mode !== 'dra') {
    return {};
  }
  return { resourceClaims: [{ name: claimInPod, resourceClaimName: sessionClaimName(session.id) }] };
}

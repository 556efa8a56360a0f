import type { Container, EnvVar } from '../../kubernetes/types.ts';
import { isExact, supervisorPort, supervisorSize } from '../../model/pod-needs.ts';
import { httpProbe, startupFailures } from '../probes.ts';
import { resourcesOf } from '../resources.ts';
import { restrictedContainer } from '../security.ts';
import { literals, ofPod } from './environment.ts';
import { folders, temporaryMounts } from './folders.ts';
import type { WorkerPodInput } from './input.ts';

/** What the supervisor is told of itself; `input.supervisor` may name none of these. */
export const podVariables = {
  BERTH_POD_NAME: 'metadata.name',
  BERTH_POD_NAMESPACE: 'metadata.namespace',
  BERTH_POD_UID: 'metadata.uid',
  BERTH_POD_IP: 'status.podIP',
  BERTH_NODE: 'spec.nodeName',
} as const;
/** Where the supervisor keeps its files, and what the worker is to it. */
export const ownVariables = [
  'BERTH_SUPERVISOR_FOLDER',
  'BERTH_SUPERVISOR_PORT',
  'BERTH_WORKER_TYPE',
  'BERTH_SESSION_TYPE',
  'BERTH_INCARNATION',
] as const;

const startupPeriodSeconds = 1;
/** Until it listens; its image is there by then. */
const startupBudgetSeconds = 60;

/**
 * The process beside the worker, a native sidecar: it starts before the worker and ends after it, and is started again
 * when it ends by itself.
 */
export function supervisorContainer(input: WorkerPodInput): Container {
  const { cluster, placement, worker } = input;
  const { os } = worker.requirements;
  const size = supervisorSize(worker);
  return {
    name: 'supervisor',
    image: cluster.images[os === 'windows' ? 'platform-windows' : 'platform'],
    args: ['serve', 'supervisor'],
    restartPolicy: 'Always',
    ports: [{ name: 'supervisor', containerPort: supervisorPort, protocol: 'TCP' }],
    env: environmentOf(input),
    resources: resourcesOf(size, {
      exact: isExact(worker.requirements),
      ...(placement.pool !== undefined && { nodeCpuMillis: placement.pool.cpuMillis }),
    }),
    startupProbe: httpProbe(supervisorPort, '/health/startup', {
      os,
      periodSeconds: startupPeriodSeconds,
      failures: startupFailures(startupBudgetSeconds, startupPeriodSeconds),
    }),
    livenessProbe: httpProbe(supervisorPort, '/health/live', { os }),
    readinessProbe: httpProbe(supervisorPort, '/health/ready', { os, periodSeconds: 5 }),
    ...(os === 'linux' && { securityContext: restrictedContainer() }),
    volumeMounts: [{ name: 'supervisor', mountPath: folders[os].supervisor }, ...temporaryMounts('supervisor', os)],
  };
}

function environmentOf({ worker, sessionType, incarnation, supervisor = {} }: WorkerPodInput): readonly EnvVar[] {
  const { supervisor: folder } = folders[worker.requirements.os];
  return [
    ...Object.entries(podVariables).map(([name, fieldPath]) => ofPod(name, fieldPath)),
    ...literals({
      BERTH_SUPERVISOR_FOLDER: folder,
      BERTH_SUPERVISOR_PORT: String(supervisorPort),
      BERTH_WORKER_TYPE: worker.name,
      BERTH_SESSION_TYPE: sessionType.name,
      BERTH_INCARNATION: String(incarnation),
      ...supervisor,
    }),
  ];
}

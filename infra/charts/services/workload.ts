import type {
  DaemonSet,
  Deployment,
  DeploymentStrategy,
  Embedded,
  HorizontalPodAutoscaler,
  ObjectMeta,
  PersistentVolumeClaim,
  StatefulSet,
} from '../../kubernetes/types.ts';
import type { Storage } from '../../model/sidecar.ts';
import type { Target } from '../../model/target.ts';
import { membersService } from './service-objects.ts';
import type { PlacedService } from './placed-service.ts';
import { servicePod } from './service-pod.ts';
import { storageVolume } from './volumes.ts';

/** A new pod must have been ready for so long before the next is replaced, in seconds. */
const minReadySeconds = 5;
/** Old templates that are kept to go back to. */
const revisionHistoryLimit = 3;
/** Windows images are gigabytes, and the budget of a start is twice that of Linux. */
const windowsProgressSeconds = 1800;
const defaultCpuPercent = 70;

/** The Deployment, StatefulSet or DaemonSet of a service. */
export function workloadOf(target: Target, placed: PlacedService): Deployment | StatefulSet | DaemonSet {
  switch (placed.kind) {
    case 'DaemonSet':
      return daemonSet(target, placed);
    case 'StatefulSet':
      return statefulSet(target, placed);
    case 'Deployment':
      return deployment(target, placed);
  }
}

/** What adds and removes replicas by load; it owns their number, so the workload does not say one. */
export function autoscalers(target: Target, placed: PlacedService): readonly HorizontalPodAutoscaler[] {
  const { name, service, kind, replicas } = placed;
  const { autoscale } = service;
  if (autoscale === undefined) return [];
  return [
    {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: metadataOf(target, placed),
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind, name },
        minReplicas: replicas,
        maxReplicas: autoscale.max,
        metrics: [
          {
            // Of the service's own container: an idle sidecar would hide its load.
            type: 'ContainerResource',
            containerResource: {
              name: 'cpu',
              container: name,
              target: { type: 'Utilization', averageUtilization: autoscale.cpuPercent ?? defaultCpuPercent },
            },
          },
        ],
        behavior,
      },
    },
  ];
}

/** Up at once, twice as many or two more in half a minute; down slowly, when the load has been gone for five minutes. */
const behavior = {
  scaleUp: {
    stabilizationWindowSeconds: 0,
    selectPolicy: 'Max',
    policies: [
      { type: 'Percent', value: 100, periodSeconds: 30 },
      { type: 'Pods', value: 2, periodSeconds: 30 },
    ],
  },
  scaleDown: {
    stabilizationWindowSeconds: 300,
    selectPolicy: 'Max',
    policies: [{ type: 'Percent', value: 25, periodSeconds: 60 }],
  },
} as const;

function deployment(target: Target, placed: PlacedService): Deployment {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadataOf(target, placed),
    spec: {
      ...replicasOf(placed),
      minReadySeconds,
      revisionHistoryLimit,
      ...(placed.os === 'windows' && { progressDeadlineSeconds: windowsProgressSeconds }),
      strategy: strategyOf(placed),
      selector: { matchLabels: placed.selector },
      template: servicePod(target, placed),
    },
  };
}

/** A new pod beside the old ones, unless it would need a GPU or processors of its own that may not be there. */
function strategyOf({ gpu, service }: PlacedService): DeploymentStrategy {
  const isScarce = gpu !== undefined || service.exclusiveCpus === true;
  const rollingUpdate = isScarce ? { maxSurge: 0, maxUnavailable: 1 } : { maxSurge: 1, maxUnavailable: 0 };
  return { type: 'RollingUpdate', rollingUpdate };
}

function statefulSet(target: Target, placed: PlacedService): StatefulSet {
  const { name, service, selector } = placed;
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: metadataOf(target, placed),
    spec: {
      ...replicasOf(placed),
      serviceName: membersService(name),
      minReadySeconds,
      revisionHistoryLimit,
      // A replica that does not come up keeps neither the others back nor the template that would mend it.
      podManagementPolicy: 'Parallel',
      selector: { matchLabels: selector },
      template: servicePod(target, placed),
      ...(service.storage !== undefined && {
        volumeClaimTemplates: [claimOf(placed, service.storage)],
        persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
      }),
    },
  };
}

/** It can never be changed: so it has only what follows from the name, and from `storage`. */
function claimOf({ selector }: PlacedService, storage: Storage): Embedded<PersistentVolumeClaim> {
  return {
    metadata: { name: storageVolume, labels: selector },
    spec: {
      accessModes: ['ReadWriteOnce'],
      ...(storage.storageClass !== undefined && { storageClassName: storage.storageClass }),
      resources: { requests: { storage: storage.size } },
    },
  };
}

function daemonSet(target: Target, placed: PlacedService): DaemonSet {
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: metadataOf(target, placed),
    spec: {
      minReadySeconds,
      revisionHistoryLimit,
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '10%' } },
      selector: { matchLabels: placed.selector },
      template: servicePod(target, placed),
    },
  };
}

function replicasOf({ service, replicas }: PlacedService): { readonly replicas?: number } {
  return service.autoscale === undefined ? { replicas } : {};
}

function metadataOf(target: Target, { name, labels }: PlacedService): ObjectMeta {
  return { name, namespace: target.namespaces.services, labels };
}

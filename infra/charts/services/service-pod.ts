import { spreadOf } from '../../constructs/availability.ts';
import { checksumAnnotation, checksumOf } from '../../constructs/checksum.ts';
import { linuxPod, priorityClass, type PodOptions } from '../../constructs/pod.ts';
import { windowsPodTemplate } from '../../constructs/windows-pod.ts';
import type { PodTemplateSpec, ResourceClaimTemplate } from '../../kubernetes/types.ts';
import type { Target } from '../../model/target.ts';
import { serviceComponent, type PlacedService } from './placed-service.ts';
import { placementOf } from './placement.ts';
import { drainSeconds, gpuClaim, graceSeconds, serviceContainer } from './service-container.ts';
import { scratchVolumes, sidecarsOf } from './sidecars.ts';
import { temporaryVolumes } from './volumes.ts';

/** Read by the policy `pod-grace`: how long a pod goes on serving what it has, once it is told to end. */
const drainAnnotation = 'berth.dev/drain-seconds';

/** The template of a service's pods. */
export function servicePod(target: Target, placed: PlacedService): PodTemplateSpec {
  const { name, service, os, kind, pools } = placed;
  const sidecars = sidecarsOf(placed);
  const volumes = [...temporaryVolumes(os), ...scratchVolumes(placed)];
  const claim = claimName(placed);
  const options: PodOptions = {
    name,
    component: serviceComponent,
    annotations: annotationsOf(placed),
    priorityClass: priorityClass(target, 'service'),
    graceSeconds: graceSeconds(service),
    ...(kind !== 'DaemonSet' && placed.replicas > 1 && { spread: spreadOf(target, name) }),
    ...(sidecars.length > 0 && { initContainers: sidecars }),
    containers: [serviceContainer(target, placed)],
    ...(volumes.length > 0 && { volumes }),
    also: {
      ...placementOf(placed),
      ...(claim !== undefined && { resourceClaims: [{ name: gpuClaim, resourceClaimTemplateName: claim }] }),
    },
  };
  const [pool] = pools;
  return os === 'windows' && pool !== undefined
    ? windowsPodTemplate(target, { ...options, pool })
    : linuxPod(target, options);
}

/** What each pod's claim of a GPU is made of, where the pool gives its GPUs by claims. */
export function claimTemplates(target: Target, placed: PlacedService): readonly ResourceClaimTemplate[] {
  const name = claimName(placed);
  const deviceClassName = placed.pools[0]?.gpu?.deviceClass;
  if (name === undefined || deviceClassName === undefined) return [];
  const exactly = { deviceClassName, allocationMode: 'ExactCount', count: placed.gpu?.count ?? 1 };
  return [
    {
      apiVersion: 'resource.k8s.io/v1',
      kind: 'ResourceClaimTemplate',
      metadata: { name, namespace: target.namespaces.services, labels: placed.labels },
      spec: { spec: { devices: { requests: [{ name: gpuClaim, exactly }] } } },
    },
  ];
}

function claimName({ name, gpu, pools }: PlacedService): string | undefined {
  return gpu !== undefined && pools[0]?.gpu?.deviceClass !== undefined ? `${name}-gpu` : undefined;
}

function annotationsOf({ service }: PlacedService): Readonly<Record<string, string>> {
  const { env, secrets } = service;
  const isConfigured = env !== undefined || secrets !== undefined;
  return {
    [drainAnnotation]: String(drainSeconds(service)),
    ...(isConfigured && { [checksumAnnotation]: checksumOf({ ...env, ...secrets }) }),
  };
}

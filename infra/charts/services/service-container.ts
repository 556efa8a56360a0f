import { resourcesOf } from '../../constructs/resources.ts';
import { restrictedContainer } from '../../constructs/security.ts';
import { authoredVariables, literal } from '../../constructs/worker-pod/environment.ts';
import type { Container, ResourceRequirements, VolumeMount } from '../../kubernetes/types.ts';
import { environmentOf, secretsOf } from '../../model/catalogue.ts';
import type { Service } from '../../model/service.ts';
import type { Target } from '../../model/target.ts';
import type { PlacedService } from './placed-service.ts';
import { probesOf, wholeSeconds } from './service-probes.ts';
import { ownTemporaryMounts, storageVolume, systemVariables } from './volumes.ts';

/** Endpoints are taken out of the balancers before the process is told to end, in seconds. */
const preStopSeconds = 5;
/** From the order to stop until it is killed, where the author does not say (docs/reference/model.md). */
const defaultStopGrace = '5s';
/** Sidecars are ended after the service itself; so long they may take. */
const sidecarStopSeconds = 5;

/** What a pod calls its claim of a GPU. */
export const gpuClaim = 'gpu';

/** The container of the service itself. */
export function serviceContainer(target: Target, placed: PlacedService): Container {
  const { name, service, os } = placed;
  const { port, command, secrets } = service;
  const env = authoredVariables(systemVariables(os), {
    env: environmentOf(service),
    ...(secrets !== undefined && { secrets: secretsOf(secrets) }),
  });
  const mounts = mountsOf(placed);
  return {
    name,
    image: service.image ?? target.image(os === 'windows' ? 'application-windows' : 'application'),
    ...(command !== undefined && { command: command.map(literal) }),
    ...(port !== undefined && { ports: [{ name: 'http', containerPort: port, protocol: 'TCP' as const }] }),
    ...(env.length > 0 && { env }),
    resources: resourcesFor(placed),
    ...probesOf(service, os),
    ...(port !== undefined && { lifecycle: { preStop: { sleep: { seconds: preStopSeconds } } } }),
    ...(os === 'linux' && { securityContext: restrictedContainer() }),
    ...(mounts.length > 0 && { volumeMounts: mounts }),
  };
}

/** How long the service itself may go on after it was told to end. */
export function drainSeconds({ stopGrace = defaultStopGrace }: Service): number {
  return wholeSeconds(stopGrace);
}

/** From the decision to end a pod until it is killed: the hook, the service, its sidecars. */
export function graceSeconds(service: Service): number {
  const hook = service.port === undefined ? 0 : preStopSeconds;
  return hook + drainSeconds(service) + (service.sidecars === undefined ? 0 : sidecarStopSeconds);
}

/** One resource for its GPU, where it is no claim: as many as whole ones are asked for, or one share. */
function resourcesFor({ size, isExact, gpu, pools: [pool] }: PlacedService): ResourceRequirements {
  const resources = resourcesOf(size, {
    exact: isExact,
    ...(pool !== undefined && { nodeCpuMillis: pool.cpuMillis }),
  });
  if (gpu === undefined || pool?.gpu === undefined) return resources;
  const { resource } = pool.gpu;
  if (resource === undefined) return { ...resources, claims: [{ name: gpuClaim }] };
  const gpus = { [resource]: gpu.shareMillis < 1000 ? '1' : String(gpu.count) };
  return { requests: { ...resources.requests, ...gpus }, limits: { ...resources.limits, ...gpus } };
}

function mountsOf({ name, os, service: { storage } }: PlacedService): readonly VolumeMount[] {
  return [
    ...(storage === undefined ? [] : [{ name: storageVolume, mountPath: storage.path }]),
    ...ownTemporaryMounts({ container: name, os, others: [storage?.path] }),
  ];
}

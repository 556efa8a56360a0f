import { resourcesOf, showBytes } from '../../constructs/resources.ts';
import { restrictedContainer } from '../../constructs/security.ts';
import { authoredVariables, literal } from '../../constructs/worker-pod/environment.ts';
import { sidecarVolume } from '../../constructs/worker-pod/folders.ts';
import { portProbes } from '../../constructs/worker-pod/worker-probes.ts';
import type { Container, Volume } from '../../kubernetes/types.ts';
import type { CatalogueSidecar } from '../../model/catalogue.ts';
import type { PlacedService } from './placed-service.ts';
import { ownTemporaryMounts, systemVariables } from './volumes.ts';

/**
 * The second containers of a service: native sidecars, which are init containers that stay. They are started before the
 * service, each after the one before it has started, and ended after it.
 */
export function sidecarsOf(placed: PlacedService): readonly Container[] {
  return placed.sidecars.map((sidecar) => sidecarContainer(placed, sidecar));
}

/** The folders of the sidecars that live as long as the pod. */
export function scratchVolumes({ sidecars }: PlacedService): readonly Volume[] {
  return sidecars.flatMap(({ name, scratch }) =>
    scratch === undefined ? [] : [{ name: sidecarVolume(name), emptyDir: { sizeLimit: showBytes(scratch.sizeBytes) } }],
  );
}

function sidecarContainer({ os, isExact, pools: [pool] }: PlacedService, sidecar: CatalogueSidecar): Container {
  const { name, image, command, port, scratch } = sidecar;
  const env = authoredVariables({ ...systemVariables(os), ...(pool?.gpu !== undefined && noGpu(os)) }, sidecar);
  const mounts = [
    ...(scratch === undefined ? [] : [{ name: sidecarVolume(name), mountPath: scratch.path }]),
    ...ownTemporaryMounts({ container: name, os, others: [scratch?.path] }),
  ];
  return {
    name,
    restartPolicy: 'Always',
    image,
    ...(command.length > 0 && { command: command.map(literal) }),
    ...(env.length > 0 && { env }),
    ports: [{ containerPort: port, protocol: 'TCP' }],
    resources: resourcesOf(sidecar, {
      exact: isExact,
      ...(pool !== undefined && { nodeCpuMillis: pool.cpuMillis }),
    }),
    ...portProbes(port, os),
    ...(os === 'linux' && { securityContext: restrictedContainer() }),
    ...(mounts.length > 0 && { volumeMounts: mounts }),
  };
}

/** A container that asks for no GPU sees all of the node's where its image says so: CUDA's images do. */
function noGpu(os: PlacedService['os']): Readonly<Record<string, string>> {
  return os === 'linux' ? { NVIDIA_VISIBLE_DEVICES: 'void' } : {};
}

import type { Container, EnvVar } from '../../kubernetes/types.ts';
import type { CatalogueSidecar } from '../../model/catalogue.ts';
import { isExact } from '../../model/pod-needs.ts';
import { resourcesOf } from '../resources.ts';
import { restrictedContainer } from '../security.ts';
import { authoredVariables, literal } from './environment.ts';
import { sidecarVolume, temporaryFolder, temporaryMounts } from './folders.ts';
import type { WorkerPodInput } from './input.ts';
import { portProbes } from './worker-probes.ts';

/** The worker's own data stores and helpers: native sidecars, up before it starts, ended after it. */
export function sidecarContainers(input: WorkerPodInput): readonly Container[] {
  return (input.worker.sidecars ?? []).map((sidecar) => sidecarContainer(input, sidecar));
}

function sidecarContainer({ worker, placement: { pool } }: WorkerPodInput, sidecar: CatalogueSidecar): Container {
  const { os } = worker.requirements;
  const env = environmentOf(sidecar, { isLinux: os === 'linux', hasGpu: pool?.gpu !== undefined });
  return {
    name: sidecar.name,
    image: sidecar.image,
    ...(sidecar.command.length > 0 && { command: sidecar.command.map(literal) }),
    restartPolicy: 'Always',
    // Reached on localhost only: no network policy lets anybody else in.
    ports: [{ containerPort: sidecar.port, protocol: 'TCP' }],
    ...(env.length > 0 && { env }),
    resources: resourcesOf(sidecar, {
      exact: isExact(worker.requirements),
      ...(pool !== undefined && { nodeCpuMillis: pool.cpuMillis }),
    }),
    ...portProbes(sidecar.port, os),
    ...(os === 'linux' && { securityContext: restrictedContainer() }),
    volumeMounts: [
      ...temporaryMounts(sidecar.name, os),
      ...(sidecar.scratch === undefined
        ? []
        : [{ name: sidecarVolume(sidecar.name), mountPath: sidecar.scratch.path }]),
    ],
  };
}

/** A container that asks for no GPU sees all of the node's where its image says so: CUDA's images do. */
const noGpu = { NVIDIA_VISIBLE_DEVICES: 'void' } as const;

function environmentOf(
  sidecar: CatalogueSidecar,
  { isLinux, hasGpu }: { readonly isLinux: boolean; readonly hasGpu: boolean },
): readonly EnvVar[] {
  if (!isLinux) return authoredVariables({}, sidecar);
  return authoredVariables({ HOME: temporaryFolder, TMPDIR: temporaryFolder, ...(hasGpu && noGpu) }, sidecar);
}

import { requirementsOf } from '../model/catalogue.ts';
import { memoryBytes } from '../model/quantity.ts';
import type { Sidecar } from '../model/sidecar.ts';
import type { Service } from '../model/service.ts';
import type { ComposeContext } from './compose-part.ts';
import type { Container } from './container.ts';
import { hardened, temporaryFolder } from './hardened.ts';
import { tcpCheck } from './health.ts';

/** It does nothing but be there. */
const idle = 'setInterval(() => {}, 2 ** 30)';
const idleSize = { cpuMillis: 50, memoryBytes: 96 * 2 ** 20 };

/**
 * A service with its sidecars. As in a pod, a container that only waits has the network, and the others share it: each
 * can be restarted without the others losing theirs. It also looks whether the sidecars take connections; the service
 * is not started before.
 */
export function sandboxed(
  context: ComposeContext,
  container: Container,
  sidecars: NonNullable<Service['sidecars']>,
): readonly Container[] {
  const { name, listens, service } = container;
  const { expose, ports, ...main } = service;
  const within = { container: name };
  const sidecarPorts = Object.values(sidecars).flatMap(({ port }) => port ?? []);
  const sandbox = hardened({
    image: context.target.image('platform'),
    entrypoint: ['node', '-e', idle],
    size: idleSize,
    graceSeconds: 1,
    ...(expose !== undefined && { expose }),
    ...(ports !== undefined && { ports }),
    ...(sidecarPorts.length > 0 && { healthcheck: tcpCheck(sidecarPorts) }),
  });
  return [
    { name, listens, service: sandbox },
    ...Object.entries(sidecars).map(([sidecarName, sidecar]): Container => ({
      name: `${name}-${sidecarName}`,
      listens: 'nothing',
      within,
      service: {
        ...sidecarOf(sidecar),
        depends_on: { [name]: { condition: 'service_started' } },
      },
    })),
    {
      name: `${name}-main`,
      listens: 'nothing',
      within,
      service: {
        ...main,
        depends_on: { [name]: { condition: sidecarPorts.length > 0 ? 'service_healthy' : 'service_started' } },
      },
    },
  ];
}

function sidecarOf(sidecar: Sidecar): Container['service'] {
  const { image, command, env, scratch } = sidecar;
  const size = requirementsOf(sidecar);
  const base = hardened({ image, size, ...(command !== undefined && { entrypoint: command }) });
  return {
    ...base,
    ...(env !== undefined && { environment: env }),
    ...(scratch !== undefined && {
      tmpfs: [
        ...(scratch.path === '/tmp' ? [] : (base.tmpfs ?? [])),
        temporaryFolder(scratch.path, Math.ceil(memoryBytes(scratch.size) / 2 ** 20)),
      ],
    }),
  };
}

import Type, { type Static } from 'typebox';
import { randomUUID } from 'node:crypto';
import { createBackground, type Stoppable } from '../kit/background.ts';
import { Change } from '../kit/change.ts';
import type { ServiceName } from '../kit/contract.ts';
import type { Host } from '../kit/host.ts';
import { discoveryContract } from './contract.ts';
import { EndpointTable } from './endpoint-table.ts';

/** Configuration of discovery. */
export const DiscoveryConfig = Type.Object({
  DISCOVERY_HEARTBEAT_MS: Type.Integer({
    default: 1000,
    minimum: 50,
    description: 'How often instances register again.',
  }),
  DISCOVERY_EXPIRE_MS: Type.Integer({
    default: 5000,
    minimum: 100,
    description: 'Silence after which one counts as gone.',
  }),
});

/** Serves discovery. It keeps nothing: after a restart the instances register again within a heartbeat. */
export function startDiscovery(host: Host, config: Static<typeof DiscoveryConfig>): Stoppable {
  const table = new EndpointTable(config.DISCOVERY_EXPIRE_MS);
  const boot = randomUUID();
  const changed = new Change();
  const background = createBackground(host.log);
  const notifyIf = (change: boolean) => {
    if (change) changed.notify();
  };

  host.serve(discoveryContract, {
    async register({ url, services }, { caller }) {
      for (const service of services as ServiceName[]) {
        notifyIf(table.hear({ service, instance: caller.instance, url }, performance.now()));
      }
      return { heartbeatMs: config.DISCOVERY_HEARTBEAT_MS };
    },
    async deregister({ url }) {
      notifyIf(table.remove(url));
      return {};
    },
    async watch({ boot: knownBoot, afterRevision, waitMs }, { signal }) {
      const isCurrent = knownBoot === boot && table.revision <= afterRevision;
      if (isCurrent) await changed.wait(waitMs, AbortSignal.any([signal, background.signal]));
      return { boot, revision: table.revision, endpoints: [...table.endpoints] };
    },
  });
  background.repeat('expire endpoints', config.DISCOVERY_HEARTBEAT_MS, async () =>
    notifyIf(table.expire(performance.now())),
  );
  return background;
}

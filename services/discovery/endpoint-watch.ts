import { createBackground, pause, type Stoppable } from '../kit/background.ts';
import { Change } from '../kit/change.ts';
import { createClient, type ClientContext } from '../kit/client.ts';
import type { ServiceName } from '../kit/contract.ts';
import type { Endpoint, EndpointSource } from '../kit/endpoints.ts';
import type { Log } from '../kit/log.ts';
import { discoveryContract, type EndpointTable } from './contract.ts';

const watchMs = 25_000;
const retryMs = 200;
/** How often it is looked whether discovery's address is known. */
const unknownMs = 10;

/** How a process reaches discovery. */
export interface DiscoveryAccess extends Pick<ClientContext, 'identity' | 'dispatcher'> {
  /** The base URL of discovery; empty while it is not known yet. */
  readonly url: () => string;
  readonly log: Log;
}

/** Keeps the table of discovery at hand; while discovery is away, the last one that was seen. */
export function watchEndpoints(access: DiscoveryAccess): EndpointSource & Stoppable {
  const client = discoveryClient(access);
  const background = createBackground(access.log);
  const changed = new Change();
  let table: EndpointTable = { boot: '', revision: 0, endpoints: [] };

  background.repeat('watch endpoints', 0, async (signal) => {
    if (access.url() === '') return pause(unknownMs, signal);
    try {
      const request = { boot: table.boot, afterRevision: table.revision, waitMs: watchMs };
      table = await client.watch(request, { signal });
      changed.notify();
    } catch (error) {
      if (signal.aborted) return;
      access.log.debug({ err: error }, 'discovery does not answer');
      await pause(retryMs, signal);
    }
  });

  const endpoints = (service: ServiceName) =>
    (table.endpoints as readonly Endpoint[]).filter((endpoint) => endpoint.service === service);
  return {
    endpoints,
    async waitFor(service, timeoutMs) {
      const endAt = performance.now() + timeoutMs;
      while (endpoints(service).length === 0 && performance.now() < endAt) {
        await changed.wait(endAt - performance.now(), background.signal);
        if (background.signal.aborted) return;
      }
    },
    stop: () => background.stop(),
  };
}

/** Registers the services of a process under its address, again and again until it is stopped. */
export function keepRegistered(
  access: DiscoveryAccess,
  own: { url: string; services: readonly ServiceName[] },
): Stoppable {
  const client = discoveryClient(access);
  const background = createBackground(access.log);
  const request = { url: own.url, services: [...own.services] };
  let heartbeatMs = retryMs;
  background.repeat('register at discovery', 0, async (signal) => {
    try {
      ({ heartbeatMs } = await client.register(request, { signal, deadlineMs: 2000 }));
    } catch (error) {
      if (signal.aborted) return;
      heartbeatMs = retryMs;
      access.log.debug({ err: error }, 'discovery does not answer');
    }
    await pause(heartbeatMs, signal);
  });
  return {
    async stop() {
      await background.stop();
      await client.deregister({ url: own.url }, { deadlineMs: 1000 }).catch(() => undefined);
    },
  };
}

function discoveryClient({ url, identity, dispatcher }: DiscoveryAccess) {
  const endpoints: EndpointSource = {
    endpoints: () => [{ service: 'discovery', instance: '', url: url() }],
    waitFor: () => Promise.resolve(),
  };
  return createClient(discoveryContract, { identity, endpoints, dispatcher });
}

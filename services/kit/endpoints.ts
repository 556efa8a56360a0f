import type { ServiceName } from './contract.ts';

/** Where one instance of a service is reached. */
export interface Endpoint {
  readonly service: ServiceName;
  readonly instance: string;
  /** e.g. `http://127.0.0.1:40001` */
  readonly url: string;
}

/** Knows who serves what, at this moment. */
export interface EndpointSource {
  endpoints(service: ServiceName): readonly Endpoint[];
  /** Resolves when the service has an endpoint, or at the deadline. */
  waitFor(service: ServiceName, timeoutMs: number): Promise<void>;
}

/** Endpoints that never change. */
export function fixedEndpoints(endpoints: readonly Endpoint[]): EndpointSource {
  return {
    endpoints: (service) => endpoints.filter((endpoint) => endpoint.service === service),
    waitFor: () => Promise.resolve(),
  };
}

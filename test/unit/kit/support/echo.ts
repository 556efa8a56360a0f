import Type from 'typebox';
import { createClient, createDispatcher, type Client } from '../../../../services/kit/client.ts';
import { defineContract, method, type ServiceName } from '../../../../services/kit/contract.ts';
import { fixedEndpoints, type EndpointSource } from '../../../../services/kit/endpoints.ts';
import { createHost, type Handlers, type Host } from '../../../../services/kit/host.ts';
import { createIdentityKeys, createLocalIdentity } from '../../../../services/kit/identity.ts';
import { createLog } from '../../../../services/kit/log.ts';

const request = Type.Object({ text: Type.String({ maxLength: 10 }) }, { additionalProperties: false });
const response = Type.Object({ text: Type.String() });
const echo = { summary: 'Says it again', request, response };
const callers: readonly ServiceName[] = ['gateway'];

/** A service with a method of each kind of repetition. */
export const echoContract = defineContract('relay', {
  safe: method({ ...echo, repetition: 'safe', callers }),
  once: method({ ...echo, repetition: 'once', callers }),
  mayRepeat: method({ ...echo, repetition: 'idempotent', callers, deadlineMs: 5000 }),
});

type EchoMethods = typeof echoContract.methods;

/** What the handlers of an echo do, by method; those that are left out say it again. */
export type EchoHandlers = Partial<Handlers<EchoMethods>>;

/** A pair of a host and the means to call it, over HTTP on the loopback interface. */
export interface EchoPair {
  readonly host: Host;
  readonly url: string;
  /** What was logged, as JSON lines. */
  readonly logged: readonly string[];
  client(as?: ServiceName, endpoints?: EndpointSource): Promise<Client<EchoMethods>>;
  token(as?: ServiceName): Promise<string>;
  stop(): Promise<void>;
}

/** Endpoints of the echo at these addresses. */
export function at(...urls: readonly string[]): EndpointSource {
  return fixedEndpoints(urls.map((url, index) => ({ service: 'relay', instance: `relay-${index}`, url })));
}

export async function startEcho(handlers: EchoHandlers = {}, ready?: () => boolean): Promise<EchoPair> {
  const keys = createIdentityKeys();
  const identityOf = (service: ServiceName) => createLocalIdentity(keys, { service, instance: `${service}-1` });
  const logged: string[] = [];
  const log = createLog({ destination: { write: (line: string) => void logged.push(line) } });
  const host = createHost({ identity: await identityOf('relay'), log });
  const say = async ({ text }: { text: string }) => ({ text });
  host.serve(echoContract, { safe: say, once: say, mayRepeat: say, ...handlers }, ready);
  const url = await host.listen({ host: '127.0.0.1', port: 0 });
  const dispatcher = createDispatcher();
  return {
    host,
    url,
    logged,
    client: async (as = 'gateway', endpoints = at(url)) =>
      createClient(echoContract, { identity: await identityOf(as), endpoints, dispatcher }),
    token: async (as = 'gateway') => (await identityOf(as)).token(),
    async stop() {
      await dispatcher.destroy();
      await host.stop();
    },
  };
}

import { once } from 'node:events';
import { createServer } from 'node:net';

/** Three ports of 127.0.0.1 at a time, so that they differ. Each can be taken by somebody else before it is used. */
export async function freePorts(): Promise<readonly [number, number, number]> {
  const servers = [createServer(), createServer(), createServer()] as const;
  const ports = await Promise.all(
    servers.map(async (server) => {
      await once(server.listen(0, '127.0.0.1'), 'listening');
      const address = server.address();
      if (address === null || typeof address === 'string') throw new Error('a listening server has no port');
      return address.port;
    }),
  );
  await Promise.all(servers.map(async (server) => once(server.close(), 'close')));
  const [first = 0, second = 0, third = 0] = ports;
  return [first, second, third];
}

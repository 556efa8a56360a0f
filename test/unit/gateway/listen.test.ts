import { expect, test } from '@jest/globals';
import Fastify from 'fastify';
import type { AddressInfo } from 'node:net';
import { listenOn } from '../../../services/gateway/listen.ts';

test('a port that is taken is named, with what to do', async () => {
  const first = Fastify();
  const second = Fastify();
  try {
    await listenOn(first, { host: '127.0.0.1', port: 0 });
    const { port } = first.server.address() as AddressInfo;
    await expect(listenOn(second, { host: '127.0.0.1', port })).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: `The gateway cannot listen on 127.0.0.1:${port}: another program listens there.`,
      remedy: expect.stringContaining('--port'),
    });
  } finally {
    await first.close();
    await second.close();
  }
});

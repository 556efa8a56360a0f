import type { FastifyInstance } from 'fastify';
import { BerthError } from '../kit/errors/berth-error.ts';

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program listens there',
  EACCES: 'this user may not listen on this port',
  EADDRNOTAVAIL: 'this machine has no such address',
  ENOTFOUND: 'this host name is not known',
};

/** Opens the port of the gateway. @throws {BerthError} `CONFIG_INVALID` where it cannot be had */
export async function listenOn(app: FastifyInstance, { host, port }: { host: string; port: number }): Promise<void> {
  try {
    await app.listen({ host, port });
  } catch (cause) {
    const reason = reasons[String((cause as { code?: unknown }).code)];
    if (reason === undefined) throw cause;
    throw new BerthError('CONFIG_INVALID', {
      detail: `The gateway cannot listen on ${host}:${port}: ${reason}.`,
      remedy: 'Choose another port with --port or GATEWAY_PORT (0: a free one), or end what listens there.',
      cause,
    });
  }
}

import Type, { type Static } from 'typebox';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Stoppable } from '../kit/background.ts';
import { createClient, type ClientContext } from '../kit/client.ts';
import { BerthError } from '../kit/errors/berth-error.ts';
import { toProblem } from '../kit/errors/problem.ts';
import type { Host } from '../kit/host.ts';
import { refuseUpgrade, upgradeUrl } from '../kit/upgrade.ts';
import { sessionContract } from '../session/contract.ts';
import { encodeFrame } from '../wire/frame.ts';
import { ClientConnection, type ClientSocket, type ConnectionDeps } from './client-connection.ts';
import { closeCodeOf } from './close-codes.ts';
import { relayContract, relayStreamPath } from './contract.ts';
import { createTickets, ticketSeconds } from './ticket.ts';

/** Configuration of a relay. */
export const RelayConfig = Type.Object({
  RELAY_SECRET: Type.String({ minLength: 32, description: 'Signs the tickets of clients; the same for all relays.' }),
  RELAY_PAUSE_BYTES: Type.Integer({
    default: 1_048_576,
    minimum: 1024,
    description: 'Above so much waiting for a client, nothing more is read for it.',
  }),
  RELAY_STALL_MS: Type.Integer({
    default: 10_000,
    minimum: 100,
    description: 'A client that takes nothing for so long is closed.',
  }),
  RELAY_PING_MS: Type.Integer({
    default: 20_000,
    minimum: 100,
    description: 'Pause between two pings; a client that has not answered the last one is closed.',
  }),
});

/** Above the limit for clients, so that what is a little too large still gets a problem detail. */
const hardFrameLimitBytes = 8 * 2 ** 20;

/** Serves a relay. */
export function startRelay(
  host: Host,
  { config, clients }: { config: Static<typeof RelayConfig>; clients: ClientContext },
): Stoppable {
  const log = host.log.child({ service: 'relay' });
  const tickets = createTickets(config.RELAY_SECRET);
  const deps: ConnectionDeps = {
    session: createClient(sessionContract, clients),
    tickets,
    pingMs: config.RELAY_PING_MS,
    log,
    limits: {
      pauseBytes: config.RELAY_PAUSE_BYTES,
      resumeBytes: config.RELAY_PAUSE_BYTES / 4,
      stallMs: config.RELAY_STALL_MS,
    },
  };
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: hardFrameLimitBytes });
  const connections = new Set<ClientConnection>();

  host.serve(relayContract, {
    async issueTicket(claims) {
      return { ticket: await tickets.issue(claims), expiresInSeconds: ticketSeconds };
    },
  });

  async function accept({ socket, stream }: ClientSocket, request: IncomingMessage): Promise<void> {
    try {
      const ticket = upgradeUrl(request)?.searchParams.get('ticket') ?? null;
      if (ticket === null) throw new BerthError('TOKEN_MISSING', { detail: 'The query has no ticket.' });
      // Frames that come before the relay knows the session's workers wait in the socket.
      socket.pause();
      const claims = await tickets.check(ticket);
      const connection = new ClientConnection({ socket, stream }, claims, deps);
      connections.add(connection);
      socket.on('close', () => connections.delete(connection));
      await connection.run();
    } catch (error) {
      const problem = toProblem(error);
      socket.resume();
      socket.on('error', () => socket.terminate());
      socket.send(encodeFrame({ kind: 'error', problem }));
      socket.close(closeCodeOf(problem.code), problem.code);
    }
  }

  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (upgradeUrl(request)?.pathname !== relayStreamPath) {
      refuseUpgrade(socket, '404 Not Found');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => void accept({ socket: client, stream: socket }, request));
  };
  host.app.server.on('upgrade', onUpgrade);
  // Upgraded sockets keep the server open: they are closed before it.
  host.app.addHook('preClose', async () => {
    for (const connection of connections) connection.goAway();
    for (const client of sockets.clients) setTimeout(() => client.terminate(), 500).unref();
  });
  return { stop: async () => undefined };
}

import { connect, type Socket } from 'node:net';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { EndpointSource } from '../kit/endpoints.ts';
import { refuseUpgrade, upgradeUrl } from '../kit/upgrade.ts';
import { relayStreamPath } from '../relay/contract.ts';
import { createAddressLimit } from './address-limit.ts';

/** Where clients open the WebSocket of a session. */
export const streamPath = '/api/v1/stream';

const connectTimeoutMs = 5000;
/** Headers of the WebSocket handshake (RFC 6455, 4.2.1); nothing else of the client's goes on. */
const handshakeHeaders = [
  'connection',
  'upgrade',
  'sec-websocket-key',
  'sec-websocket-version',
  'sec-websocket-protocol',
] as const;

/** Takes the request for a WebSocket over from the server. */
export type TakeUpgrade = (request: IncomingMessage, connection: { socket: Duplex; head: Buffer }) => void;

/**
 * Passes WebSockets on to a relay, byte by byte: the relay checks the ticket and speaks the protocol. Back-pressure is
 * that of the two sockets.
 */
export function createTunnel({
  endpoints,
  maxPerMinute,
}: {
  readonly endpoints: Pick<EndpointSource, 'endpoints'>;
  /** WebSockets that one address may open in a minute. */
  readonly maxPerMinute: number;
}): TakeUpgrade {
  const mayOpen = createAddressLimit(maxPerMinute);
  return (request, { socket, head }) => {
    const url = upgradeUrl(request);
    const relays = endpoints.endpoints('relay');
    const relay = relays[Math.floor(Math.random() * relays.length)];
    if (!mayOpen(request.socket.remoteAddress ?? '')) refuseUpgrade(socket, '429 Too Many Requests');
    else if (url === undefined) refuseUpgrade(socket, '400 Bad Request');
    else if (url.pathname !== streamPath) refuseUpgrade(socket, '404 Not Found');
    else if (relay === undefined) refuseUpgrade(socket, '503 Service Unavailable');
    else open(new URL(relay.url), { request, search: url.search, socket, head });
  };
}

interface Tunnel {
  readonly request: IncomingMessage;
  readonly search: string;
  readonly socket: Duplex;
  readonly head: Buffer;
}

function open(relay: URL, { request, search, socket, head }: Tunnel): void {
  const upstream = connect({ host: relay.hostname, port: Number(relay.port), noDelay: true });
  upstream.setTimeout(connectTimeoutMs, () => upstream.destroy());
  upstream.once('connect', () => {
    upstream.setTimeout(0);
    upstream.write(handshake(request, relay, search));
    if (head.length > 0) upstream.write(head);
    socket.pipe(upstream);
    upstream.pipe(socket);
  });
  upstream.once('error', () => {
    if (upstream.pending) refuseUpgrade(socket, '502 Bad Gateway');
    else socket.destroy();
  });
  upstream.once('close', () => socket.destroy());
  socket.once('error', () => upstream.destroy());
  socket.once('close', () => upstream.destroy());
  if ('setNoDelay' in socket) (socket as Socket).setNoDelay(true);
}

function handshake(request: IncomingMessage, relay: URL, search: string): string {
  const headers = handshakeHeaders.flatMap((name) => {
    const value = request.headers[name];
    return typeof value === 'string' ? [`${name}: ${value}`] : [];
  });
  return [`GET ${relayStreamPath}${search} HTTP/1.1`, `host: ${relay.host}`, ...headers, '', ''].join('\r\n');
}

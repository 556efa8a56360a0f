/** In the supervisor's place: passes what the producer sends on to every connection of the forwarder behind it. */
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { Drain } from './drain.ts';
import { onTold, say } from './speak.ts';

/** As the supervisor's (`services/runtime/supervisor/channel.ts`). */
const fullBytes = 256 * 2 ** 10;

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
const channels = new Set<WebSocket>();
server.on('connection', (socket, request) => {
  socket.on('error', () => socket.terminate());
  if (request.url === '/produce') serveProducer(socket);
  else serveChannel(socket);
});

function serveProducer(producer: WebSocket): void {
  const drain = new Drain(producer, fullBytes);
  producer.on('message', (data: Buffer, isBinary) => {
    for (const channel of channels) drain.send(channel, data, isBinary);
  });
}

function serveChannel(channel: WebSocket): void {
  channels.add(channel);
  // What clients say (their acks) ends here.
  channel.on('message', () => undefined);
  channel.on('close', () => channels.delete(channel));
}

onTold(() => undefined);
server.on('listening', () => say({ url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}` }));

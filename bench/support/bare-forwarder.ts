/** In the relay's and the gateway's place: a raw tunnel to a forwarder with one upstream for each client. */
import { connect, createServer, type AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import { Drain } from './drain.ts';
import { onTold, say } from './speak.ts';

/** As the relay's (`services/relay/service.ts`). */
const fullBytes = 1 * 2 ** 20;

const clients = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
clients.on('connection', (client) => {
  const upstream = new WebSocket(`${process.env['BENCH_URL'] ?? ''}/channel`, { perMessageDeflate: false });
  const drain = new Drain(upstream, fullBytes);
  upstream.on('message', (data: Buffer, isBinary) => drain.send(client, data, isBinary));
  upstream.on('open', () => client.send('{"kind":"hello"}'));
  upstream.on('close', () => client.close());
  client.on('message', (data: Buffer, isBinary) => {
    if (upstream.readyState === WebSocket.OPEN) upstream.send(data, { binary: isBinary });
  });
  client.on('close', () => upstream.terminate());
  for (const socket of [client, upstream]) socket.on('error', () => socket.terminate());
});

const tunnel = createServer({ noDelay: true }, (socket) => {
  const upstream = connect({ host: '127.0.0.1', port: portOf(clients), noDelay: true });
  socket.pipe(upstream);
  upstream.pipe(socket);
  upstream.on('error', () => socket.destroy());
  upstream.on('close', () => socket.destroy());
  socket.on('error', () => upstream.destroy());
  socket.on('close', () => upstream.destroy());
});
tunnel.listen(0, '127.0.0.1', () => say({ url: `ws://127.0.0.1:${portOf(tunnel)}` }));

function portOf(server: { address(): unknown }): number {
  return (server.address() as AddressInfo).port;
}

onTold(() => undefined);

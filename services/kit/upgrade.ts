import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

/** The URL of a request for a WebSocket; `undefined` where there is none to be read: the request line is the client's. */
export function upgradeUrl({ url = '/' }: Pick<IncomingMessage, 'url'>): URL | undefined {
  return URL.parse(url, 'http://host') ?? undefined;
}

/** Answers a request for a WebSocket with a status such as `404 Not Found`, and ends its connection. */
export function refuseUpgrade(socket: Duplex, status: string): void {
  // Node takes its own listener off an upgraded socket: without one, a client that resets would end the process.
  socket.on('error', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

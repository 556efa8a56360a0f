import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { createTunnel, streamPath } from '../../../services/gateway/tunnel.ts';

const maxPerMinute = 8;
const tunnel = createTunnel({ endpoints: { endpoints: () => [] }, maxPerMinute });
const server = createServer((_, response) => response.end('alive'));
server.on('upgrade', (request, socket, head) => tunnel(request, { socket, head }));

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const address = () => server.address() as AddressInfo;

/** Sends a handshake as it is, and answers with the status line. */
async function upgrade(path: string): Promise<string> {
  const socket = connect(address().port, '127.0.0.1');
  socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`);
  let answer = '';
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
  await once(socket, 'close');
  return answer.split('\r\n')[0] ?? '';
}

async function expectAlive(): Promise<void> {
  await delay(50);
  const answer = await fetch(`http://127.0.0.1:${address().port}/`);
  expect(await answer.text()).toBe('alive');
}

describe('the entry of the WebSockets', () => {
  test.each(['//', 'http://[', 'http://a:999999/'])('refuses the request line "GET %s", and lives on', async (path) => {
    expect(await upgrade(path)).toBe('HTTP/1.1 400 Bad Request');
    await expectAlive();
  });

  test('refuses another path, and says where no relay is', async () => {
    expect(await upgrade('/elsewhere')).toBe('HTTP/1.1 404 Not Found');
    expect(await upgrade(streamPath)).toBe('HTTP/1.1 503 Service Unavailable');
  });

  test('outlives a client that resets the connection while it is refused', async () => {
    const socket = connect(address().port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write('GET /x HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n', () =>
      socket.resetAndDestroy(),
    );
    await once(socket, 'close');
    await expectAlive();
  });

  test('takes so many handshakes of an address in a minute, no more', async () => {
    const answers = await Promise.all(Array.from({ length: maxPerMinute + 1 }, () => upgrade(streamPath)));
    expect(answers).toContain('HTTP/1.1 429 Too Many Requests');
  });
});

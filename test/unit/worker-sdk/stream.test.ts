import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { WebSocketServer, type WebSocket } from 'ws';
import { SupervisorStream } from '../../../services/worker-sdk/stream.ts';

let close: () => void = () => undefined;
afterEach(() => {
  close();
  jest.restoreAllMocks();
});

async function setup() {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const lost: string[] = [];
  const connected = once(server, 'connection') as Promise<[WebSocket]>;
  const stream = new SupervisorStream({
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token: '',
    onInput: () => undefined,
    onLost: ({ message }) => lost.push(message),
  });
  close = () => {
    stream.close();
    server.close();
    for (const socket of server.clients) socket.terminate();
  };
  const [socket] = await connected;
  return { server, stream, socket, lost };
}

describe('the stream to the supervisor', () => {
  test('is opened again after a break, however long it has been open, and sends again what was not taken', async () => {
    const { server, stream, socket, lost } = await setup();
    const first = once(socket, 'message');
    void stream.send({ kind: 'ready' });
    await first;
    const now = performance.now();
    jest.spyOn(performance, 'now').mockImplementation(() => now + 3_600_000);
    const again = once(server, 'connection') as Promise<[WebSocket]>;
    socket.terminate();
    const [next] = await again;
    const [data] = (await once(next, 'message')) as [Buffer];
    expect(JSON.parse(data.toString())).toEqual({ kind: 'ready', id: 1 });
    expect(lost).toEqual([]);
  });

  test('is given up when the supervisor has been away for ten seconds', async () => {
    const { server, socket, lost } = await setup();
    server.close();
    socket.terminate();
    const startedAt = performance.now();
    const clock = jest.spyOn(performance, 'now').mockImplementation(() => startedAt);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(lost).toEqual([]);
    clock.mockImplementation(() => startedAt + 10_001);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(lost).toEqual(['the supervisor did not answer for 10000 ms']);
  });
});

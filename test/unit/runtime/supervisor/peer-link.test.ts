import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { WebSocketServer } from 'ws';
import { PeerLink } from '../../../../services/runtime/supervisor/peers.ts';

describe('the way to another worker', () => {
  test('offers a full mailbox one message again and again, and then all in their order', async () => {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    await once(server, 'listening');
    const offered: number[] = [];
    let last = 0;
    let refusals = 3;
    const allTaken = new Promise<void>((resolve) => {
      server.on('connection', (socket) => {
        socket.on('message', (data: Buffer) => {
          const { id } = JSON.parse(data.toString()) as { id: number };
          offered.push(id);
          if (id > last + 1) return;
          const isRefused = id === 2 && refusals-- > 0;
          socket.send(JSON.stringify({ kind: isRefused ? 'refused' : 'taken', id }));
          if (!isRefused) last = Math.max(id, last);
          if (last === 50) resolve();
        });
      });
    });
    const link = new PeerLink({ id: 'a-0', incarnation: 1, channelToken: '' });
    for (let count = 0; count < 50; count++) link.sendNow({ header: { type: 'x' }, payload: new Uint8Array() });
    link.connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    await allTaken;
    link.close();
    server.close();
    expect(offered.filter((id) => id === 2)).toHaveLength(4);
    // Once at first, once when there was room: not at each refusal.
    expect(offered.filter((id) => id === 50)).toHaveLength(2);
  });
});
